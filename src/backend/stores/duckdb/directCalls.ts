import { type RawBuilder, sql } from 'kysely';
import type { CallTime } from '../../../domain/callTimes';
import type { CallResultSettings } from '../../../domain/settings';
import type { OffsetSpan } from '../../../domain/timeZone';
import { type Timing, TIMINGS } from '../../../domain/timings';
import type { Layout } from '../../../domain/layouts/layout';
import { bucketOfMilliseconds } from '../sql/bucketExpression';
import type { CallsSource, TimingExpression } from '../sql/callsSource';
import type { ColumnType } from '../sql/columns';
import type { ColumnDoubt } from '../columnDoubts';
import { lookAtColumns } from '../sql/records/columnFacts';
import { timingColumns } from '../sql/records/columnNames';
import { doubtColumns } from '../sql/records/doubtColumns';
import { dimensionExpressions } from '../sql/records/dimensionExpressions';
import { presentOrNull, presentText } from '../sql/records/presentText';
import { decidedOutcome } from '../sql/records/decidedOutcome';
import type { ColumnOf } from '../sql/records/readColumn';
import { findRecordColumns, type RecordColumns } from '../sql/records/recordColumns';
import { recordedSpans } from '../sql/records/recordedSpans';
import { timingExpression } from '../sql/records/readTiming';
import { ZERO_DATES_END_MS } from '../sql/records/readTime';
import { fromClock } from '../sql/records/readTimeForm';
import type { TimeRange } from '../question';
import { duckDbDialect } from './dialect';
import type { DuckDbEngine } from './engine';
import { COLUMNS_OF_FILES_ONLY, enginePath } from './enginePath';
import type { UnreadRows } from './unreadRows';
import type { RecordFile } from './recordFile';

/** Larger numbers are not codes but the record's own words, as in files of text. */
const LARGEST_CODE = 999_999_999;
/** Records whose columns are looked at; more would take as long as counting them. */
const LOOKED_AT = 20_000;
const CLOCK_TYPES = /^TIMESTAMP(_S|_MS|_NS)?$/;
const INSTANT_TYPE = 'TIMESTAMP WITH TIME ZONE';
const WHOLE_TYPES = /^U?(TINYINT|SMALLINT|INTEGER|BIGINT)$/;
const NUMBER_TYPES = /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT)|FLOAT|DOUBLE|DECIMAL\(.*\))$/;

export interface DirectCalls {
  readonly source: CallsSource;
  readonly types: ReadonlyMap<string, string>;
  readonly unread: readonly UnreadRows[];
  readonly doubts: readonly ColumnDoubt[];
}

/**
 * Calls that are asked where they are: Parquet files of a layout that needs no merging, whose times and codes have
 * types of their own. Null if the files are not of that kind; they are then imported.
 */
export async function openDirectCalls(
  engine: DuckDbEngine,
  view: RawBuilder<unknown>,
  files: readonly RecordFile[],
  of: { readonly settings: CallResultSettings; readonly layout: Layout; readonly callTime: CallTime },
  signal: AbortSignal
): Promise<DirectCalls | null> {
  const { merge, only, attempts } = of.layout;
  if (
    merge !== null ||
    (only ?? []).length > 0 ||
    ('only' in attempts && attempts.only !== null) ||
    files.some(({ format }) => format !== 'parquet')
  ) {
    return null;
  }
  const paths = sql.join(files.map(({ path }) => enginePath(path)));
  const byName = files.length > 1 ? sql`, union_by_name = true` : sql``;
  await engine.run(
    sql`create or replace view ${view} as select * from read_parquet([${paths}]${byName}, ${COLUMNS_OF_FILES_ONLY})`,
    signal
  );
  const described = await engine.run(sql`select column_name, column_type from (describe select * from ${view})`, signal);
  const types = new Map((described.columns[0] ?? []).map((name, index) => [String(name), String(described.columns[1]?.[index])]));
  const columns = findRecordColumns(of.settings, of.layout, of.callTime, [...types.keys()]);
  const typeOf = (column: string) => types.get(column) ?? '';
  const isTime = (column: string) => CLOCK_TYPES.test(typeOf(column)) || typeOf(column) === INSTANT_TYPE;
  const hasOwnTypes =
    columns.times.every(isTime) &&
    Object.values(columns.timings).every((readings) =>
      (readings ?? []).every(
        (reading) => !('from' in reading) && timingColumns(reading).every((column) => NUMBER_TYPES.test(typeOf(column)))
      )
    );
  const code = onlyCode(columns);
  if (!hasOwnTypes || code === null || !WHOLE_TYPES.test(typeOf(code))) {
    return null;
  }
  return inspect(engine, view, { ...columns, code }, types, of, signal);
}

/** The column of the code where nothing else tells how a call ended. */
function onlyCode({ outcome }: RecordColumns): string | null {
  const [first, ...others] = outcome;
  return first?.reads === 'code' && first.min === undefined && others.length === 0 ? first.column : null;
}

async function inspect(
  engine: DuckDbEngine,
  view: RawBuilder<unknown>,
  columns: RecordColumns & { readonly code: string },
  types: ReadonlyMap<string, string>,
  of: { readonly settings: CallResultSettings; readonly layout: Layout; readonly callTime: CallTime },
  signal: AbortSignal
): Promise<DirectCalls> {
  const [first = ''] = columns.times;
  const facts = await inspectColumns(engine, view, [first], columns.code, signal);
  const isComplete = facts.complete && facts.low >= ZERO_DATES_END_MS;
  const used = isComplete ? [first] : columns.times;
  const { low, high } = isComplete ? facts : await inspectColumns(engine, view, used, columns.code, signal);
  const spans = recordedSpans(of.settings.timeZone, low, high);
  const instants = used.map((name) => directInstant(name, types.get(name) ?? '', spans));
  const known = instants.map((instant) => sql<number>`case when ${instant} >= ${sql.lit(ZERO_DATES_END_MS)} then ${instant} end`);
  const time = isComplete && instants[0] !== undefined ? instants[0] : sql<number>`coalesce(${sql.join(known)}, null)`;
  const readable = isComplete ? null : sql<boolean>`${time} is not null`;
  const code = sql<number | null>`${sql.id(columns.code)}`;
  const isCode = sql<boolean>`${code} between 0 and ${sql.lit(LARGEST_CODE)}`;
  const columnOf: ColumnOf = (name) => ({ expression: sql.id(name), type: columnType(types.get(name) ?? '') });
  const outcome = {
    code: facts.onlyCodes ? code : sql<number | null>`case when ${isCode} then ${code} end`,
    word: facts.onlyCodes ? null : sql<string | null>`case when not ${isCode} then cast(${code} as varchar) end`,
    raw: null,
  };
  const source: CallsSource = {
    from: view,
    time,
    bucket: (grid) => bucketOfMilliseconds(duckDbDialect, time, grid),
    within: isComplete ? pruningRange(first, types.get(first) ?? '', spans, time) : (range) => between(time, range),
    readable,
    ...decidedOutcome(duckDbDialect, outcome, columns.rowRules, columnOf, columns.missing),
    missing: [],
    weight: null,
    retried: null,
    callId: columns.callId === null ? null : presentOrNull(duckDbDialect, columnOf(columns.callId), columns.missing.ofMeanings),
    timings: timingExpressions(columns, columnOf),
    dimensions: dimensionExpressions(
      duckDbDialect,
      of.settings,
      of.layout,
      new Map(columns.kept.map((name) => [name, presentText(duckDbDialect, columnOf(name), columns.missing.ofDimensions)]))
    ),
  };
  const look = lookAtColumns(duckDbDialect, columns, of, columnOf, sql`${view} limit ${sql.lit(LOOKED_AT)}`);
  const doubts = doubtColumns(look.read((await engine.run(look.statement, signal)).columns));
  return { source, types, unread: readable === null ? [] : await unreadRows(engine, view, first, readable, signal), doubts };
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

async function inspectColumns(
  engine: DuckDbEngine,
  view: RawBuilder<unknown>,
  times: readonly string[],
  code: string,
  signal: AbortSignal
): Promise<ColumnFacts> {
  const milliseconds = (bound: RawBuilder<unknown>) => sql`cast(epoch_ms(cast(${bound} as timestamp)) as double)`;
  const bounds = times.flatMap((name) => [milliseconds(sql`min(${sql.id(name)})`), milliseconds(sql`max(${sql.id(name)})`)]);
  const answer = await engine.run(
    sql`select count(*) = count(${sql.id(times[0] ?? '')}), coalesce(min(${sql.id(code)}) >= 0 and max(${sql.id(code)}) <= ${sql.lit(LARGEST_CODE)}, true), ${sql.join(bounds)} from ${view}`,
    signal
  );
  const [complete, onlyCodes, ...found] = answer.columns.map((column) => column[0]);
  const known = found.filter((bound) => typeof bound === 'number');
  return {
    complete: complete === true,
    onlyCodes: onlyCodes === true,
    low: known.length === 0 ? 0 : Math.min(...known),
    high: known.length === 0 ? 0 : Math.max(...known),
  };
}

async function unreadRows(
  engine: DuckDbEngine,
  view: RawBuilder<unknown>,
  column: string,
  readable: RawBuilder<boolean>,
  signal: AbortSignal
): Promise<UnreadRows[]> {
  const found = await engine.run(sql`select count(*) from ${view} where not coalesce(${readable}, false)`, signal);
  const rows = Number(found.columns[0]?.[0] ?? 0);
  return rows === 0 ? [] : [{ reason: 'a time that cannot be read', rows, example: `${column} is empty` }];
}

/** Epoch milliseconds of a time column; clocks without a zone are read in the data source's. */
function directInstant(column: string, type: string, spans: readonly OffsetSpan[]): RawBuilder<number> {
  const milliseconds = sql<number>`${duckDbDialect.milliseconds(sql.id(column), type === INSTANT_TYPE ? 'instant' : 'clock')}`;
  return type === INSTANT_TYPE ? milliseconds : sql<number>`${fromClock(duckDbDialect, milliseconds, spans)}`;
}

function columnType(type: string): ColumnType {
  if (type === 'VARCHAR') {
    return 'text';
  }
  if (type === INSTANT_TYPE || CLOCK_TYPES.test(type)) {
    return type === INSTANT_TYPE ? 'instant' : 'clock';
  }
  if (NUMBER_TYPES.test(type)) {
    return WHOLE_TYPES.test(type) ? 'whole' : 'number';
  }
  return type === 'BOOLEAN' ? 'boolean' : 'other';
}

function between(time: RawBuilder<number>, range: TimeRange): RawBuilder<boolean> {
  return sql<boolean>`${time} >= ${duckDbDialect.wholeNumber(range.from)} and ${time} < ${duckDbDialect.wholeNumber(range.to)}`;
}

/**
 * The range as a condition on the column itself, whose zone maps then tell which row groups need no reading. Where the
 * zone's offset changes within the records, the exact condition stands beside it.
 */
function pruningRange(
  column: string,
  type: string,
  spans: readonly OffsetSpan[],
  time: RawBuilder<number>
): (range: TimeRange) => RawBuilder<boolean> {
  const offsets = type === INSTANT_TYPE ? [0] : spans.map(({ offsetMs }) => offsetMs);
  const [min, max] = [Math.min(...offsets), Math.max(...offsets)];
  const stamp = (ms: number) => duckDbDialect.stamp(ms, type === INSTANT_TYPE ? 'instant' : 'clock');
  return (range) => {
    const rough = sql<boolean>`${sql.id(column)} >= ${stamp(range.from + min)} and ${sql.id(column)} < ${stamp(range.to + max)}`;
    return min === max ? rough : sql<boolean>`${rough} and ${between(time, range)}`;
  };
}

function timingExpressions(columns: RecordColumns, columnOf: ColumnOf): Map<Timing, TimingExpression> {
  const timings = new Map<Timing, TimingExpression>();
  for (const name of TIMINGS) {
    const readings = columns.timings[name];
    if (readings !== null) {
      timings.set(name, timingExpression(duckDbDialect, readings, columnOf, []));
    }
  }
  return timings;
}
