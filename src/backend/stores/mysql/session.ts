import { type Connection, createConnection, type PrepareStatementInfo } from 'mysql2';
import type net from 'node:net';
import { AnswerColumns, type AnswerField } from './answerColumns';
import type { ServerEndpoint } from './clientOptions';
import { type Flavour, flavourOf } from './flavour';
import { killQuery, type SessionPlace } from './killQuery';
import { sessionSettings } from './sessionSettings';

/** A request that arrives before the statement has begun is lost, so it is repeated. */
const KILL_AGAIN_MS = 250;
/** How long a cancelled statement may take to end before its connection is cut. */
const KILL_WITHIN_MS = 5000;
/** An idle connection that does not answer within this time is dead: a firewall forgot it, or its server is gone. */
const ANSWER_WITHIN_MS = 5000;
/** How much longer than the server's own limit an answer may stay away. */
const AFTER_TIMEOUT_MS = 10_000;

/** One connection to the server. It runs one statement at a time. All methods reject with the driver's error. */
export class Session {
  /** False once the connection cannot be used any more. */
  alive = true;
  private place: SessionPlace | null = null;
  private found: Flavour | null = null;
  private readonly socket: net.Socket;
  private readonly connection: Connection;
  /** Rejects what runs now, since the driver tells a lost connection to nobody but the connection. */
  private onLost: ((error: unknown) => void) | null = null;

  private constructor(
    private readonly endpoint: ServerEndpoint,
    private readonly statementTimeoutMs: number
  ) {
    this.socket = endpoint.connect();
    this.connection = createConnection({ ...endpoint.options, stream: () => this.socket });
    this.connection.on('error', (error) => this.cut(error));
    this.connection.on('end', () => (this.alive = false));
  }

  static async open(endpoint: ServerEndpoint, statementTimeoutMs: number, signal: AbortSignal): Promise<Session> {
    const session = new Session(endpoint, statementTimeoutMs);
    const cut = () => session.cut(signal.reason);
    signal.addEventListener('abort', cut, { once: true });
    try {
      await session.within(ANSWER_WITHIN_MS + (endpoint.options.connectTimeout ?? 0), () => session.begin());
      return session;
    } catch (error) {
      session.cut(error);
      throw error;
    } finally {
      signal.removeEventListener('abort', cut);
    }
  }

  get flavour(): Flavour | null {
    return this.found;
  }

  /** Whether the connection still stands. */
  async probe(): Promise<void> {
    await this.within(ANSWER_WITHIN_MS, () =>
      this.call<void>((resolve, reject) => this.connection.ping((error) => (error === null ? resolve() : reject(error))))
    );
  }

  /**
   * Runs a statement, its values apart from its text. When the signal is aborted the server is asked to stop it, until it
   * has ended.
   */
  async read(text: string, values: readonly unknown[], signal: AbortSignal): Promise<unknown[][]> {
    const answer = new AnswerColumns();
    const stop = AbortSignal.any([signal, answer.tooLarge]);
    let again: NodeJS.Timeout | undefined;
    let cut: NodeJS.Timeout | undefined;
    const kill = () => {
      // A late request could stop the next statement of this connection, so there will be none.
      this.alive = false;
      this.kill();
      again = setInterval(() => this.kill(), KILL_AGAIN_MS);
      cut = setTimeout(() => this.cut(stop.reason), KILL_WITHIN_MS);
    };
    stop.addEventListener('abort', kill, { once: true });
    try {
      if (stop.aborted) {
        kill();
      }
      await this.within(this.statementTimeoutMs + AFTER_TIMEOUT_MS, () => this.execute(text, values, answer));
      return answer.columns();
    } catch (error) {
      answer.tooLarge.throwIfAborted();
      throw error;
    } finally {
      stop.removeEventListener('abort', kill);
      clearInterval(again);
      clearTimeout(cut);
    }
  }

  async close(): Promise<void> {
    if (!this.alive && this.socket.destroyed) {
      return;
    }
    this.alive = false;
    const closed = new Promise<void>((resolve) => (this.socket.destroyed ? resolve() : this.socket.once('close', () => resolve())));
    const cut = setTimeout(() => this.socket.destroy(), KILL_AGAIN_MS);
    this.connection.end(() => this.socket.end());
    await closed;
    clearTimeout(cut);
  }

  private async begin(): Promise<void> {
    await this.call<void>((resolve) => this.connection.once('connect', () => resolve()));
    const [[version, thread, server] = []] = await this.query(
      "select version(), cast(connection_id() as char), concat(@@hostname, ':', @@port)"
    );
    this.place = { thread: String(thread), server: String(server) };
    this.found = flavourOf(String(version));
    for (const setting of sessionSettings(this.found, this.statementTimeoutMs)) {
      await this.query(setting);
    }
  }

  /** A statement of ours without values. */
  private query(text: string): Promise<unknown[][]> {
    return this.call((resolve, reject) =>
      this.connection.query(text, (error, rows) =>
        error === null ? resolve(Array.isArray(rows) ? (rows as unknown[][]) : []) : reject(error)
      )
    );
  }

  /** Every statement has other times in its text, so that none is worth keeping prepared. */
  private async execute(text: string, values: readonly unknown[], answer: AnswerColumns): Promise<void> {
    const statement = await this.call<PrepareStatementInfo>((resolve, reject) =>
      this.connection.prepare(text, (error, prepared) => (error === null ? resolve(prepared) : reject(error)))
    );
    try {
      await this.call<void>((resolve, reject) => {
        statement
          .execute([...values])
          .on('fields', (fields: readonly AnswerField[] | undefined) => answer.expect(fields ?? []))
          .on('result', (row: unknown) => answer.add(row))
          .on('error', reject)
          .on('end', () => resolve());
      });
    } finally {
      if (!this.socket.destroyed) {
        statement.close();
      }
    }
  }

  private kill(): void {
    if (this.place !== null) {
      void killQuery(this.endpoint, this.place);
    }
  }

  private cut(error: unknown): void {
    this.alive = false;
    this.socket.destroy();
    this.onLost?.(error);
  }

  private async call<T>(work: (resolve: (value: T) => void, reject: (error: unknown) => void) => void): Promise<T> {
    try {
      return await new Promise<T>((resolve, reject) => {
        this.onLost = reject;
        work(resolve, reject);
      });
    } finally {
      this.onLost = null;
    }
  }

  private async within<T>(ms: number, work: () => Promise<T>): Promise<T> {
    const timer = setTimeout(() => this.cut(new Error('The server did not answer in time.')), ms);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
    }
  }
}
