import { type RawBuilder, sql } from 'kysely';
import { CallResultError } from '../../../domain/errors';
import type { ServerConnection } from '../../../domain/serverConnection';
import type { TableColumn } from '../sql/columns';
import type { SqlDialect } from '../sql/dialect';
import { type ConnectionWaits, DEFAULT_WAITS, PooledServer } from '../sql/pooledServer';
import { compileStatement } from '../sql/statements';
import { missingTableRepair, readTableName, tableIdentifier, type TableName } from '../sql/tableName';
import { columnsStatement, namesakesStatement, readColumns, tableStatement } from './catalogue';
import { type ServerEndpoint, serverEndpoint } from './clientOptions';
import { mysqlDialect } from './dialect';
import { MYSQL_ERRORS } from './errors';
import { type Flavour, MYSQL } from './flavour';
import { Session } from './session';

const NO_SUCH_TABLE = 1146;
/** Source: https://dev.mysql.com/doc/refman/8.4/en/identifiers.html */
const BEYOND_NAMES = /[\u{10000}-\u{10ffff}]/u;

/** A MySQL server, version 8.0.17 or newer, a MariaDB server, version 10.6 or newer, or what speaks as one of them. */
export class MysqlServer extends PooledServer<Session> {
  readonly dialect: SqlDialect = mysqlDialect(() => this.flavour);
  /** Known for certain after the first statement, such as that of `describe`. */
  private flavour: Flavour = MYSQL;
  private readonly endpoint: ServerEndpoint;
  /** Tables described so far that are views. */
  private readonly views = new Set<string>();

  constructor(connection: ServerConnection, waits: Partial<ConnectionWaits> = {}) {
    const { connectMs, idleMs } = { ...DEFAULT_WAITS, ...waits };
    const endpoint = serverEndpoint(connection, connectMs);
    super(connection, endpoint.shown, MYSQL_ERRORS, idleMs);
    this.endpoint = endpoint;
  }

  table(name: string): RawBuilder<unknown> {
    return tableIdentifier(this.named(name));
  }

  async describe(name: string, signal: AbortSignal): Promise<readonly TableColumn[]> {
    const table = this.named(name);
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
    return (await this.run(tableStatement(this.named(name)), signal)).rows > 0;
  }

  indexAdvice(name: string, column: string): string | null {
    const table = this.named(name);
    if (this.views.has(JSON.stringify(table))) {
      return null;
    }
    return compileStatement(
      this.dialect,
      sql`alter table ${tableIdentifier(table)} add index (${sql.id(column)}), algorithm = inplace, lock = none`
    ).sql;
  }

  /** Ranges of less than a day look the rows of their calls up by the key. */
  keyIndexAdvice(name: string, column: string): string | null {
    return this.indexAdvice(name, column);
  }

  protected async open(signal: AbortSignal): Promise<Session> {
    const session = await Session.open(this.endpoint, this.connection.statementTimeoutMs, signal);
    this.flavour = session.flavour ?? this.flavour;
    return session;
  }

  private named(name: string): TableName {
    if (BEYOND_NAMES.test(name)) {
      throw new CallResultError(
        'settings',
        `"${name}" is not a table's name: names in MySQL and MariaDB cannot contain emoji or other characters above U+FFFF. Correct the name in tables.`
      );
    }
    return readTableName(name, this.connection.schema, { quote: '`', outer: 'database' });
  }

  /** The server shows nobody a table that he may not read, but says of a statement what it lacks. */
  private async sayWhyNot(name: string, table: TableName, signal: AbortSignal): Promise<never> {
    try {
      await this.run(sql`select 1 from ${tableIdentifier(table)} limit 0`, signal);
    } catch (error) {
      if (!(error instanceof CallResultError) || (error.cause as { errno?: unknown } | undefined)?.errno !== NO_SUCH_TABLE) {
        throw error;
      }
    }
    const { columns } = await this.run(namesakesStatement(table), signal);
    throw new CallResultError(
      'settings',
      `There is no table "${name}" in database "${table.schema ?? this.connection.database}" of ${this.shown}. ${missingTableRepair(columns[0] ?? [])}`
    );
  }
}
