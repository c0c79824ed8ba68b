import { sql } from 'kysely';
import { missingValues } from '../../../../domain/missingValues';
import type { OffsetSpan } from '../../../../domain/timeZone';
import { type Timing, TIMINGS } from '../../../../domain/timings';
import type { Merge } from '../../../../domain/layouts/layout';
import { onDimensions } from '../../onDimensions';
import type { TimeRange } from '../../question';
import type { StoreQuestion } from '../../store';
import { bucketOfMilliseconds } from '../bucketExpression';
import { type CallsSource, type TimingExpression, timingOf } from '../callsSource';
import { dimensionReadings } from '../records/dimensionExpressions';
import { findRecordColumns } from '../records/recordColumns';
import type { SqlServer } from '../sqlServer';
import { comparedContent, contentColumns, decidingRows, loneRows } from './mergedRows';
import { keptName, keysWithin, type MergedTable, nearRecords, rawOutcome, reachOf } from './nearRecords';
import type { OpenTable, ReadingOf } from './openTables';

/** Calls merged out of the rows of one or several tables, as the question needs them: no more columns than it names. */
export function mergedSource(
  server: SqlServer,
  reading: ReadingOf,
  merge: Merge,
  tables: readonly OpenTable[],
  question: StoreQuestion,
  spans: readonly OffsetSpan[]
): CallsSource {
  const { dialect } = server;
  const { settings, layout, callTime } = reading;
  const range = 'range' in question ? question.range : null;
  const merged = tables.map((table): MergedTable => ({
    table,
    record: findRecordColumns(settings, layout, callTime, [...table.columns.keys()]),
  }));
  const kept = [...new Map(merged.flatMap(({ record }) => record.kept.map((name) => [name.toLowerCase(), name]))).values()];
  const readings = dimensionReadings(settings, layout, kept);
  const wanted = wantedDimensions(question, [...readings.keys()]);
  const needed = [...new Set(wanted.flatMap((name) => readings.get(name)?.columns ?? []))];
  const timings = TIMINGS.filter((name) => merged.some(({ record }) => record.timings[name] !== null));
  const isRaw =
    (question.kind === 'counts' || question.kind === 'breakdown') &&
    question.filters.every((filter) => !('outcome' in filter)) &&
    merged.every((part) => rawOutcome(dialect, part) !== null);
  const isRuled = merged.some(({ record }) => record.rowRules.length > 0);
  const timed = question.kind === 'records' ? ['call_id', ...timings] : 'timing' in question ? [question.timing] : [];
  const columns = [
    ...new Set(['call_at', ...(isRaw ? ['outcome'] : ['code', 'word']), ...(isRuled ? ['rule'] : []), ...timed, ...needed.map(keptName)]),
  ];
  const retried = question.kind === 'counts' && question.retried === true && 'only' in layout.attempts;
  const isKeyed = merged.some(({ record }) => record.keys !== null);
  const reach = isKeyed ? reachOf(merge, retried) : { before: 0, after: 0 };
  // Other numbers than that of insertion may be missing, or the same in several rows.
  const isOrdered = merged.every(({ table, record }) => record.id !== null && table.of.insertionKey !== undefined);
  const content = isOrdered ? [] : contentColumns(kept, isRuled);
  // Whether a call was tried before is told by more of the row than what decides between rows.
  const compared = retried ? content : comparedContent(content, columns, merged.every(hasDistinctCallId) ? 'call_id' : null);
  const isShort = range !== null && range.to - range.from < merge.lookbackMs;
  const keys = isKeyed && isShort ? keysWithin(server, merged, range, spans) : null;
  const near = {
    select: (names: readonly string[]) =>
      sql`${sql.join(
        merged.map((part, index) => nearRecords(server, reading, merge, part, index, names, range, reach, keys, spans)),
        sql` union all `
      )}`,
  };
  const calls = isKeyed
    ? decidingRows(
        merge,
        near,
        columns,
        compared,
        range,
        retried,
        tables.some(({ legs }) => legs?.areMerged === true)
      )
    : loneRows(near, columns, range, retried);
  const time = sql<number>`call_at`;
  const textOf = (column: string) => sql<string>`coalesce(${sql.id(keptName(column))}, '')`;
  return {
    from: sql`${calls} as calls`,
    time,
    bucket: (grid) => bucketOfMilliseconds(dialect, time, grid),
    // These are the calls of the range, and a planner that is told so twice expects a handful of them.
    within: (asked) =>
      isSame(asked, range)
        ? sql<boolean>`1 = 1`
        : sql<boolean>`${time} >= ${dialect.wholeNumber(asked.from)} and ${time} < ${dialect.wholeNumber(asked.to)}`,
    readable: null,
    code: sql<number | null>`code`,
    word: sql<string | null>`word`,
    rule: isRuled ? sql<number>`rule` : null,
    raw: isRaw ? sql<string | null>`outcome` : null,
    missing: missingValues(settings.missing).ofMeanings,
    weight: null,
    retried: retried ? sql<boolean>`retried = 1` : null,
    callId: sql<string | null>`call_id`,
    timings: new Map(timings.map((name): [Timing, TimingExpression] => [name, timingOf(sql<number | null>`${sql.id(name)}`)])),
    dimensions: new Map([...readings].map(([name, dimension]) => [name, dimension.expression(dialect, textOf)])),
  };
}

/** Whether every row of a table has a `call_id` of its own. Several texts may be spellings of "no value". */
function hasDistinctCallId({ table, record }: MergedTable): boolean {
  const column = record.callId === null ? undefined : table.columns.get(record.callId);
  return column?.unique === true && !column.nullable && column.type !== 'text';
}

function isSame(one: TimeRange, other: TimeRange | null): boolean {
  return one.from === other?.from && one.to === other.to;
}

/** The dimensions that a statement will name; all where a page of records asks for all. */
function wantedDimensions(question: StoreQuestion, all: readonly string[]): readonly string[] {
  const filtered = onDimensions(question.filters ?? []).map(({ dimension }) => dimension);
  switch (question.kind) {
    case 'counts':
    case 'histogram':
    case 'timing':
      return [...filtered, ...(question.split?.dimensions ?? [])];
    case 'breakdown':
    case 'values':
    case 'distinct':
      return [...filtered, ...question.dimensions];
    case 'records':
      return question.dimensions === null ? all : [...filtered, ...question.dimensions];
    case 'extent':
    case 'shape':
    case 'columns':
    case 'newest':
    case 'rows':
    case 'lateness':
    case 'doubts':
    case 'tables':
      return filtered;
  }
}
