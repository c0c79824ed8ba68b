import type { RawBuilder } from 'kysely';
import type { ServerConnection } from '../../../domain/serverConnection';
import type { SqlValue } from '../answer';
import { queryCancelled } from '../cancelled';
import type { TableColumn } from './columns';
import type { SqlDialect } from './dialect';
import { engineError, type ErrorContext, isLostConnection, type SessionErrors } from './serverErrors';
import { type PooledSession, SessionPool } from './sessionPool';
import type { SqlServer, StatementAnswer } from './sqlServer';
import { compileStatement } from './statements';

/** How long to wait for a connection, and how long to keep one that nobody uses, milliseconds. */
export interface ConnectionWaits {
  readonly connectMs: number;
  readonly idleMs: number;
}

export const DEFAULT_WAITS: ConnectionWaits = { connectMs: 5000, idleMs: 60_000 };

/** A connection to a server that runs one statement at a time. All methods but `finish` and `close` reject with the driver's error. */
export interface ServerSession extends PooledSession {
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
    const release = await this.pool.acquire(signal);
    let session: S;
    try {
      session = await this.ready(signal);
    } catch (error) {
      release();
      throw error;
    }
    try {
      return await work(session);
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
  private async ready(signal: AbortSignal): Promise<S> {
    const kept = this.pool.reuse();
    if (kept !== null) {
      try {
        await kept.begin();
        return kept;
      } catch (error) {
        await kept.close();
        if (!isLostConnection(this.errors, error)) {
          throw error;
        }
        // The others that were kept most likely are dead too.
        await this.pool.closeIdle();
      }
    }
    const session = await this.open(signal);
    try {
      await session.begin();
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  }
}
