import { type RawBuilder, sql } from 'kysely';
import { type OffsetSpan, offsetSpans } from '../../../../domain/timeZone';
import type { BucketGrid, TimeRange } from '../../question';
import { bucketOfMilliseconds, gridShifts } from '../bucketExpression';
import type { ColumnType, TableColumn } from '../columns';
import type { Earliest } from '../callsSource';
import type { GroupKey, SqlDialect } from '../dialect';
import { mayTellTimeWithin } from '../records/epochs';
import { callTimeOf } from '../records/recordColumns';
import { ZERO_DATES_END_MS } from '../records/readTime';
import { fromClock } from '../records/readTimeForm';
import type { SqlServer } from '../sqlServer';
import type { OpenTable } from './openTables';

/** A name that no column of records has. */
const CALL_TIME = 'record:call_at';
const DAY_MS = 86_400_000;
const LATEST_MS = Date.UTC(2100, 0, 1);

/** The time of a table's records. */
export interface TableTime {
  /** What to select from, so that `time` can be named. */
  readonly from: RawBuilder<unknown>;
  /** The same where only times within a range are wanted: some rows of other times are left out. */
  near(range: TimeRange): RawBuilder<unknown>;
  /** Epoch milliseconds; null where no column tells it. */
  readonly time: RawBuilder<number>;
  /** See `CallsSource`; only where clocks never go back within the records asked. */
  readonly earliest?: Earliest;
  readonly spans: readonly OffsetSpan[];
  /** Whether every row has one. */
  readonly complete: boolean;
  /** See `CallsSource`. */
  bucket(grid: BucketGrid, range: TimeRange | null): GroupKey;
  within(range: TimeRange): RawBuilder<boolean>;
}

/** The offsets of a zone over the times that a question is about, which are few; a zone's whole history would slow every row. */
export function spansAround(timeZone: string, range: TimeRange): OffsetSpan[] {
  return offsetSpans(timeZone, range.from - DAY_MS, range.to + DAY_MS);
}

/** The offsets over the times of all records. */
export function spansOfAll(
  timeZone: string,
  { first, last }: { readonly first: number | null; readonly last: number | null }
): OffsetSpan[] {
  return spansAround(timeZone, { from: first ?? 0, to: last ?? 0 });
}

/** Every offset that a zone has had since 1970. */
export function allSpans(timeZone: string): OffsetSpan[] {
  return offsetSpans(timeZone, 0, LATEST_MS);
}

/** The offsets that tell whether a time is a zero date: later ones move no time before these. */
export function spansOfZeroDates(timeZone: string): OffsetSpan[] {
  return offsetSpans(timeZone, 0, ZERO_DATES_END_MS + DAY_MS);
}

/** @param times the columns that may tell the time, by their real names, the better first */
export function tableTime(server: SqlServer, table: OpenTable, times: readonly string[], spans: readonly OffsetSpan[]): TableTime {
  const { dialect } = server;
  const { column, complete } = table.time;
  const { name, type } = column;
  const from = server.table(table.name);
  if (!complete || !isTime(type)) {
    // Once per row: the statement names the time several times, and reading it takes long.
    const time = sql<number>`${sql.id(CALL_TIME)}`;
    const rows = sql`select *, ${callTimeOf(dialect, times, table.columnOf, spans)} as ${sql.id(CALL_TIME)} from ${from}`;
    const as = sql.id('records');
    // Of a column of times, the range is looked up in an index before the others are read.
    const all = sql`${isTime(type) ? sql`(${rows})` : dialect.materialize(rows)} as ${as}`;
    const near = (range: TimeRange) => {
      const may = mayTell(dialect, column, range);
      return may === null ? all : sql`${dialect.materialize(sql`${rows} where ${may}`)} as ${as}`;
    };
    return {
      from: all,
      near,
      time,
      spans,
      complete: false,
      bucket: (grid) => bucketOfMilliseconds(dialect, time, grid),
      within: (range) => (isTime(type) ? orOtherTimes(dialect, sql.id(name), type, spans, time, range) : between(dialect, time, range)),
    };
  }
  const instantOf = (of: RawBuilder<unknown>) => {
    const milliseconds = sql<number>`${dialect.milliseconds(of, type)}`;
    return type === 'instant' ? milliseconds : sql<number>`${fromClock(dialect, milliseconds, spans)}`;
  };
  const time = instantOf(sql.id(name));
  const runsForward = type === 'instant' || spans.length <= 1;
  return {
    from,
    near: () => from,
    time,
    ...(runsForward ? { earliest: { of: sql.id(name), ms: instantOf } } : {}),
    spans,
    complete: true,
    bucket: (grid, range) => dialect.bucket(sql.id(name), type, gridShifts(grid, type === 'clock' ? spans : null), grid.stepMs, range),
    within: (range) => indexedRange(dialect, sql.id(name), type, spans, time, range),
  };
}

/** Whether a number may tell a time within a range; null for columns of other types. */
function mayTell(dialect: SqlDialect, { name, type }: TableColumn, range: TimeRange): RawBuilder<boolean> | null {
  switch (type) {
    case 'whole':
      return mayTellTimeWithin(sql<number>`${sql.id(name)}`, range);
    case 'number':
      return mayTellTimeWithin(dialect.withFraction(sql<number>`${sql.id(name)}`, type), range);
    default:
      return null;
  }
}

/** Whether a column is of a type of time, which an index can serve. */
export function isTime(type: ColumnType): type is 'clock' | 'instant' {
  return type === 'clock' || type === 'instant';
}

/**
 * The range as a condition on the column itself, which an index can serve. Where the zone's offset changes within the
 * range, the exact condition stands beside it.
 */
export function indexedRange(
  dialect: SqlDialect,
  column: RawBuilder<unknown>,
  type: 'clock' | 'instant',
  spans: readonly OffsetSpan[],
  time: RawBuilder<number>,
  range: TimeRange
): RawBuilder<boolean> {
  const offsets = type === 'instant' ? [0] : spans.map(({ offsetMs }) => offsetMs);
  const [min, max] = [Math.min(...offsets), Math.max(...offsets)];
  const rough = sql<boolean>`${column} >= ${dialect.stamp(range.from + min, type)} and ${column} < ${dialect.stamp(range.to + max, type)}`;
  return min === max ? rough : sql<boolean>`${rough} and ${between(dialect, time, range)}`;
}

/** Rows whose first time cannot be read are where their other times say. */
function orOtherTimes(
  dialect: SqlDialect,
  column: RawBuilder<unknown>,
  type: 'clock' | 'instant',
  spans: readonly OffsetSpan[],
  time: RawBuilder<number>,
  range: TimeRange
): RawBuilder<boolean> {
  const first = dialect.milliseconds(column, type);
  const isMissing = sql<boolean>`(${column} is null or ${first} is null or ${first} < ${sql.lit(ZERO_DATES_END_MS)})`;
  const own = indexedRange(dialect, column, type, spans, time, range);
  return sql<boolean>`((${own}) or (${isMissing} and ${between(dialect, time, range)}))`;
}

function between(dialect: SqlDialect, time: RawBuilder<number>, range: TimeRange): RawBuilder<boolean> {
  return sql<boolean>`${time} >= ${dialect.wholeNumber(range.from)} and ${time} < ${dialect.wholeNumber(range.to)}`;
}
