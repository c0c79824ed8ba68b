import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { CallResultError } from '../../../domain/errors';
import type { ServerConnection } from '../../../domain/serverConnection';
import type { TableColumn } from '../sql/columns';
import type { SqlServer, StatementAnswer } from '../sql/sqlServer';
import { compileStatement } from '../sql/statements';
import type { SqlValue } from '../store';
import { columnsStatement, namesakesStatement, readColumns, readFacts, type TableFacts, tableStatement } from './catalogue';
import { namedParameters } from './compiler';
import { clickHouseDialect } from './dialect';
import { clickHouseError, isLostConnection, isMissing, timeoutMessage } from './errors';
import { HttpInterface, MOST_ANSWER_BYTES } from './httpInterface';
import { Places } from './places';
import { profileProblem, profileStatement } from './profile';
import { StatementSettings } from './statementSettings';
import { readTableName, tableExpression, type TableName } from './tableNames';

/** How much later than the server's own limit a statement is given up. */
const AFTER_TIMEOUT_MS = 2000;
/** A kept connection that is closed already fails at once. */
const LOST_AT_ONCE_MS = 1000;
/** A statement that the server has not taken up yet cannot be stopped. */
const KILL_AGAIN_MS = 250;

/** A ClickHouse server, or a cluster by any of its servers, over HTTP. */
export class ClickHouseServer implements SqlServer {
  readonly dialect = clickHouseDialect;
  private readonly http: HttpInterface;
  private readonly places: Places;
  private readonly settings: StatementSettings;
  private readonly closing = new AbortController();
  private readonly running = new Set<Promise<unknown>>();
  /** Of the tables described so far, by what the settings call them. */
  private readonly facts = new Map<string, TableFacts | null>();

  constructor(
    private readonly connection: ServerConnection,
    connectMs: number
  ) {
    this.http = new HttpInterface(connection, connectMs);
    this.places = new Places(connection.connections);
    this.settings = new StatementSettings(connection.statementTimeoutMs, MOST_ANSWER_BYTES);
  }

  table(name: string): RawBuilder<unknown> {
    return tableExpression(this.named(name));
  }

  async describe(name: string, signal: AbortSignal): Promise<readonly TableColumn[]> {
    const table = this.named(name);
    const facts = readFacts((await this.run(tableStatement(table), signal)).columns);
    this.facts.set(name, facts);
    const known = await this.run(columnsStatement(table), signal);
    if (known.rows > 0) {
      return readColumns(known.columns, await this.indexFacts(facts, signal));
    }
    // The server at hand need not have a table that the cluster's others have.
    const described = await this.refusedAs(name, table, signal, () => this.run(sql`describe table ${tableExpression(table)}`, signal));
    return readColumns(described.columns.slice(0, 2), null);
  }

  async has(name: string, signal: AbortSignal): Promise<boolean> {
    try {
      await this.run(sql`select 1 from ${this.table(name)} limit 0`, signal);
      return true;
    } catch (error) {
      if (isMissing(error)) {
        return false;
      }
      throw error;
    }
  }

  async run(statement: RawBuilder<unknown>, signal: AbortSignal): Promise<StatementAnswer> {
    const { sql: text, parameters } = compileStatement(this.dialect, statement);
    const stop = AbortSignal.any([signal, this.closing.signal]);
    const leave = await this.places.take(stop).catch((cause: unknown) => {
      throw withdrawn(cause);
    });
    const ends: Promise<unknown>[] = [];
    const started = performance.now();
    try {
      if (this.settings.unchecked) {
        await this.checkProfile(stop, ends);
      }
      const columns = await this.answer(text, namedParameters(parameters), stop, ends);
      const shown = parameters.map((value) => (typeof value === 'bigint' ? Number(value) : (value as SqlValue)));
      return { columns, rows: columns[0]?.length ?? 0, statement: text, parameters: shown, milliseconds: performance.now() - started };
    } catch (error) {
      if (stop.aborted) {
        throw withdrawn(error);
      }
      throw clickHouseError(error, { ...this.connection, database: this.connection.schema || this.connection.database, server: this.http.shown });
    } finally {
      // The place is free when the statement has ended in the server, too.
      const ended = Promise.allSettled(ends).then(leave);
      this.running.add(ended);
      void ended.then(() => this.running.delete(ended));
    }
  }

  indexAdvice(name: string, column: string): string | null {
    const facts = this.facts.get(name) ?? null;
    const table = facts?.behind ?? this.named(name);
    if (facts !== null && facts.behind === null && !facts.engine.endsWith('MergeTree')) {
      return null;
    }
    const everywhere = table.cluster === null ? sql`` : sql` on cluster ${sql.id(table.cluster.name)}`;
    const index = sql.id(`call_result_${column}`);
    const own = tableExpression({ ...table, cluster: null });
    return compileStatement(this.dialect, sql`alter table ${own}${everywhere} add index if not exists ${index} ${sql.id(column)} type minmax granularity 1, materialize index ${index}`).sql;
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.allSettled(this.running);
    await this.http.close();
  }

  private named(name: string): TableName {
    return readTableName(name, this.connection.schema);
  }

  /** Order key and engine of the table itself, or of those behind a Distributed one, if this server has one of them. */
  private async indexFacts(facts: TableFacts | null, signal: AbortSignal): Promise<TableFacts | null> {
    return facts?.behind ? readFacts((await this.run(tableStatement(facts.behind), signal)).columns) : facts;
  }

  /** Runs a statement with what the server allows, a second time if the connection kept for it was closed meanwhile. */
  private async answer(text: string, parameters: Record<string, unknown>, stop: AbortSignal, ends: Promise<unknown>[]): Promise<unknown[][]> {
    let tries = 2;
    for (;;) {
      const started = performance.now();
      try {
        return await this.attempt(text, parameters, stop, ends);
      } catch (error) {
        const again = this.settings.refused(error) || (isLostConnection(error) && performance.now() - started < LOST_AT_ONCE_MS && --tries > 0);
        if (stop.aborted || !again) {
          throw error;
        }
        if (this.settings.unchecked) {
          await this.checkProfile(stop, ends);
        }
      }
    }
  }

  private async attempt(text: string, parameters: Record<string, unknown>, stop: AbortSignal, ends: Promise<unknown>[]): Promise<unknown[][]> {
    const queryId = `call-result-${randomUUID()}`;
    const { statementTimeoutMs } = this.connection;
    const late = AbortSignal.timeout(statementTimeoutMs + AFTER_TIMEOUT_MS);
    const given = AbortSignal.any([stop, late]);
    try {
      return await this.http.read({ text, parameters, queryId, settings: this.settings.current, compressed: this.settings.compressed }, given);
    } catch (error) {
      if (given.aborted) {
        ends.push(this.kill(queryId));
      }
      throw late.aborted && !stop.aborted ? new CallResultError('timeout', timeoutMessage(statementTimeoutMs), { cause: error }) : error;
    }
  }

  private async kill(queryId: string): Promise<void> {
    if (!(await this.http.kill(queryId))) {
      await new Promise((resolve) => setTimeout(resolve, KILL_AGAIN_MS));
      await this.http.kill(queryId);
    }
  }

  /** The profile must say what we may not set ourselves, or answers would be wrong. */
  private async checkProfile(stop: AbortSignal, ends: Promise<unknown>[]): Promise<void> {
    this.settings.accept();
    const { sql: text, parameters } = compileStatement(this.dialect, profileStatement());
    const columns = await this.answer(text, namedParameters(parameters), stop, ends);
    const problem = profileProblem(columns, this.connection.user);
    if (problem !== null) {
      this.settings.doubt();
      throw problem;
    }
  }

  /** Says which table is meant where the server only says that it is not there, or may not be read. */
  private async refusedAs<T>(name: string, table: TableName, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!isMissing(error)) {
        throw error;
      }
      const found = await this.run(namesakesStatement(table), signal);
      const others = (found.columns[0] ?? []).join(', ');
      const { user } = this.connection;
      const where = `${this.http.shown}${table.database === null ? '' : `, database "${table.database}"`}`;
      const repair = others === '' ? 'Correct tables, schema or database in the data source\'s settings.' : `There is ${others}: correct tables or schema in the data source's settings.`;
      throw new CallResultError('settings', `There is no table "${name}" at ${where} that user "${user}" may read. ${repair} If it is there, run as an administrator: GRANT SELECT ON ${compileStatement(this.dialect, sql`${tableExpression({ ...table, cluster: null })}`).sql} TO ${user};`, { cause: error });
    }
  }
}

function withdrawn(cause: unknown): CallResultError {
  return new CallResultError('cancelled', 'The question was withdrawn before it was answered.', { cause });
}
