import { type RawBuilder, sql } from 'kysely';
import { CallResultError } from '../../../domain/errors';
import type { ServerConnection } from '../../../domain/serverConnection';
import type { TableColumn } from '../sql/columns';
import type { SqlDialect } from '../sql/dialect';
import { SessionPool } from '../sql/sessionPool';
import type { SqlServer, StatementAnswer } from '../sql/sqlServer';
import { compileStatement } from '../sql/statements';
import type { SqlValue } from '../answer';
import { queryCancelled } from '../cancelled';
import { columnsStatement, namesakesStatement, readColumns, tableStatement } from './catalogue';
import { type ServerEndpoint, serverEndpoint } from './clientOptions';
import { mysqlDialect } from './dialect';
import { isLostConnection, mysqlError } from './errors';
import { type Flavour, MYSQL } from './flavour';
import { Session } from './session';
import { readTableName, type TableName } from './tableNames';

const NO_SUCH_TABLE = 1146;

/** A MySQL server, version 8.0.17 or newer, a MariaDB server, version 10.6 or newer, or what speaks as one of them. */
export class MysqlServer implements SqlServer {
  readonly dialect: SqlDialect = mysqlDialect(() => this.flavour);
  /** Known for certain after the first statement, such as that of `describe`. */
  private flavour: Flavour = MYSQL;
  private readonly endpoint: ServerEndpoint;
  private readonly pool: SessionPool<Session>;
  private readonly closing = new AbortController();
  private readonly running = new Set<Promise<unknown>>();
  /** Tables described so far that are views. */
  private readonly views = new Set<string>();

  constructor(
    private readonly connection: ServerConnection,
    patience: { readonly connectMs: number; readonly idleMs: number }
  ) {
    this.endpoint = serverEndpoint(connection, patience.connectMs);
    this.pool = new SessionPool(connection.connections, patience.idleMs);
  }

  table(name: string): RawBuilder<unknown> {
    return identifier(readTableName(name, this.connection.schema));
  }

  async describe(name: string, signal: AbortSignal): Promise<readonly TableColumn[]> {
    const table = readTableName(name, this.connection.schema);
    const { columns, rows } = await this.run(columnsStatement(table), signal);
    if (rows === 0) {
      await this.sayWhyNot(name, table, signal);
    }
    if (String(columns[7]?.[0]).includes('VIEW')) {
      this.views.add(JSON.stringify(table));
    }
    return readColumns(columns);
  }

  async has(name: string, signal: AbortSignal): Promise<boolean> {
    return (await this.run(tableStatement(readTableName(name, this.connection.schema)), signal)).rows > 0;
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
      // A stopped sleep is not an error to MySQL.
      stop.throwIfAborted();
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
      const { user, database, tls, statementTimeoutMs } = this.connection;
      throw mysqlError(error, { server: this.endpoint.shown, user, database, tlsMode: tls.mode, statementTimeoutMs, answered });
    } finally {
      this.running.delete(answer);
    }
  }

  indexAdvice(name: string, column: string): string | null {
    const table = readTableName(name, this.connection.schema);
    if (this.views.has(JSON.stringify(table))) {
      return null;
    }
    return compileStatement(
      this.dialect,
      sql`alter table ${identifier(table)} add index (${sql.id(column)}), algorithm = inplace, lock = none`
    ).sql;
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.allSettled(this.running);
    await this.pool.close();
  }

  private async inSession<T>(signal: AbortSignal, work: (session: Session) => Promise<T>): Promise<T> {
    const release = await this.pool.acquire(signal);
    try {
      const session = await this.standing(signal);
      try {
        return await work(session);
      } catch (error) {
        if (isLostConnection(error)) {
          await session.close();
        }
        throw error;
      } finally {
        await this.pool.keep(session);
      }
    } finally {
      release();
    }
  }

  /** A session that was kept if it still stands, else a fresh one. */
  private async standing(signal: AbortSignal): Promise<Session> {
    const kept = this.pool.reuse();
    if (kept !== null) {
      try {
        await kept.probe();
        return kept;
      } catch {
        // The others that were kept most likely are dead too.
        await Promise.all([kept.close(), this.pool.closeIdle()]);
      }
    }
    const session = await Session.open(this.endpoint, this.connection.statementTimeoutMs, signal);
    this.flavour = session.flavour ?? this.flavour;
    return session;
  }

  /** The server shows nobody a table that he may not read, but says of a statement what it lacks. */
  private async sayWhyNot(name: string, table: TableName, signal: AbortSignal): Promise<never> {
    try {
      await this.run(sql`select 1 from ${identifier(table)} limit 0`, signal);
    } catch (error) {
      if (!(error instanceof CallResultError) || (error.cause as { errno?: unknown } | undefined)?.errno !== NO_SUCH_TABLE) {
        throw error;
      }
    }
    const { columns } = await this.run(namesakesStatement(table), signal);
    const others = (columns[0] ?? []).join(', ');
    const repair =
      others === ''
        ? 'Correct the name in tables, the schema or the database.'
        : `There is ${others}: correct tables or schema in the data source's settings.`;
    throw new CallResultError(
      'settings',
      `There is no table "${name}" in database "${table.schema ?? this.connection.database}" of ${this.endpoint.shown}. ${repair}`
    );
  }
}

function identifier({ schema, table }: TableName): RawBuilder<unknown> {
  return schema === null ? sql.id(table) : sql.id(schema, table);
}
