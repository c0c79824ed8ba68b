import { type RawBuilder, sql } from 'kysely';
import type { Layout } from '../../../domain/layouts/layout';
import type { TimeRange } from '../question';
import { isUnbridged } from '../sql/records/unbridgedLegs';
import { keptName } from '../sql/tables/nearRecords';
import type { DuckDbEngine } from './engine';
import { enginePath } from './enginePath';
import { type MergedPart, mergeInto } from './mergeCalls';
import { textTypes, UNIQUE_TEXT } from './textCompression';
import { UnbridgedCalls } from './unbridgedCalls';

/** Where the schema of a data source is: of what is staged, and of what is kept. */
const CATALOGUES = ['memory', 'work'] as const;
/** For what must be done even when the one who asked is gone. */
const NEVER = new AbortController().signal;
/** Calls of more changed rows are merged with all calls of their time, which then costs less. */
const MOST_MERGED_BY_KEY = 100_000;
/** From so many further columns on, a table without rows is made anew with all of them: to add one takes the longer the more there are. */
const MANY_COLUMNS = 10;

/** Changes of more stretches of time are one stretch. */
const MOST_CHANGES = 100;

const CALL_COLUMNS = ['file_no', 'is_call', 'call_at', 'code', 'word', 'rule', 'call_id', 'pdd', 'setup', 'duration'] as const;

/** Times of the first and the last of rows, null without any, and how many there are. */
export interface RowBounds {
  readonly first: number | null;
  readonly last: number | null;
  readonly rows: number;
}

/** Rows that were added or are about to be removed, until their calls have been merged. */
interface Touched {
  readonly times: number[];
  readonly numbers: number[];
  /** Null where there are too many to be told. */
  rows: number | null;
}

/** The tables of a data source's records and calls, in the work catalogue. */
export class CallTables {
  /** One row per call, or per attempt too (see `is_call`) where the layout does not merge. */
  readonly calls: RawBuilder<unknown>;
  /** The same as `calls`, or what they are merged of. */
  readonly records: RawBuilder<unknown>;
  /** In memory, since what is there for a moment need not be packed; what does not fit is spilled. */
  readonly staging: RawBuilder<unknown>;
  /** Null where the legs of a call always have a key in common. */
  readonly unbridged: UnbridgedCalls | null;
  private readonly touchedKeys: RawBuilder<unknown>;
  /** Kept columns by their name without regard to case, which the engine does not have either. */
  private readonly kept = new Map<string, string>();
  private numbers = 0;
  private touched: Touched = { times: [], numbers: [], rows: 0 };
  private changed: TimeRange[] = [];

  private constructor(
    private readonly engine: DuckDbEngine,
    private readonly schema: string,
    private readonly layout: Layout
  ) {
    this.calls = sql.id('work', schema, 'calls');
    this.records = layout.merge === null ? this.calls : sql.id('work', schema, 'records');
    this.staging = sql.id('memory', schema, 'staging');
    const unbridged = layout.merge?.unbridged;
    this.unbridged = unbridged === undefined ? null : new UnbridgedCalls(unbridged, engine, this.records);
    this.touchedKeys = sql.id('memory', schema, 'touched');
  }

  static async create(engine: DuckDbEngine, layout: Layout, signal: AbortSignal): Promise<CallTables> {
    const tables = new CallTables(engine, engine.freshName(), layout);
    for (const catalogue of CATALOGUES) {
      await engine.run(sql`create schema ${sql.id(catalogue, tables.schema)}`, signal);
    }
    for (const [table, columns] of tables.columns) {
      await engine.run(sql`create table ${table} (${columns})`, signal);
    }
    if (layout.merge !== null) {
      await engine.run(sql`create table ${tables.touchedKeys} (key_hash ubigint)`, signal);
    }
    return tables;
  }

  /** The tables by the names that a copy of them has. */
  private get named(): ReadonlyMap<string, RawBuilder<unknown>> {
    return new Map([['calls', this.calls], ...(this.layout.merge === null ? [] : [['records', this.records] as const])]);
  }

  /** The columns that each table has whatever the records have. */
  private get columns(): ReadonlyMap<RawBuilder<unknown>, RawBuilder<unknown>> {
    const common = sql`file_no integer, is_call boolean, is_attempt boolean, call_at bigint, code integer, word varchar, rule smallint, call_id ${UNIQUE_TEXT}, pdd bigint, setup bigint, duration bigint`;
    const ofCalls = [this.calls, sql`${common}, retried tinyint, key_hash ubigint`] as const;
    const ofRecords = sql`${common}, call_key ${UNIQUE_TEXT}, leg_key varchar, record_id bigint, table_no tinyint, score bigint, tie_code integer, failed tinyint`;
    return new Map([ofCalls, ...(this.layout.merge === null ? [] : [[this.records, ofRecords] as const])]);
  }

  get state(): { readonly kept: readonly string[]; readonly numbers: number } {
    return { kept: [...this.kept.values()], numbers: this.numbers };
  }

  get names(): readonly string[] {
    return [...this.named.keys()];
  }

  /**
   * Lets the work write the tables into files as they are now, whatever is done to them meanwhile.
   * @param begun is told as soon as they may be changed
   */
  async asTheyAre(
    begun: () => void,
    signal: AbortSignal,
    work: (write: (name: string, file: string) => Promise<void>) => Promise<void>
  ): Promise<void> {
    await this.engine.withSnapshot(signal, async (run) => {
      for (const table of this.named.values()) {
        await run(sql`select 1 from ${table} limit 1`);
      }
      begun();
      await work(async (name, file) => {
        await run(sql`copy (select * from ${this.named.get(name)}) to ${sql.lit(file)} (format parquet, compression zstd)`);
      });
    });
  }

  /** Takes what was written, in place of what there is. */
  async restore(files: ReadonlyMap<string, string>, { kept, numbers }: CallTables['state'], signal: AbortSignal): Promise<void> {
    await this.keep(kept, null, signal);
    for (const [name, table] of this.named) {
      await this.engine.run(sql`insert into ${table} by name select * from read_parquet(${enginePath(files.get(name) ?? '')})`, signal);
    }
    this.numbers = numbers;
    await this.unbridged?.look(signal);
  }

  async empty(): Promise<void> {
    for (const table of this.named.values()) {
      await this.engine.run(sql`delete from ${table}`, NEVER);
    }
  }

  /** What nothing else has as `file_no`. */
  freshNumber(): number {
    return ++this.numbers;
  }

  /**
   * Makes room for kept columns.
   * @param from where their first values are; null if that is not known
   */
  async keep(columns: readonly string[], from: RawBuilder<unknown> | null, signal: AbortSignal): Promise<void> {
    const further = new Map<string, string>();
    for (const column of columns) {
      const folded = column.toLowerCase();
      if (!this.kept.has(folded) && !further.has(folded)) {
        further.set(folded, column);
      }
    }
    const added = [...further.values()];
    const types = from === null ? new Map<string, RawBuilder<unknown>>() : await textTypes(this.engine, from, added, signal);
    const definition = (table: RawBuilder<unknown>, column: string) =>
      this.keptDefinition(table, column, types.get(column) ?? sql`varchar`);
    for (const [table, own] of this.columns) {
      if (added.length >= MANY_COLUMNS && (await this.engine.run(sql`select 1 from ${table} limit 1`, signal)).rows === 0) {
        const all = [own, ...[...this.kept.values(), ...added].map((column) => definition(table, column))];
        await this.engine.run(sql`create or replace table ${table} (${sql.join(all)})`, signal);
      } else {
        for (const column of added) {
          await this.engine.run(sql`alter table ${table} add column if not exists ${definition(table, column)}`, signal);
        }
      }
    }
    further.forEach((column, folded) => this.kept.set(folded, column));
  }

  /** What is only read to be merged is packed the fastest way; where values are counted, those that occur often are packed by their number. */
  private keptDefinition(table: RawBuilder<unknown>, column: string, type: RawBuilder<unknown>): RawBuilder<unknown> {
    const isOnlyMerged = table !== this.calls && 'refused' in this.layout.attempts;
    return sql`${sql.id(keptName(column))} ${isOnlyMerged ? UNIQUE_TEXT : type} default ''`;
  }

  async boundsOf(number: number, signal: AbortSignal): Promise<RowBounds> {
    const { columns } = await this.engine.run(
      sql`select cast(min(call_at) as double), cast(max(call_at) as double), count(*) from ${this.records} where file_no = ${sql.lit(number)}`,
      signal
    );
    const [first, last, rows] = columns.map(([value]) => value);
    return { first: typeof first === 'number' ? first : null, last: typeof last === 'number' ? last : null, rows: Number(rows) };
  }

  /** Whether some of the rows are calls that are not merged with others. */
  async hasUnmerged(numbers: readonly number[], signal: AbortSignal): Promise<boolean> {
    const isAlone = this.layout.merge === null ? sql`true` : sql`call_key = ''`;
    const found = await this.engine.run(
      sql`select 1 from ${this.records} where ${isOneOf(numbers)} and is_call and ${isAlone} limit 1`,
      signal
    );
    return found.rows > 0;
  }

  /** Where calls may have changed since this was asked last. */
  takeChanged(): readonly TimeRange[] {
    const { changed } = this;
    this.changed = [];
    return changed;
  }

  /** Notes rows whose calls must be merged anew: after they were added, or before they are removed. */
  async touch(number: number, { first, last, rows }: RowBounds, signal: AbortSignal): Promise<void> {
    const { touched, layout } = this;
    if (first === null || last === null) {
      return;
    }
    if (layout.merge === null) {
      this.noteChanged({ from: first, to: last + 1 });
      return;
    }
    touched.times.push(first, last);
    touched.numbers.push(number);
    touched.rows = touched.rows === null || touched.rows + rows > MOST_MERGED_BY_KEY ? null : touched.rows + rows;
    if (touched.rows !== null) {
      const ofFile = sql`from ${this.records} where file_no = ${sql.lit(number)}`;
      await this.engine.run(sql`insert into ${this.touchedKeys} select distinct hash(call_key) ${ofFile} and call_key <> ''`, signal);
      if (this.unbridged?.areMerged === true) {
        const alike = sql`call_at between ${sql.lit(first)} and ${sql.lit(last)} and leg_key in (select leg_key ${ofFile} and ${isUnbridged(sql`leg_key`)})`;
        await this.engine.run(sql`insert into ${this.touchedKeys} select hash(call_key) from ${this.records} where ${alike}`, signal);
      }
    }
  }

  async remove(numbers: readonly number[], signal: AbortSignal): Promise<void> {
    for (const number of numbers) {
      await this.touch(number, await this.boundsOf(number, signal), signal);
    }
    await this.discard(numbers);
  }

  /** Removes rows of which no call was made yet. */
  async discard(numbers: readonly number[]): Promise<void> {
    if (numbers.length > 0) {
      await this.engine.run(sql`delete from ${this.records} where ${isOneOf(numbers)}`, NEVER);
    }
  }

  /** Gives rows the number of others, and their calls too. */
  async renumber(numbers: readonly number[], to: number, signal: AbortSignal): Promise<void> {
    for (const table of new Set([this.records, this.calls])) {
      await this.engine.run(sql`update ${table} set file_no = ${sql.lit(to)} where ${isOneOf(numbers)}`, signal);
    }
  }

  /** Merges the calls again that touched rows are of, or may be of. */
  async mergeTouched(merged: (share: number) => void, signal: AbortSignal): Promise<void> {
    const { merge, attempts } = this.layout;
    if (merge === null || this.touched.times.length === 0) {
      return;
    }
    if ((await this.unbridged?.look(signal)) === true) {
      await this.touchAll(signal);
    }
    const { times, numbers, rows } = this.touched;
    const reachMs = Math.max(merge.lookbackMs, merge.lookaheadMs);
    const range: TimeRange = { from: leastOf(times) - reachMs, to: greatestOf(times) + reachMs + 1 };
    const isTouched = sql<boolean>`in (select key_hash from ${this.touchedKeys})`;
    const part: MergedPart | null =
      rows === null ? null : { withKey: sql<boolean>`hash(call_key) ${isTouched}`, withoutKey: sql<boolean>`${isOneOf(numbers)}` };
    const isOfPart = part === null ? sql`true` : sql`(key_hash ${isTouched} or (key_hash is null and ${part.withoutKey}))`;
    await this.engine.run(
      sql`delete from ${this.calls} where call_at >= ${sql.lit(range.from)} and call_at < ${sql.lit(range.to)} and ${isOfPart}`,
      signal
    );
    const columns = { calls: CALL_COLUMNS, kept: [...this.kept.values()], retried: 'only' in attempts };
    await mergeInto(this.engine, merge, this.records, this.calls, columns, range, part, this.unbridged?.areMerged === true, merged, signal);
    await this.engine.run(sql`delete from ${this.touchedKeys}`, signal);
    this.noteChanged(range);
    this.touched = { times: [], numbers: [], rows: 0 };
  }

  private async touchAll(signal: AbortSignal): Promise<void> {
    const { columns } = await this.engine.run(
      sql`select cast(min(call_at) as double), cast(max(call_at) as double) from ${this.records}`,
      signal
    );
    this.touched.times.push(...columns.map(([time]) => time).filter((time) => typeof time === 'number'));
    this.touched.rows = null;
  }

  private noteChanged(range: TimeRange): void {
    this.changed.push(range);
    if (this.changed.length > MOST_CHANGES) {
      this.changed = [{ from: leastOf(this.changed.map(({ from }) => from)), to: greatestOf(this.changed.map(({ to }) => to)) }];
    }
  }

  async close(): Promise<void> {
    // Of tables that go with their schema, the space on disk is not given back where a column was added to them.
    for (const table of new Set([this.calls, this.records])) {
      await this.engine.run(sql`drop table if exists ${table}`, NEVER);
    }
    for (const catalogue of CATALOGUES) {
      await this.engine.run(sql`drop schema if exists ${sql.id(catalogue, this.schema)} cascade`, NEVER);
    }
  }
}

function isOneOf(numbers: readonly number[]): RawBuilder<boolean> {
  return numbers.length === 0 ? sql<boolean>`false` : sql<boolean>`file_no in (${sql.join(numbers.map((number) => sql.lit(number)))})`;
}

/** There may be more numbers than a call takes arguments. */
const leastOf = (numbers: readonly number[]) => numbers.reduce((least, number) => Math.min(least, number), Infinity);
const greatestOf = (numbers: readonly number[]) => numbers.reduce((greatest, number) => Math.max(greatest, number), -Infinity);
