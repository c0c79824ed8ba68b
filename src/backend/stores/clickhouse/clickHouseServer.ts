import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { CallResultError } from '../../../domain/errors';
import type { ServerConnection } from '../../../domain/serverConnection';
import { Semaphore } from '../../concurrency/semaphore';
import { queryCancelled } from '../cancelled';
import type { TableColumn } from '../sql/columns';
import { engineError } from '../sql/serverErrors';
import { ServerPulse } from '../sql/serverPulse';
import { noAnswer } from '../sql/sessionTimers';
import type { SqlServer, StatementAnswer } from '../sql/sqlServer';
import { compileStatement } from '../sql/statements';
import { missingTableRepair } from '../sql/tableName';
import {
  columnsStatement,
  minmaxStatement,
  namesakesStatement,
  partitioningStatement,
  readColumns,
  readFacts,
  type TableFacts,
  tableStatement,
} from './catalogue';
import { namedParameters, shownParameter } from './compiler';
import { clickHouseDialect } from './dialect';
import { CLICKHOUSE_ERRORS, isBrokenConnection, isMissing, tooSlow } from './errors';
import { HttpInterface, type StatementRequest } from './httpInterface';
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
  private readonly pulse: ServerPulse;
  private readonly semaphore: Semaphore;
  private readonly settings: StatementSettings;
  private readonly closing = new AbortController();
  /** Whether anything was ever answered as ClickHouse does. */
  private answered = false;
  private checking: Promise<void> | null = null;
  private readonly running = new Set<Promise<unknown>>();
  /** Of the tables described so far, by what the settings call them. */
  private readonly facts = new Map<string, TableFacts | null>();

  constructor(
    private readonly connection: ServerConnection,
    bounds: { readonly connectMs: number; readonly answerBytes: number }
  ) {
    this.http = new HttpInterface(connection, bounds);
    this.pulse = new ServerPulse((asking) => this.http.ping(asking));
    this.semaphore = new Semaphore(connection.connections);
    this.settings = new StatementSettings(connection.statementTimeoutMs, bounds.answerBytes);
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
      // A distributed table has the keys of those behind it, if this server has one of them.
      const rows = facts?.behind ?? table;
      const keys = facts?.behind ? readFacts((await this.run(tableStatement(rows), signal)).columns) : facts;
      const keyed = [partitioningStatement(rows), minmaxStatement(rows)].map((statement) => this.namesOf(statement, signal));
      return readColumns(known.columns, keys, (await Promise.all(keyed)).flat());
    }
    // The server at hand need not have a table that the cluster's others have.
    const described = await this.refusedAs(name, table, signal, () => this.run(sql`describe table ${tableExpression(table)}`, signal));
    return readColumns(described.columns, null, []);
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
    const arrived = performance.now();
    const release = await this.turn(arrived, stop);
    const ends: Promise<unknown>[] = [];
    let end = () => {};
    const whole = new Promise<void>((resolve) => (end = resolve));
    this.running.add(whole);
    const started = performance.now();
    try {
      if (!this.settings.sure) {
        await this.profileChecked();
      }
      const columns = await this.answer(text, namedParameters(parameters), arrived, stop, ends, () => this.profileChecked());
      return {
        columns,
        rows: columns[0]?.length ?? 0,
        statement: text,
        parameters: parameters.map(shownParameter),
        milliseconds: performance.now() - started,
      };
    } catch (error) {
      throw stop.aborted ? queryCancelled(error) : this.described(error, started);
    } finally {
      // The permit is free when the statement has ended in the server, too.
      void Promise.allSettled(ends).then(() => {
        this.running.delete(whole);
        release();
        end();
      });
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
    return compileStatement(
      this.dialect,
      sql`alter table ${own}${everywhere} add index if not exists ${index} ${sql.id(column)} type minmax granularity 1, materialize index ${index}`
    ).sql;
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all(this.running);
    await this.http.close();
  }

  private async turn(arrived: number, stop: AbortSignal): Promise<() => void> {
    try {
      return await this.pulse.untilTurn(arrived, stop, (waiting) => this.semaphore.acquire(waiting));
    } catch (error) {
      throw stop.aborted ? queryCancelled(error) : this.described(error, arrived);
    }
  }

  private described(error: unknown, started: number): CallResultError {
    const { user, database, schema, tls, statementTimeoutMs } = this.connection;
    return engineError(CLICKHOUSE_ERRORS, error, {
      server: this.http.shown,
      user,
      database: schema || database,
      tlsMode: tls.mode,
      statementTimeoutMs,
      answered: this.answered,
      ranMs: performance.now() - started,
    });
  }

  private named(name: string): TableName {
    return readTableName(name, this.connection.schema);
  }

  /** The first column of an answer; nothing where the user may not ask. */
  private async namesOf(statement: RawBuilder<unknown>, signal: AbortSignal): Promise<readonly unknown[]> {
    try {
      return (await this.run(statement, signal)).columns[0] ?? [];
    } catch (error) {
      if (isMissing(error)) {
        return [];
      }
      throw error;
    }
  }

  /**
   * Runs a statement with what the server allows, a second time if the connection kept for it was closed meanwhile.
   * @param doubted called when something that is needed may not be set
   */
  private async answer(
    text: string,
    parameters: Record<string, unknown>,
    arrived: number,
    stop: AbortSignal,
    ends: Promise<unknown>[],
    doubted: () => Promise<void>
  ): Promise<unknown[][]> {
    let tries = 2;
    for (;;) {
      const started = performance.now();
      const settings = this.settings.current;
      try {
        const columns = await this.attempt({ text, parameters, settings, queryId: `call-result-${randomUUID()}` }, arrived, stop, ends);
        this.answered = true;
        return columns;
      } catch (error) {
        const again =
          this.settings.refused(error, settings) ||
          (isBrokenConnection(error) && performance.now() - started < LOST_AT_ONCE_MS && --tries > 0);
        if (stop.aborted || !again) {
          throw error;
        }
        if (!this.settings.sure) {
          await doubted();
        }
      }
    }
  }

  private async attempt(request: StatementRequest, arrived: number, stop: AbortSignal, ends: Promise<unknown>[]): Promise<unknown[][]> {
    const { statementTimeoutMs } = this.connection;
    const late = AbortSignal.timeout(statementTimeoutMs + AFTER_TIMEOUT_MS);
    const silent = new AbortController();
    const given = AbortSignal.any([stop, late, silent.signal]);
    const connection = { received: 0, cut: () => silent.abort() };
    try {
      return await this.pulse.untilAnswered(arrived, connection, () => this.http.read(request, given));
    } catch (error) {
      if (silent.signal.aborted) {
        throw Object.assign(noAnswer(), { cause: error });
      }
      if (given.aborted) {
        ends.push(this.kill(request.queryId));
      }
      throw late.aborted && !stop.aborted ? new CallResultError('timeout', tooSlow(statementTimeoutMs), { cause: error }) : error;
    }
  }

  private async kill(queryId: string): Promise<void> {
    if (!(await this.http.kill(queryId))) {
      await new Promise((resolve) => setTimeout(resolve, KILL_AGAIN_MS));
      await this.http.kill(queryId);
    }
  }

  /** What may not be set for a statement must hold all the same; whoever comes at the same time waits for the same look. */
  private async profileChecked(): Promise<void> {
    this.checking ??= this.checkProfile().finally(() => (this.checking = null));
    await this.checking;
  }

  private async checkProfile(): Promise<void> {
    const { sql: text, parameters } = compileStatement(this.dialect, profileStatement());
    const columns = await this.answer(text, namedParameters(parameters), performance.now(), this.closing.signal, [], () =>
      Promise.resolve()
    );
    const problem = profileProblem(columns, this.connection.user);
    if (problem !== null) {
      throw problem;
    }
    this.settings.confirm();
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
      const { user } = this.connection;
      const where = `${this.http.shown}${table.database === null ? '' : `, database "${table.database}"`}`;
      const repair = missingTableRepair(found.columns[0] ?? []);
      throw new CallResultError(
        'settings',
        `There is no table "${name}" at ${where} that user "${user}" may read. ${repair} If it is there, run as an administrator: ${compileStatement(this.dialect, sql`GRANT SELECT ON ${tableExpression({ ...table, cluster: null })} TO ${sql.id(user)}`).sql};`,
        { cause: error }
      );
    }
  }
}
