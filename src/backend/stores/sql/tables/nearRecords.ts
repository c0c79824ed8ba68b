import { type RawBuilder, sql } from 'kysely';
import type { OffsetSpan } from '../../../../domain/timeZone';
import type { Merge } from '../../../../domain/layouts/layout';
import type { TimeRange } from '../../question';
import type { SqlDialect } from '../dialect';
import { callKey } from '../records/callKey';
import { effectiveCode } from '../records/effectiveCode';
import { RANK_COLUMNS, type RankColumn, rankColumns } from '../records/ranks';
import { recordId } from '../records/recordId';
import { legKey } from '../records/unbridgedLegs';
import { presentText } from '../records/presentText';
import { normalizedColumns, type RecordColumns, recordOutcome, rowsCondition } from '../records/recordColumns';
import type { SqlServer } from '../sqlServer';
import type { OpenTable, ReadingOf } from './openTables';
import { tableTime } from './tableTime';

/** A table whose rows are merged into calls, and what is read of it. */
export interface MergedTable {
  readonly table: OpenTable;
  readonly record: RecordColumns;
}

/** How far from the rows of a range others can matter, milliseconds. */
export interface Reach {
  readonly before: number;
  readonly after: number;
}

/** @param retried whether calls that were tried again are asked for, which the rows that they supersede tell */
export function reachOf({ lookbackMs, lookaheadMs }: Merge, retried: boolean): Reach {
  return { before: lookbackMs, after: retried ? Math.max(lookaheadMs, lookbackMs) : lookaheadMs };
}

/** Prefix of columns that hold the records' own columns, so that they can never clash with ours. */
const KEPT_PREFIX = 'record:';
/** The code that a word stands for, beside the records' own. */
const EFFECTIVE = 'effective_code';

/** The name under which the text of a column of the records is read. */
export const keptName = (column: string) => `${KEPT_PREFIX}${column}`;

/**
 * The rows of one table near the range, as a select of the columns named: those of `normalizedColumns`, `outcome` (see
 * `rawOutcome`), those that `decidingRows` needs and the records' own (`keptName`).
 * @param range null: rows of any time
 * @param reach how far outside of the range rows can matter, milliseconds
 * @param keys the keys of the rows within the range, see `keysWithin`; null: rows of all keys, where reading them all costs less
 */
export function nearRecords(
  server: SqlServer,
  reading: ReadingOf,
  merge: Merge,
  { table, record }: MergedTable,
  tableNo: number,
  names: readonly string[],
  range: TimeRange | null,
  { before, after }: Reach,
  keys: RawBuilder<unknown> | null,
  spans: readonly OffsetSpan[]
): RawBuilder<unknown> {
  const { dialect } = server;
  const ofTime = tableTime(server, table, record.times, spans);
  const isCall = rowsCondition(dialect, record.rows.calls, table.columnOf);
  const isAttempt = rowsCondition(dialect, record.rows.attempts, table.columnOf);
  const flag = (condition: RawBuilder<boolean> | null) => (condition === null ? sql`1` : sql`case when ${condition} then 1 else 0 end`);
  const readings = new Map<string, RawBuilder<unknown>>([
    ...normalizedColumns(dialect, record, table.columnOf, spans).map(({ name, expression }): [string, RawBuilder<unknown>] => [
      name,
      expression,
    ]),
    ['call_at', ofTime.time],
    ['outcome', rawOutcome(dialect, { table, record }) ?? sql`null`],
    ['call_key', callKey(dialect, record.keys, table.columnOf, record.missing.ofMeanings)],
    ['leg_key', legKey(dialect, record.unbridged, record.outcome, table.columnOf, record.missing.ofMeanings)],
    ['record_id', recordId(dialect, record.id, table.columnOf)],
    ['table_no', sql.lit(tableNo)],
    ['is_call', flag(isCall)],
    ['is_attempt', flag(isAttempt)],
  ]);
  for (const name of names.filter((candidate) => candidate.startsWith(KEPT_PREFIX))) {
    readings.set(name, keptExpression(dialect, { table, record }, name.slice(KEPT_PREFIX.length)));
  }
  const wide = range && { from: range.from - before, to: range.to + after + 1 };
  const withAttempts = names.includes('is_call') && isCall !== null && isAttempt !== null && !areAllCalls(record.rows);
  const areCalls = [
    withAttempts ? sql<boolean>`(${isCall} or ${isAttempt})` : isCall,
    ofTime.complete ? null : sql<boolean>`${ofTime.time} is not null`,
  ];
  const select = (columns: readonly string[], within: TimeRange | null, condition: RawBuilder<boolean> | null = null) => {
    const all = [...areCalls, within && ofTime.within(within), condition].filter((one) => one !== null);
    const where = all.length === 0 ? sql`` : sql` where ${sql.join(all, sql` and `)}`;
    const from = within === null ? ofTime.from : ofTime.near(within);
    return sql`select ${sql.join(columns.map((name) => sql`${readings.get(name) ?? sql`null`} as ${sql.id(name)}`))} from ${from}${where}`;
  };
  const read = (columns: readonly string[]) => {
    if (range === null || wide === null || keys === null) {
      return select(columns, wide);
    }
    const { own, isThere } = keyOf(dialect, { table, record });
    const ofCalls = select(columns, wide, sql<boolean>`${own} in (${keys})`);
    const withoutKey = select(columns, range, sql<boolean>`not ${isThere}`);
    return sql`select * from (${ofCalls} union all ${withoutKey}) as ${sql.id(`u${tableNo}`)}`;
  };
  // They are computed of others, which are long expressions and should be read once.
  const isComputed = (name: string): name is RankColumn => RANK_COLUMNS.some((column) => column === name);
  if (!names.some(isComputed)) {
    return read(names);
  }
  const code = sql<number | null>`code`;
  const effective = effectiveCode(dialect, reading.vocabulary, code, sql<string | null>`word`);
  const isSpoken = effective !== code;
  const needed = [
    ...new Set([
      ...names.filter((name) => !isComputed(name)),
      'call_at',
      'code',
      ...(isSpoken ? ['word'] : []),
      ...(names.includes('failed') ? ['is_attempt'] : []),
      ...(merge.keyIsOfFirst === true ? ['call_id', 'call_key'] : []),
    ]),
  ];
  const alias = (level: string) => sql.id(`${level}${tableNo}`);
  const rows = sql`${dialect.materialize(read(needed), true)} as ${alias('t')}`;
  const spoken = isSpoken
    ? sql`${dialect.materialize(sql`select ${sql.join([...needed.map((name) => sql.id(name)), sql`${effective} as ${sql.id(EFFECTIVE)}`])} from ${rows}`, true)} as ${alias('e')}`
    : rows;
  const ranking = isSpoken ? sql<number | null>`${sql.id(EFFECTIVE)}` : code;
  const computed = rankColumns(merge, table.of.name, ranking);
  const columnOf = (name: string) => (isComputed(name) ? sql`${computed[name]} as ${sql.id(name)}` : sql.id(name));
  return sql`select ${sql.join(names.map(columnOf))} from ${spoken}`;
}

/** Whether every attempt is among the rows that are counted as calls. */
function areAllCalls({ calls, attempts }: RecordColumns['rows']): boolean {
  return attempts === 'none' || (calls !== 'none' && calls.every((condition) => attempts.includes(condition)));
}

/**
 * The keys of all rows within a range, each once or more often, as a select that an index of the key can be looked up by; null where all
 * rows near the range are read faster.
 */
export function keysWithin(
  server: SqlServer,
  tables: readonly MergedTable[],
  range: TimeRange,
  spans: readonly OffsetSpan[]
): RawBuilder<unknown> | null {
  const { dialect } = server;
  if (dialect.comparesOneByOne === true && tables.some(({ record }) => storedKey(record) === null)) {
    return null;
  }
  const keys = tables.map(({ table, record }) => {
    const { own, isThere } = keyOf(dialect, { table, record });
    const { near, within } = tableTime(server, table, record.times, spans);
    return sql`select ${own} from ${near(range)} where ${within(range)} and ${isThere}`;
  });
  const union = sql.join(keys, sql` union all `);
  return keys.length > 1 && dialect.wrapForIn !== undefined ? dialect.wrapForIn(union) : union;
}

/** The key of a row: where it is one column, as it is stored, since an index serves that. */
function keyOf(
  dialect: SqlDialect,
  { table, record }: MergedTable
): { readonly own: RawBuilder<unknown>; readonly isThere: RawBuilder<boolean> } {
  const key = callKey(dialect, record.keys, table.columnOf, record.missing.ofMeanings);
  const stored = storedKey(record);
  return { own: stored === null ? key : table.columnOf(stored).expression, isThere: sql<boolean>`(${key} <> '')` };
}

/** The column that is the key; null where the key is made of several. */
export function storedKey({ keys }: RecordColumns): string | null {
  const [first, ...others] = keys ?? [];
  return first !== undefined && others.length === 0 && first.columns.length === 1 ? (first.columns[0] ?? null) : null;
}

/** As `CallsSource.raw`, as text in every table. */
export function rawOutcome(dialect: SqlDialect, { table, record }: MergedTable): RawBuilder<string | null> | null {
  const [first] = record.outcome;
  if (first === undefined || recordOutcome(dialect, record, table.columnOf).raw === null) {
    return null;
  }
  const { expression, type } = table.columnOf(first.column);
  return dialect.text(expression, type);
}

/** The column without regard to case, as files are read; the empty text in a table that lacks it. */
function keptExpression(dialect: SqlDialect, { table, record }: MergedTable, column: string): RawBuilder<string> {
  const found = record.kept.find((name) => name === column) ?? record.kept.find((name) => name.toLowerCase() === column.toLowerCase());
  if (found === undefined) {
    return sql<string>`''`;
  }
  return presentText(dialect, table.columnOf(found), record.missing.ofDimensions);
}
