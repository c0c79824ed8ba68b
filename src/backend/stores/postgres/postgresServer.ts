import { type RawBuilder, sql } from 'kysely';
import type { ClientConfig } from 'pg';
import { CallResultError } from '../../../domain/errors';
import type { ServerConnection } from '../../../domain/serverConnection';
import type { TableColumn } from '../sql/columns';
import type { SqlDialect } from '../sql/dialect';
import { type ConnectionWaits, DEFAULT_WAITS, PooledServer } from '../sql/pooledServer';
import { compileStatement } from '../sql/statements';
import { missingTableRepair, readTableName, tableIdentifier, type TableName } from '../sql/tableName';
import { columnsStatement, HYPERTABLE, namesakesStatement, readColumns, relationStatement } from './catalogue';
import { clientOptions, type ServerEndpoint, serverEndpoint } from './clientOptions';
import { postgresDialect } from './dialect';
import { POSTGRES_ERRORS } from './errors';
import { Session } from './session';

/** A PostgreSQL server, version 12 or newer, or what speaks as one. */
export class PostgresServer extends PooledServer<Session> {
  readonly dialect: SqlDialect = postgresDialect(
    () => this.version,
    () => this.spread
  );
  private version = 0;
  private spread = false;
  private readonly endpoint: ServerEndpoint;
  private readonly options: ClientConfig;
  /** The kinds of the tables described so far (see `relationStatement`), by their names. */
  private readonly kinds = new Map<string, string>();

  constructor(connection: ServerConnection, waits: Partial<ConnectionWaits> = {}) {
    const { connectMs, idleMs } = { ...DEFAULT_WAITS, ...waits };
    const endpoint = serverEndpoint(connection);
    super(connection, endpoint.shown, POSTGRES_ERRORS, idleMs);
    this.endpoint = endpoint;
    this.options = clientOptions(connection, endpoint, connectMs);
  }

  table(name: string): RawBuilder<unknown> {
    return tableIdentifier(this.named(name));
  }

  async describe(name: string, signal: AbortSignal): Promise<readonly TableColumn[]> {
    const table = this.named(name);
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
    const { columns } = await this.run(relationStatement(this.named(name)), signal);
    return columns[2]?.[0] === true;
  }

  indexAdvice(name: string, column: string): string | null {
    const table = this.named(name);
    const kind = this.kinds.get(JSON.stringify(table));
    if (kind === 'v' || kind === 'f') {
      return null;
    }
    const index = sql`on ${tableIdentifier(table)} (${sql.id(column)})`;
    return compileStatement(this.dialect, indexStatement(kind, index)).sql;
  }

  protected override get database(): string {
    return this.connection.database || this.connection.user;
  }

  protected async open(signal: AbortSignal): Promise<Session> {
    const { statementTimeoutMs } = this.connection;
    const session = await Session.open(this.options, this.endpoint, { statementTimeoutMs, isSpread: () => this.spread }, signal);
    this.version = session.version;
    return session;
  }

  private named(name: string): TableName {
    return readTableName(name, this.connection.schema, { quote: '"', outer: 'schema' });
  }

  private async missing(name: string, table: TableName, signal: AbortSignal): Promise<CallResultError> {
    const { columns } = await this.run(namesakesStatement(table), signal);
    const where = table.schema === null ? "where the user's statements look" : `in schema "${table.schema}"`;
    return new CallResultError(
      'settings',
      `There is no table "${name}" ${where} in database "${this.database}" of ${this.shown}. ${missingTableRepair(columns[0] ?? [])}`
    );
  }

  private forbidden(table: TableName): CallResultError {
    const user = sql.id(this.connection.user);
    const grant = compileStatement(this.dialect, sql`grant select on ${tableIdentifier(table)} to ${user}`).sql;
    const usage =
      table.schema === null ? '' : `${compileStatement(this.dialect, sql`grant usage on schema ${sql.id(table.schema)} to ${user}`).sql}; `;
    return new CallResultError(
      'settings',
      `User "${this.connection.user}" may not read the table "${table.table}" of ${this.shown}. Run there as its owner: ${usage}${grant};`
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
