import { type RawBuilder, sql } from 'kysely';
import type { LatenessQuestion } from '../../catalogueQuestion';
import type { TimeRange, ValueFilter } from '../../question';
import { recordCondition } from '../conditions';
import type { SqlDialect } from '../dialect';
import type { RowSource } from './rowSource';

/** Before the first record that anybody has, and late enough for every engine's types of time. */
const LONG_AGO_MS = 2 * 86_400_000;
const MIN_FAILURE = 300;
const MS_PER_SECOND = 1_000;
/** A day of seconds; what is later counts in as many rows as there are. */
const MAX_LATENESS_ROWS = 100_000;

/** The records of a table that a question is about; a dimension that the table lacks is empty there. */
export function where({ source }: RowSource, range: TimeRange | null, filters: readonly ValueFilter[]): RawBuilder<boolean> {
  const dimensions = new Map(source.dimensions);
  for (const { dimension } of filters) {
    dimensions.set(dimension, dimensions.get(dimension) ?? sql<string>`''`);
  }
  return recordCondition({ ...source, dimensions }, { range, filters });
}

function union(parts: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql.join(parts, sql` union all `);
}

/** Column: the time of the newest record of each table. */
export function lastStatement(rows: readonly RowSource[], before: number | null, filters: readonly ValueFilter[]): RawBuilder<unknown> {
  const range = before === null ? null : { from: LONG_AGO_MS, to: before };
  return union(
    rows.map(
      (row, index) =>
        sql`select last_at from (select ${row.source.time} as last_at from ${row.source.from} where ${where(row, range, filters)} order by ${row.byTime} desc limit 1) as ${sql.id(`t${index}`)}`
    )
  );
}

/** Columns, a row per table: the earliest of the newest records within the range, and how many they are. */
export function newestStatement(
  rows: readonly RowSource[],
  range: TimeRange,
  max: number,
  filters: readonly ValueFilter[]
): RawBuilder<unknown> {
  return union(
    rows.map(
      (row, index) =>
        sql`select min(row_at), count(*) from (select ${row.source.time} as row_at from ${row.source.from} where ${where(row, range, filters)} order by ${row.byTime} desc limit ${sql.lit(max)}) as ${sql.id(`t${index}`)}`
    )
  );
}

/** Columns, a row per table: its number, its records and how many of them failed. */
export function rowsStatement(rows: readonly RowSource[], range: TimeRange, filters: readonly ValueFilter[]): RawBuilder<unknown> {
  return union(
    rows.map((row, index) => {
      const failed = sql`case when ${row.source.code} >= ${sql.lit(MIN_FAILURE)} then 1 else 0 end`;
      return sql`select ${sql.lit(index)} as table_no, count(*) as all_rows, coalesce(sum(${failed}), 0) as failed_rows from ${row.source.from} where ${where(row, range, filters)}`;
    })
  );
}

/** Columns, a row per table: how many records are there once too often, and the call of one of them. Null where no table can tell. */
export function duplicatesStatement(
  rows: readonly RowSource[],
  range: TimeRange,
  filters: readonly ValueFilter[]
): RawBuilder<unknown> | null {
  const parts = rows.flatMap((row, index) => {
    const { callId, time, code, word, from } = row.source;
    if (callId === null || row.recordNumber === 'unknown') {
      return [];
    }
    const columns = [callId, time, code, ...(word === null ? [] : [word]), ...(row.recordNumber === null ? [] : [row.recordNumber])];
    const named = columns.map((column, position) => sql`${column} as ${sql.id(`c${position}`)}`);
    const positions = sql.join(columns.map((_, position) => sql.lit(position + 1)));
    const groups = sql`select ${sql.join(named)}, count(*) as copies from ${from} where ${where(row, range, filters)} and ${callId} <> '' group by ${positions} having count(*) > 1`;
    return [sql`select coalesce(sum(copies - 1), 0) as too_many, min(c0) as one_call from (${groups}) as ${sql.id(`t${index}`)}`];
  });
  return parts.length === 0 ? null : union(parts);
}

/** Columns: seconds late and records, a row per table and second. Null where no table knows in which order its records were inserted. */
export function latenessStatement(
  dialect: SqlDialect,
  rows: readonly RowSource[],
  { before, rows: max, filters = [] }: LatenessQuestion
): RawBuilder<unknown> | null {
  const parts = rows.flatMap((row, index) => {
    if (row.inserted === null) {
      return [];
    }
    const range = { from: LONG_AGO_MS, to: before };
    const newest = sql`select ${row.source.time} as row_at, ${row.inserted} as inserted_no from ${row.source.from} where ${where(row, null, filters)} order by ${row.inserted} desc limit ${sql.lit(max)}`;
    const known = sql`select row_at, inserted_no from (${newest}) as ${sql.id(`n${index}`)} where row_at >= ${sql.lit(range.from)} and row_at < ${sql.lit(range.to)}`;
    const behind = sql`select max(row_at) over (order by inserted_no rows between unbounded preceding and current row) - row_at as behind from (${known}) as ${sql.id(`k${index}`)}`;
    const seconds = dialect.floorDivide(sql<number>`(behind + ${sql.lit(MS_PER_SECOND - 1)})`, MS_PER_SECOND);
    return [
      sql`select late, count(*) as late_rows from (select ${seconds} as late from (${behind}) as ${sql.id(`b${index}`)}) as ${sql.id(`t${index}`)} group by late`,
    ];
  });
  return parts.length === 0
    ? null
    : sql`select late, late_rows from (${union(parts)}) as all_late order by late limit ${sql.lit(MAX_LATENESS_ROWS)}`;
}
