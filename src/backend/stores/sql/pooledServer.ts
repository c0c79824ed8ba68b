import type { RawBuilder } from 'kysely';
import type { ServerConnection } from '../../../domain/serverConnection';
import type { SqlValue } from '../answer';
import { queryCancelled } from '../cancelled';
import type { TableColumn } from './columns';
import { codeOf } from './connectionProblems';
import type { SqlDialect } from './dialect';
import { engineError, type ErrorContext, isLostConnection, type SessionErrors } from './serverErrors';
import { openSession } from './openSession';
import { ServerPulse, type WatchedConnection } from './serverPulse';
import { type PooledSession, SessionPool } from './sessionPool';
import { cutOnAbort, KEPT_ANSWER_WITHIN_MS, within } from './sessionTimers';
import type { SqlServer, StatementAnswer } from './sqlServer';
import { compileStatement } from './statements';

/** How long to wait for a connection, and how long to keep one that nobody uses, milliseconds. */
export interface ConnectionWaits {
  readonly connectMs: number;
  readonly idleMs: number;
}

export const DEFAULT_WAITS: ConnectionWaits = { connectMs: 5000, idleMs: 60_000 };

/** A connection to a server that runs one statement at a time. All methods but `finish` and `close` reject with the driver's error. */
export interface ServerSession extends PooledSession, WatchedConnection {
  /** Makes it ready for a statement. */
  begin(): Promise<void>;
  /** Runs a statement, its values apart from its text. When the signal is aborted the server is asked to stop it, until it has ended. */
  read(text: string, values: readonly unknown[], signal: AbortSignal): Promise<unknown[][]>;
  /** Ends what `begin` began. A session that cannot is not alive any more. */
  finish(): Promise<void>;
}

/**
 * A server that is spoken with over a few connections, each of which runs a statement at a time. What was opened is kept for the next
 * statement, and closed when it is idle.
 */
export abstract class PooledServer<S extends ServerSession> implements SqlServer {
  abstract readonly dialect: SqlDialect;
  private readonly pool: SessionPool<S>;
  private readonly pulse: ServerPulse;
  private readonly closing = new AbortController();
  private readonly running = new Set<Promise<unknown>>();
  private readonly finishing = new Set<Promise<void>>();

  constructor(
    protected readonly connection: ServerConnection,
    /** The server's address, as people write it. */
    protected readonly shown: string,
    private readonly errors: SessionErrors,
    idleMs: number
  ) {
    this.pool = new SessionPool(connection.connections, idleMs);
    this.pulse = new ServerPulse(
      async (asking) => (await this.open(asking)).close(),
      // The others that were kept most likely are dead too.
      () => void this.pool.closeIdle()
    );
  }

  abstract table(name: string): RawBuilder<unknown>;
  abstract describe(name: string, signal: AbortSignal): Promise<readonly TableColumn[]>;
  abstract has(name: string, signal: AbortSignal): Promise<boolean>;
  abstract indexAdvice(table: string, column: string): string | null;
  /** Rejects with the driver's error. */
  protected abstract open(signal: AbortSignal): Promise<S>;

  /** The database that statements run in. */
  protected get database(): string {
    return this.connection.database;
  }

  async run(statement: RawBuilder<unknown>, signal: AbortSignal): Promise<StatementAnswer> {
    const { sql: text, parameters } = compileStatement(this.dialect, statement);
    const stop = AbortSignal.any([signal, this.closing.signal]);
    let started = performance.now();
    let answered = false;
    const answer = this.inSession(stop, (session) => {
      started = performance.now();
      answered = true;
      return session.read(text, parameters, stop);
    });
    this.running.add(answer);
    try {
      const columns = await answer;
      // A stopped statement need not be an error: MySQL's sleep just ends.
      stop.throwIfAborted();
      return {
        columns,
        rows: columns[0]?.length ?? 0,
        statement: text,
        parameters: parameters as SqlValue[],
        milliseconds: performance.now() - started,
      };
    } catch (error) {
      throw stop.aborted ? queryCancelled(error) : engineError(this.errors, error, this.contextOf(answered, performance.now() - started));
    } finally {
      this.running.delete(answer);
    }
  }

  async close(): Promise<void> {
    this.closing.abort();
    // Only when its answer is there does a session begin to finish.
    await Promise.allSettled(this.running);
    await Promise.all([this.pool.close(), ...this.finishing]);
  }

  private contextOf(answered: boolean, ranMs: number): ErrorContext {
    const { user, tls, statementTimeoutMs } = this.connection;
    return { server: this.shown, user, database: this.database, tlsMode: tls.mode, statementTimeoutMs, answered, ranMs };
  }

  private async inSession<T>(signal: AbortSignal, work: (session: S) => Promise<T>): Promise<T> {
    const arrived = performance.now();
    const release = await this.pulse.untilTurn(arrived, signal, (waiting) => this.pool.acquire(waiting));
    let session: S;
    try {
      session = await this.ready(signal, this.pulse.timeLeft(arrived));
      this.pulse.answered();
    } catch (error) {
      release();
      if (codeOf(error) === 'ETIMEDOUT') {
        this.pulse.unanswered();
      }
      throw error;
    }
    try {
      return await this.pulse.untilAnswered(arrived, session, () => work(session));
    } finally {
      // The answer need not wait until the session is ready for the next statement, which has to.
      const finished = session
        .finish()
        .then(() => this.pool.keep(session))
        .finally(() => {
          this.finishing.delete(finished);
          release();
        });
      this.finishing.add(finished);
    }
  }

  /** A session that was kept if its connection is not dead, else a fresh one. */
  private async ready(signal: AbortSignal, withinMs: number): Promise<S> {
    const until = performance.now() + withinMs;
    const kept = this.pool.reuse();
    if (kept !== null) {
      try {
        await within(Math.min(KEPT_ANSWER_WITHIN_MS, withinMs), (reason) => kept.cut(reason), kept.begin());
        return kept;
      } catch (error) {
        void kept.close();
        if (!isLostConnection(this.errors, error)) {
          throw error;
        }
        // The others that were kept most likely are dead too.
        void this.pool.closeIdle();
      }
    }
    return openSession((stop) => this.begun(stop), Math.max(0, until - performance.now()), signal);
  }

  private async begun(signal: AbortSignal): Promise<S> {
    const session = await this.open(signal);
    try {
      await cutOnAbort(signal, (reason) => session.cut(reason), session.begin());
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  }
}
