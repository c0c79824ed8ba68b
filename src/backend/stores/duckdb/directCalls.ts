import { type RawBuilder, sql } from 'kysely';
import type { CallTime } from '../../../domain/layoutNames';
import type { CallResultSettings } from '../../../domain/settings';
import { localSpans, type OffsetSpan } from '../../../domain/timeZone';
import type { Timing } from '../../../domain/timings';
import type { Layout } from '../../layouts/layout';
import { shifted } from '../sql/bucketExpression';
import type { CallsSource } from '../sql/callsSource';
import type { TimeRange } from '../store';
import { meaningfulColumns } from './columnNames';
import { duckDbDialect } from './dialect';
import { dimensionExpressions } from './dimensionExpressions';
import type { DuckDbEngine } from './engine';
import type { UnreadRows } from './fileImport';
import { findRecordColumns, type RecordColumns } from './recordColumns';
import { DAY_MS, recordedSpans } from './recordedSpans';
import type { RecordFile } from './recordFiles';

/** Larger numbers are no codes but the record's own words, as in files of text. */
const LARGEST_CODE = 999_999_999;
const CLOCK_TYPES = /^TIMESTAMP(_S|_MS|_NS)?$/;
const INSTANT_TYPE = 'TIMESTAMP WITH TIME ZONE';
const WHOLE_TYPES = /^U?(TINYINT|SMALLINT|INTEGER|BIGINT)$/;
const NUMBER_TYPES = /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT)|FLOAT|DOUBLE|DECIMAL\(.*\))$/;

export interface DirectCalls {
  readonly source: CallsSource;
  readonly types: ReadonlyMap<string, string>;
  readonly unread: readonly UnreadRows[];
}

/**
 * Calls that are asked where they lie: Parquet files of a layout that needs no merging, whose times and codes have
 * types of their own. Null if the files are not of that kind; they are then imported.
 */
export async function openDirectCalls(
  engine: DuckDbEngine,
  view: RawBuilder<unknown>,
  files: readonly RecordFile[],
  of: { readonly settings: CallResultSettings; readonly layout: Layout; readonly callTime: CallTime },
  signal: AbortSignal
): Promise<DirectCalls | null> {
  if (of.layout.merge !== null || of.layout.only !== undefined || files.some(({ format }) => format !== 'parquet')) {
    return null;
  }
  const paths = sql.join(files.map(({ path }) => sql.lit(path)));
  const byName = files.length > 1 ? sql`, union_by_name = true` : sql``;
  await engine.run(sql`create or replace view ${view} as select * from read_parquet([${paths}]${byName})`, signal);
  const described = await engine.run(sql`select column_name, column_type from (describe select * from ${view})`, signal);
  const types = new Map((described.columns[0] ?? []).map((name, index) => [String(name), String(described.columns[1]?.[index])]));
  const columns = findRecordColumns(of.settings, of.layout, of.callTime, [...types.keys()]);
  const typeOf = (column: string) => types.get(column) ?? '';
  const isTime = (column: string) => CLOCK_TYPES.test(typeOf(column)) || typeOf(column) === INSTANT_TYPE;
  const hasOwnTypes =
    columns.times.every(isTime) &&
    WHOLE_TYPES.test(typeOf(columns.code)) &&
    Object.values(columns.timings).every((timing) => timing === null || NUMBER_TYPES.test(typeOf(timing.column)));
  if (!hasOwnTypes) {
    return null;
  }
  return inspect(engine, view, columns, types, of, signal);
}

async function inspect(
  engine: DuckDbEngine,
  view: RawBuilder<unknown>,
  columns: RecordColumns,
  types: ReadonlyMap<string, string>,
  of: { readonly settings: CallResultSettings; readonly layout: Layout },
  signal: AbortSignal
): Promise<DirectCalls> {
  const [first = ''] = columns.times;
  const facts = await inspectColumns(engine, view, [first], columns.code, signal);
  const isComplete = facts.complete && facts.low >= DAY_MS;
  const used = isComplete ? [first] : columns.times;
  const { low, high } = isComplete ? facts : await inspectColumns(engine, view, used, columns.code, signal);
  const spans = recordedSpans(of.settings.timeZone, low, high);
  const instants = used.map((name) => instantOf(name, types.get(name) ?? '', spans));
  const known = instants.map((instant) => sql<number>`case when ${instant} >= 0 then ${instant} end`);
  const time = isComplete && instants[0] !== undefined ? instants[0] : sql<number>`coalesce(${sql.join(known)}, null)`;
  const readable = isComplete ? null : sql<boolean>`${time} is not null`;
  const code = sql<number | null>`${sql.id(columns.code)}`;
  const isCode = sql<boolean>`${code} between 0 and ${sql.lit(LARGEST_CODE)}`;
  const source: CallsSource = {
    from: view,
    time,
    within: isComplete ? pruningRange(first, types.get(first) ?? '', spans, time) : (range) => between(time, range),
    readable,
    code: facts.onlyCodes ? code : sql<number | null>`case when ${isCode} then ${code} end`,
    word: facts.onlyCodes ? null : sql<string | null>`case when not ${isCode} then cast(${code} as varchar) end`,
    callId: columns.callId === null ? null : sql<string | null>`cast(${sql.id(columns.callId)} as varchar)`,
    timings: timingExpressions(columns),
    dimensions: dimensionExpressions(
      of.settings,
      of.layout,
      new Map(columns.kept.map((name) => [name, types.get(name) === 'VARCHAR' ? sql<string | null>`${sql.id(name)}` : sql<string | null>`cast(${sql.id(name)} as varchar)`])),
      meaningfulColumns(of.layout)
    ),
  };
  return { source, types, unread: readable === null ? [] : await unreadRows(engine, view, first, readable, signal) };
}

interface ColumnFacts {
  /** Whether every row has the first of the times. */
  readonly complete: boolean;
  /** The earliest and latest time, milliseconds on the records' own clock; 0 without any. */
  readonly low: number;
  readonly high: number;
  /** Whether no code is negative or too large to be a code. */
  readonly onlyCodes: boolean;
}

async function inspectColumns(engine: DuckDbEngine, view: RawBuilder<unknown>, times: readonly string[], code: string, signal: AbortSignal): Promise<ColumnFacts> {
  const milliseconds = (bound: RawBuilder<unknown>) => sql`cast(epoch_ms(cast(${bound} as timestamp)) as double)`;
  const bounds = times.flatMap((name) => [milliseconds(sql`min(${sql.id(name)})`), milliseconds(sql`max(${sql.id(name)})`)]);
  const answer = await engine.run(
    sql`select count(*) = count(${sql.id(times[0] ?? '')}), coalesce(min(${sql.id(code)}) >= 0 and max(${sql.id(code)}) <= ${sql.lit(LARGEST_CODE)}, true), ${sql.join(bounds)} from ${view}`,
    signal
  );
  const [complete, onlyCodes, ...found] = answer.columns.map((column) => column[0]);
  const known = found.filter((bound) => typeof bound === 'number');
  return { complete: complete === true, onlyCodes: onlyCodes === true, low: known.length === 0 ? 0 : Math.min(...known), high: known.length === 0 ? 0 : Math.max(...known) };
}

async function unreadRows(engine: DuckDbEngine, view: RawBuilder<unknown>, column: string, readable: RawBuilder<boolean>, signal: AbortSignal): Promise<UnreadRows[]> {
  const found = await engine.run(sql`select count(*) from ${view} where not coalesce(${readable}, false)`, signal);
  const rows = Number(found.columns[0]?.[0] ?? 0);
  return rows === 0 ? [] : [{ reason: 'a time that cannot be read', rows, example: `${column} is empty` }];
}

/** Epoch milliseconds of a time column; clocks without a zone are read in the data source's. */
function instantOf(column: string, type: string, spans: readonly OffsetSpan[]): RawBuilder<number> {
  const milliseconds = sql<number>`epoch_ms(${sql.id(column)})`;
  return type === INSTANT_TYPE ? milliseconds : shifted(milliseconds, localSpans(spans), -1);
}

function between(time: RawBuilder<number>, range: TimeRange): RawBuilder<boolean> {
  return sql<boolean>`${time} >= ${duckDbDialect.wholeNumber(range.from)} and ${time} < ${duckDbDialect.wholeNumber(range.to)}`;
}

/**
 * The range as a condition on the column itself, whose zone maps then tell which row groups need no reading. Where the
 * zone's offset changes within the records, the exact condition stands beside it.
 */
function pruningRange(column: string, type: string, spans: readonly OffsetSpan[], time: RawBuilder<number>): (range: TimeRange) => RawBuilder<boolean> {
  const offsets = type === INSTANT_TYPE ? [0] : spans.map(({ offsetMs }) => offsetMs);
  const [least, most] = [Math.min(...offsets), Math.max(...offsets)];
  const stamp = (ms: number) => {
    const bound = duckDbDialect.wholeNumber(ms);
    return type === INSTANT_TYPE ? sql`cast(epoch_ms(${bound}) as timestamptz)` : sql`epoch_ms(${bound})`;
  };
  return (range) => {
    const rough = sql<boolean>`${sql.id(column)} >= ${stamp(range.from + least)} and ${sql.id(column)} < ${stamp(range.to + most)}`;
    return least === most ? rough : sql<boolean>`${rough} and ${between(time, range)}`;
  };
}

function timingExpressions(columns: RecordColumns): Map<Timing, RawBuilder<number | null>> {
  const timings = new Map<Timing, RawBuilder<number | null>>();
  for (const name of ['pdd', 'setup', 'duration'] as const) {
    const timing = columns.timings[name];
    if (timing !== null) {
      const value = sql<number>`${sql.id(timing.column)} * ${sql.lit(timing.millisecondsPerUnit)}`;
      timings.set(name, sql<number | null>`case when ${value} between 0 and 1e12 then cast(round(${value}) as bigint) end`);
    }
  }
  return timings;
}
