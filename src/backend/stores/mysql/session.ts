import { type Connection, createConnection, type PrepareStatementInfo } from 'mysql2';
import type net from 'node:net';
import { AnswerColumns } from '../sql/answerColumns';
import type { ServerSession } from '../sql/pooledServer';
import { isLostConnection } from '../sql/serverErrors';
import { AFTER_TIMEOUT_MS, ANSWER_WITHIN_MS, cancellable, CLOSE_WITHIN_MS, cutOnAbort, within } from '../sql/sessionTimers';
import { valueOf } from './answerValues';
import type { ServerEndpoint } from './clientOptions';
import { MYSQL_ERRORS } from './errors';
import { type Flavour, flavourOf } from './flavour';
import { killQuery, type SessionPlace } from './killQuery';
import { sessionSettings } from './sessionSettings';

/** What the driver tells of a column. */
interface AnswerField {
  readonly columnType?: number;
}

/** One connection to the server. It runs one statement at a time. */
export class Session implements ServerSession {
  /** False once the connection cannot be used any more. */
  alive = true;
  /** Whether the connection was used before, and may have died meanwhile. */
  private isKept = false;
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
    // Packets out of order: the driver would read on, though they are not the answer.
    this.connection.on('warn', (error: unknown) => this.cut(error));
  }

  static async open(endpoint: ServerEndpoint, statementTimeoutMs: number, signal: AbortSignal): Promise<Session> {
    const session = new Session(endpoint, statementTimeoutMs);
    const opening = within(ANSWER_WITHIN_MS + (endpoint.options.connectTimeout ?? 0), session.cut, session.connect());
    await cutOnAbort(signal, session.cut, opening);
    return session;
  }

  get flavour(): Flavour | null {
    return this.found;
  }

  async begin(): Promise<void> {
    if (this.isKept) {
      const ping = this.call<void>((resolve, reject) => this.connection.ping((error) => (error === null ? resolve() : reject(error))));
      await within(ANSWER_WITHIN_MS, this.cut, ping);
    }
    this.isKept = true;
  }

  async read(text: string, values: readonly unknown[], signal: AbortSignal): Promise<unknown[][]> {
    let fields: readonly AnswerField[] = [];
    const answer = new AnswerColumns((value, column) => valueOf(value, fields[column]?.columnType));
    const cancel = async () => {
      // A late request could stop the next statement of this connection, so there will be none.
      this.alive = false;
      if (this.place !== null) {
        await killQuery(this.endpoint, this.place);
      }
    };
    try {
      await cancellable(AbortSignal.any([signal, answer.tooLarge]), { cancel, cut: this.cut }, () => {
        const executed = this.execute(
          text,
          values,
          (found) => (fields = found),
          (row) => answer.add(row)
        );
        return within(this.statementTimeoutMs + AFTER_TIMEOUT_MS, this.cut, executed);
      });
      return answer.columns(fields.length);
    } catch (error) {
      answer.tooLarge.throwIfAborted();
      if (isLostConnection(MYSQL_ERRORS, error)) {
        this.alive = false;
      }
      throw error;
    }
  }

  /** There is no transaction to end. */
  finish(): Promise<void> {
    return Promise.resolve();
  }

  async close(): Promise<void> {
    if (!this.alive && this.socket.destroyed) {
      return;
    }
    this.alive = false;
    const closed = new Promise<void>((resolve) => (this.socket.destroyed ? resolve() : this.socket.once('close', () => resolve())));
    const cut = setTimeout(() => this.socket.destroy(), CLOSE_WITHIN_MS);
    this.connection.end(() => this.socket.end());
    await closed;
    clearTimeout(cut);
  }

  private async connect(): Promise<void> {
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
  private async execute(
    text: string,
    values: readonly unknown[],
    onFields: (fields: readonly AnswerField[]) => void,
    onRow: (row: readonly unknown[]) => void
  ): Promise<void> {
    const statement = await this.call<PrepareStatementInfo>((resolve, reject) =>
      this.connection.prepare(text, (error, prepared) => (error === null ? resolve(prepared) : reject(error)))
    );
    try {
      await this.call<void>((resolve, reject) => {
        statement
          .execute([...values])
          .on('fields', (fields: readonly AnswerField[] | undefined) => onFields(fields ?? []))
          .on('result', (row: unknown) => Array.isArray(row) && onRow(row))
          .on('error', reject)
          .on('end', () => resolve());
      });
    } finally {
      if (!this.socket.destroyed) {
        statement.close();
      }
    }
  }

  get received(): number {
    return this.socket.bytesRead;
  }

  readonly cut = (error: unknown): void => {
    this.alive = false;
    this.socket.destroy();
    this.onLost?.(error);
  };

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
}
