import { type RawBuilder, sql } from 'kysely';
import type { OffsetSpan } from '../../../../domain/timeZone';
import { ANSWERED_CODES, type Timing, TIMINGS } from '../../../../domain/timings';
import type { Merge } from '../../../layouts/layout';
import type { TimeRange } from '../../question';
import type { StoreQuestion } from '../../store';
import { bucketOfMilliseconds } from '../bucketExpression';
import { type CallsSource, type TimingExpression, timingOf } from '../callsSource';
import type { ColumnType } from '../columns';
import type { SqlDialect } from '../dialect';
import { dimensionReadings } from '../records/dimensionExpressions';
import { effectiveCode } from '../records/effectiveCode';
import { rankExpression } from '../records/ranks';
import { findRecordColumns, normalisedColumns, rowsCondition, type RecordColumns } from '../records/recordColumns';
import type { SqlServer } from '../sqlServer';
import { decidingRows } from './mergedRows';
import type { OpenTable, ReadingOf } from './openTables';
import { tableTime } from './tableTime';

/** Prefix of columns that hold the records' own columns, so that they can never clash with ours. */
const KEPT_PREFIX = 'record:';
/** The code that a word stands for, beside the records' own. */
const EFFECTIVE = 'effective_code';
const keptName = (column: string) => `${KEPT_PREFIX}${column}`;

interface MergedTable {
  readonly table: OpenTable;
  readonly record: RecordColumns;
}

/** Calls merged out of the rows of one or several tables, as the question needs them: no more columns than it names. */
export function mergedSource(server: SqlServer, reading: ReadingOf, merge: Merge, tables: readonly OpenTable[], question: StoreQuestion, spans: readonly OffsetSpan[]): CallsSource {
  const { dialect } = server;
  const { settings, layout, callTime } = reading;
  const range = 'range' in question ? question.range : null;
  const merged = tables.map((table): MergedTable => ({ table, record: findRecordColumns(settings, layout, callTime, [...table.columns.keys()]) }));
  const kept = [...new Map(merged.flatMap(({ record }) => record.kept.map((name) => [name.toLowerCase(), name]))).values()];
  const readings = dimensionReadings(settings, layout, kept);
  const wanted = wantedDimensions(question, [...readings.keys()]);
  const needed = [...new Set(wanted.flatMap((name) => readings.get(name)?.columns ?? []))];
  const timings = TIMINGS.filter((name) => merged.some(({ record }) => record.timings[name] !== null));
  const columns = ['call_at', 'code', 'word', ...(question.kind === 'records' ? ['call_id', ...timings] : 'timing' in question ? [question.timing] : []), ...needed.map(keptName)];
  const near = { select: (names: readonly string[]) => sql`${sql.join(merged.map((part, index) => nearRows(server, reading, merge, part, index, names, range, spans)), sql` union all `)}` };
  const retried = question.kind === 'counts' && question.retried === true && 'only' in layout.attempts;
  const time = sql<number>`call_at`;
  const textOf = (column: string) => sql<string>`coalesce(${sql.id(keptName(column))}, '')`;
  return {
    from: sql`${decidingRows(dialect, merge, near, [...new Set(columns)], range, retried)} as calls`,
    time,
    bucket: (grid) => bucketOfMilliseconds(dialect, time, grid),
    within: ({ from, to }) => sql<boolean>`${time} >= ${dialect.wholeNumber(from)} and ${time} < ${dialect.wholeNumber(to)}`,
    readable: null,
    code: sql<number | null>`code`,
    word: sql<string | null>`word`,
    raw: null,
    weight: null,
    retried: retried ? sql<boolean>`retried = 1` : null,
    callId: sql<string | null>`call_id`,
    timings: new Map(timings.map((name): [Timing, TimingExpression] => [name, timingOf(sql<number | null>`${sql.id(name)}`)])),
    dimensions: new Map([...readings].map(([name, dimension]) => [name, dimension.expression(dialect, textOf)])),
  };
}

/** The dimensions that a statement will name; all where a page of records asks for all. */
function wantedDimensions(question: StoreQuestion, all: readonly string[]): readonly string[] {
  const filtered = (question.filters ?? []).map(({ dimension }) => dimension);
  switch (question.kind) {
    case 'counts':
    case 'histogram':
    case 'timing':
      return [...filtered, ...(question.split?.dimensions ?? [])];
    case 'breakdown':
      return [...filtered, ...question.dimensions];
    case 'records':
      return question.dimensions === null ? all : [...filtered, ...question.dimensions];
    case 'catalogue':
      return question.of === 'values' || question.of === 'distinct' ? [...filtered, ...question.dimensions] : filtered;
  }
}

/** The rows of one table near the range, with the columns named. */
function nearRows(server: SqlServer, reading: ReadingOf, merge: Merge, { table, record }: MergedTable, tableNo: number, names: readonly string[], range: TimeRange | null, spans: readonly OffsetSpan[]): RawBuilder<unknown> {
  const { dialect } = server;
  const wide = range && { from: range.from - merge.windowMs, to: range.to + merge.windowMs + 1 };
  const ofTime = tableTime(server, table, record.times, spans);
  const inner = new Map<string, RawBuilder<unknown>>(normalisedColumns(dialect, record, table.columnOf, spans).map(({ name, expression }) => [name, name === 'call_at' ? ofTime.time : expression]));
  inner.set('call_key', keyExpression(dialect, record, table));
  inner.set('record_id', idExpression(dialect, record, table));
  inner.set('table_no', sql.lit(tableNo));
  for (const name of names.filter((candidate) => candidate.startsWith(KEPT_PREFIX))) {
    inner.set(name, keptExpression(dialect, record, table, name.slice(KEPT_PREFIX.length)));
  }
  const isAttempt = rowsCondition(dialect, record.rows.attempts, table.columnOf) ?? sql<boolean>`1 = 1`;
  inner.set('is_attempt', sql`case when ${isAttempt} then 1 else 0 end`);
  const ranked = names.includes('rank_no');
  const outer: readonly string[] = names.filter((name) => name === 'rank_no' || name === 'failed');
  const selected = [...new Set(ranked ? [...names.filter((name) => !outer.includes(name)), 'code', 'word', 'call_at', ...(outer.includes('failed') ? ['is_attempt'] : [])] : names)];
  const conditions = [
    rowsCondition(dialect, record.rows.calls, table.columnOf),
    ofTime.complete ? null : sql<boolean>`${ofTime.time} is not null`,
    wide === null ? null : ofTime.within(wide),
  ].filter((condition) => condition !== null);
  const where = conditions.length === 0 ? sql`` : sql` where ${sql.join(conditions, sql` and `)}`;
  const rows = sql`select ${sql.join(selected.map((name) => sql`${inner.get(name) ?? sql`null`} as ${sql.id(name)}`))} from ${ofTime.from}${where}`;
  if (!ranked) {
    return rows;
  }
  const effective = effectiveCode(dialect, reading.vocabulary, sql<number | null>`code`, sql<string | null>`word`);
  const ranking = sql<number | null>`${sql.id(EFFECTIVE)}`;
  const computed: Readonly<Record<string, RawBuilder<unknown>>> = {
    rank_no: rankExpression(merge, table.of.name, ranking),
    failed: sql`case when is_attempt = 1 and not coalesce(${ranking} between ${sql.lit(ANSWERED_CODES.first)} and ${sql.lit(ANSWERED_CODES.last)}, 1 = 0) then 1 else 0 end`,
  };
  const columns = names.map((name) => (outer.includes(name) ? sql`${computed[name] ?? sql`null`} as ${sql.id(name)}` : sql.id(name)));
  const alias = (level: string) => sql.id(`${level}${tableNo}`);
  const spoken = sql`select ${sql.join([...selected.map((name) => sql.id(name)), sql`${effective} as ${sql.id(EFFECTIVE)}`])} from ${dialect.apart(rows)} as ${alias('t')}`;
  return sql`select ${sql.join(columns)} from ${dialect.apart(spoken)} as ${alias('e')}`;
}

function keyExpression(dialect: SqlDialect, record: RecordColumns, table: OpenTable): RawBuilder<string> {
  if (record.key === null) {
    return sql<string>`''`;
  }
  const { expression, type } = table.columnOf(record.key);
  return sql<string>`coalesce(${dialect.text(expression, type)}, '')`;
}

/** Records without a number of their own are told apart by everything else. */
function idExpression(dialect: SqlDialect, record: RecordColumns, table: OpenTable): RawBuilder<number> {
  if (record.id === null) {
    return sql<number>`0`;
  }
  const { expression, type } = table.columnOf(record.id);
  return sql<number>`coalesce(${type === 'whole' ? expression : dialect.wholeOfDigits(dialect.captured(dialect.text(expression, type), String.raw`^(\d{1,18})$`))}, 0)`;
}

/** The column without regard to case, as files are read; the empty text in a table that lacks it. */
function keptExpression(dialect: SqlDialect, record: RecordColumns, table: OpenTable, column: string): RawBuilder<string> {
  const found = record.kept.find((name) => name === column) ?? record.kept.find((name) => name.toLowerCase() === column.toLowerCase());
  if (found === undefined) {
    return sql<string>`''`;
  }
  const { expression, type }: { expression: RawBuilder<unknown>; type: ColumnType } = table.columnOf(found);
  return sql<string>`coalesce(${dialect.text(expression, type)}, '')`;
}
