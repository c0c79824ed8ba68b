import { type RawBuilder, sql } from 'kysely';
import type { ClientConfig } from 'pg';
import { CallResultError } from '../../../domain/errors';
import type { ServerConnection } from '../../../domain/serverConnection';
import { SessionPool } from '../sql/sessionPool';
import type { TableColumn } from '../sql/columns';
import type { SqlDialect } from '../sql/dialect';
import type { SqlServer, StatementAnswer } from '../sql/sqlServer';
import { compileStatement } from '../sql/statements';
import type { SqlValue } from '../answer';
import { queryCancelled } from '../cancelled';
import { columnsStatement, HYPERTABLE, namesakesStatement, readColumns, relationStatement } from './catalogue';
import { clientOptions, type ServerEndpoint, serverEndpoint } from './clientOptions';
import { postgresDialect } from './dialect';
import { isLostConnection, postgresError } from './errors';
import { Session } from './session';
import { readTableName, type TableName } from './tableNames';

/** A PostgreSQL server, version 12 or newer, or what speaks as one. */
export class PostgresServer implements SqlServer {
  readonly dialect: SqlDialect = postgresDialect(
    () => this.version,
    () => this.spread
  );
  private version = 0;
  private spread = false;
  private readonly endpoint: ServerEndpoint;
  private readonly options: ClientConfig;
  private readonly pool: SessionPool<Session>;
  private readonly closing = new AbortController();
  private readonly running = new Set<Promise<unknown>>();
  private readonly unfinished = new Set<Promise<void>>();
  /** The kinds of the tables described so far (see `relationStatement`), by their names. */
  private readonly kinds = new Map<string, string>();

  constructor(
    private readonly connection: ServerConnection,
    patience: { readonly connectMs: number; readonly idleMs: number }
  ) {
    this.endpoint = serverEndpoint(connection);
    this.options = clientOptions(connection, this.endpoint, patience);
    this.pool = new SessionPool(connection.connections, patience.idleMs);
  }

  table(name: string): RawBuilder<unknown> {
    return identifier(readTableName(name, this.connection.schema));
  }

  async describe(name: string, signal: AbortSignal): Promise<readonly TableColumn[]> {
    const table = readTableName(name, this.connection.schema);
    const { columns } = await this.run(relationStatement(table), signal);
    const [[relation], [kind], [readable]] = [columns[0] ?? [], columns[1] ?? [], columns[2] ?? []];
    if (relation === undefined) {
      throw await this.missing(name, table, signal);
    }
    if (readable !== true) {
      throw this.forbidden(table);
    }
    this.spread = columns[3]?.[0] === true;
    this.kinds.set(JSON.stringify(table), String(kind));
    return readColumns((await this.run(columnsStatement(Number(relation)), signal)).columns);
  }

  async has(name: string, signal: AbortSignal): Promise<boolean> {
    const { columns } = await this.run(relationStatement(readTableName(name, this.connection.schema)), signal);
    return columns[2]?.[0] === true;
  }

  async run(statement: RawBuilder<unknown>, signal: AbortSignal): Promise<StatementAnswer> {
    const { sql: text, parameters } = compileStatement(this.dialect, statement);
    const stop = AbortSignal.any([signal, this.closing.signal]);
    let started = performance.now();
    let answered = false;
    const answer = this.inTransaction(stop, (session) => {
      started = performance.now();
      answered = true;
      return session.read(text, parameters, stop);
    });
    this.running.add(answer);
    try {
      const columns = await answer;
      return {
        columns,
        rows: columns[0]?.length ?? 0,
        statement: text,
        parameters: parameters as SqlValue[],
        milliseconds: performance.now() - started,
      };
    } catch (error) {
      if (stop.aborted) {
        throw queryCancelled(error);
      }
      const { user, database, statementTimeoutMs } = this.connection;
      throw postgresError(error, {
        server: this.endpoint.shown,
        user,
        database: database || user,
        statementTimeoutMs,
        answered,
        ranMs: performance.now() - started,
      });
    } finally {
      this.running.delete(answer);
    }
  }

  indexAdvice(name: string, column: string): string | null {
    const table = readTableName(name, this.connection.schema);
    const kind = this.kinds.get(JSON.stringify(table));
    if (kind === 'v' || kind === 'f') {
      return null;
    }
    const index = sql`on ${identifier(table)} (${sql.id(column)})`;
    return compileStatement(this.dialect, indexStatement(kind, index)).sql;
  }

  async close(): Promise<void> {
    this.closing.abort();
    // Only when its answer is there does a session begin to finish.
    await Promise.allSettled(this.running);
    await Promise.all([this.pool.close(), ...this.unfinished]);
  }

  /** Runs the work in a transaction of a session, which is a fresh one if the connection kept was found dead. */
  private async inTransaction<T>(signal: AbortSignal, work: (session: Session) => Promise<T>): Promise<T> {
    const release = await this.pool.acquire(signal);
    let session: Session;
    try {
      session = await this.begun(signal);
    } catch (error) {
      release();
      throw error;
    }
    try {
      return await work(session);
    } finally {
      // The answer need not wait for the end of its transaction, the place has to.
      const finishing = session
        .finish()
        .then(() => this.pool.keep(session))
        .finally(() => {
          this.unfinished.delete(finishing);
          release();
        });
      this.unfinished.add(finishing);
    }
  }

  private async begun(signal: AbortSignal): Promise<Session> {
    const kept = this.pool.reuse();
    if (kept !== null) {
      try {
        await kept.begin(this.spread);
        return kept;
      } catch (error) {
        await kept.close();
        if (!isLostConnection(error)) {
          throw error;
        }
        // The others that were kept most likely are dead too.
        await this.pool.closeIdle();
      }
    }
    const session = await Session.open(this.options, this.endpoint, this.connection, signal);
    this.version = session.version;
    try {
      await session.begin(this.spread);
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  private async missing(name: string, table: TableName, signal: AbortSignal): Promise<CallResultError> {
    const { columns } = await this.run(namesakesStatement(table), signal);
    const others = (columns[0] ?? []).join(', ');
    const where = table.schema === null ? "where the user's statements look" : `in schema "${table.schema}"`;
    const repair =
      others === ''
        ? 'Correct the name in tables, the schema or the database.'
        : `There is ${others}: correct tables or schema in the data source's settings.`;
    return new CallResultError(
      'settings',
      `There is no table "${name}" ${where} in database "${this.connection.database || this.connection.user}" of ${this.endpoint.shown}. ${repair}`
    );
  }

  private forbidden(table: TableName): CallResultError {
    const user = sql.id(this.connection.user);
    const grant = compileStatement(this.dialect, sql`grant select on ${identifier(table)} to ${user}`).sql;
    const usage =
      table.schema === null ? '' : `${compileStatement(this.dialect, sql`grant usage on schema ${sql.id(table.schema)} to ${user}`).sql}; `;
    return new CallResultError(
      'settings',
      `User "${this.connection.user}" may not read the table "${table.table}" of ${this.endpoint.shown}. Run there as its owner: ${usage}${grant};`
    );
  }
}

/** An index as far as tables of that kind allow to be written while it is made. */
function indexStatement(kind: string | undefined, index: RawBuilder<unknown>): RawBuilder<unknown> {
  switch (kind) {
    case 'p':
      return sql`create index ${index}`;
    case HYPERTABLE:
      return sql`create index ${index} with (timescaledb.transaction_per_chunk)`;
    default:
      return sql`create index concurrently ${index}`;
  }
}

function identifier({ schema, table }: TableName): RawBuilder<unknown> {
  return schema === null ? sql.id(table) : sql.id(schema, table);
}
