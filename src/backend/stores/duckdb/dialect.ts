import { PostgresQueryCompiler, sql } from 'kysely';
import { bucketOfShifts } from '../sql/bucketExpression';
import type { SqlDialect } from '../sql/dialect';

const NUMBER = String.raw`[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?`;
/** A week after 1970 begins, no clock of any zone is before it. */
const BEYOND_ALL_SHIFTS_MS = 7 * 86_400_000;

/** DuckDB writes identifiers and parameters as PostgreSQL does. */
export const duckDbDialect: SqlDialect = {
  compiler: new PostgresQueryCompiler(),
  materialize: (select) => sql`(${select})`,
  // `//` drops the fraction, which is upwards below zero.
  floorDivide: (value, step) =>
    sql<number>`cast(${value} // ${sql.lit(step)} - cast(${value} % ${sql.lit(step)} < 0 as integer) as bigint)`,
  containsText: (text, part) => sql<boolean>`contains(lower(${text}), lower(${part}))`,
  // Neither a bigint (bound as HUGEINT) nor a number (bound as DOUBLE) would let zone maps be used.
  wholeNumber: (value) => sql<number>`cast(${BigInt(value)} as bigint)`,

  text: (column, type) => (type === 'text' ? sql<string | null>`${column}` : sql<string | null>`cast(${column} as varchar)`),
  lower: (text) => sql<string | null>`lower(${text})`,
  trim: (text) => sql<string | null>`trim(${text})`,
  startsWith: (text, part) => sql<boolean>`starts_with(${text}, ${sql.lit(part)})`,
  fullMatch: (text, pattern) => sql<boolean>`regexp_full_match(${text}, ${sql.lit(pattern)})`,
  // The planner makes a join of every `in`. An outcome has dozens, and planning alone then takes a second.
  isAnyOf: (text, list) => sql<boolean>`list_contains([${list}], ${text})`,
  firstCapture: (text, pattern) => sql<string>`coalesce(regexp_extract(${text}, ${sql.lit(pattern)}, 1), '')`,
  rewritten: (text, pattern, template) => sql<string | null>`regexp_replace(${text}, ${sql.lit(`^(?:${pattern})$`)}, ${sql.lit(template)})`,
  concatenated: (parts) => sql<string | null>`(${sql.join(parts, sql` || `)})`,

  wholeOfDigits: (text) => sql<number | null>`try_cast(${text} as bigint)`,
  // Numbers too large for a double are read as infinite.
  numberOfText: (text) =>
    sql<
      number | null
    >`case when regexp_full_match(${text}, ${sql.lit(NUMBER)}) and isfinite(try_cast(${text} as double)) then try_cast(${text} as double) end`,
  long: (value) => sql<number>`try_cast(${value} as bigint)`,
  withFraction: (value) => sql<number>`cast(${value} as double)`,
  rounded: (value) => sql<number | null>`try_cast(round(${value}) as bigint)`,
  nearestRanks: (value, percents) => sql`quantile_disc(${value}, [${sql.join(percents.map((percent) => sql.lit(percent / 100)))}])`,

  milliseconds: (column) => sql<number | null>`epoch_ms(${column})`,
  clockOfText: (text) => sql<number | null>`epoch_ms(try_cast(${text} as timestamp))`,
  stamp(ms, type) {
    const bound = this.wholeNumber(ms);
    return type === 'instant' ? sql`cast(epoch_ms(${bound}) as timestamptz)` : sql`epoch_ms(${bound})`;
  },
  bucket(column, _type, shifts, stepMs, range) {
    // Where no time is below zero, `//` is enough; a remainder would take as long again.
    const divide: SqlDialect['floorDivide'] =
      range !== null && range.from >= BEYOND_ALL_SHIFTS_MS
        ? (value, step) => sql<number>`(${value} // ${sql.lit(step)})`
        : this.floorDivide;
    return bucketOfShifts({ ...this, floorDivide: divide }, sql<number>`epoch_ms(${column})`, shifts, stepMs);
  },
};
