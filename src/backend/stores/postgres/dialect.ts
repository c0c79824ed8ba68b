import { PostgresQueryCompiler, type RawBuilder, sql } from 'kysely';
import type { SqlDialect } from '../sql/dialect';
import { clockOfText } from './clockText';
import { named } from './named';
import { searchPattern } from './searchPattern';
import { bucketOf, millisecondsOf, stampOf } from './times';

type Text = RawBuilder<string | null>;

const NUMBER = String.raw`^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?0*\d{1,2})?$`;
/** No number this long, with an exponent of two digits, leaves the range of a double. */
const LONGEST_NUMBER = 100;
/** Half of what 64 bits hold. */
const LARGEST_ROUNDED = 4.6e18;

/**
 * The dialect of a server; `version` tells its major version once it is known, 0 before.
 * @param spread whether tables may be spread over several servers (Citus), which are sent whole statements but no subqueries with a limit
 */
export function postgresDialect(version: () => number, spread: () => boolean = () => false): SqlDialect {
  const once: typeof named = (value, use) => (spread() ? use(value) : named(value, use));
  return {
    compiler: new PostgresQueryCompiler(),
    // It limits nothing, but the planner leaves a subquery with a limit as it is and, unlike with `offset 0`, still works on it in parallel.
    materialize: (select) => (spread() ? sql`(${select})` : sql`(${select} limit all)`),
    floorDivide: (value, step) => sql<number>`cast(floor(cast(${value} as double precision) / ${sql.lit(step)}) as bigint)`,
    containsText: (text, part) => sql<boolean>`${bytewise(text)} ~ ${searchPattern(part)}`,
    wholeNumber: (value) => sql<number>`cast(${value} as bigint)`,

    // A column may have a collation for which twins in large and small letters, or with accents, are the same.
    text: (column) => bytewise(sql<string | null>`cast(${column} as text)`),
    lower: (text) => sql<string | null>`lower(${bytewise(text)})`,
    trim: (text) => sql<string | null>`btrim(${text})`,
    startsWith: (text, part) => sql<boolean>`starts_with(${bytewise(text)}, ${part})`,
    fullMatch: (text, pattern) => sql<boolean>`${bytewise(text)} ~ ${sql.lit(`^(?:${pattern})$`)}`,
    isDigits: (text) => sql<boolean>`(octet_length(${text}) between 1 and 9 and ltrim(${text}, '0123456789') = '')`,
    // A lookup among sorted keys; the text, often a long expression, would be reckoned once for each number.
    numberIn: (text, numbers) => sql<number | null>`cast(cast(${jsonOf(numbers)} as jsonb) ->> ${text} as integer)`,
    firstCapture: (text, pattern) => sql<string>`coalesce(substring(${bytewise(text)}, ${sql.lit(pattern)}), '')`,
    rewritten: (text, pattern, template) =>
      sql<string | null>`regexp_replace(${bytewise(text)}, ${sql.lit(`^(?:${pattern})$`)}, ${sql.lit(template)})`,
    once,
    concatenated: (parts) =>
      sql<string | null>`(${sql.join(
        parts.map((part) => sql`cast(${part} as text)`),
        sql` || `
      )})`,

    wholeOfDigits: (text) => sql<number | null>`cast(nullif(${text}, '') as bigint)`,
    numberOfText,
    long: (value) => sql<number>`cast(${value} as bigint)`,
    // Small whole numbers would be multiplied in their few bits; other numbers become doubles, or are decimals.
    withFraction: (value, type) => (type === 'whole' ? sql<number>`(${value} * 1e0)` : value),
    rounded: (value, isBounded = false) => (isBounded ? roundedUp(value) : rounded(value)),
    nearestRanks: (value, percents) =>
      sql`percentile_disc(array[${sql.join(percents.map((percent) => sql.lit(percent / 100)))}]::double precision[]) within group (order by ${value})`,

    milliseconds: millisecondsOf,
    clockOfText: (text) => once(text, clockOfText),
    stamp: stampOf,
    bucket: (column, type, shifts, stepMs) => bucketOf(column, type, shifts, stepMs, version(), !spread()),
  };
}

function bytewise<T extends string | null>(text: RawBuilder<T>): RawBuilder<T> {
  return sql<T>`(${text} collate "C")`;
}

function numberOfText(text: Text): RawBuilder<number | null> {
  return sql<
    number | null
  >`case when length(${text}) <= ${sql.lit(LONGEST_NUMBER)} and ${bytewise(text)} ~ ${sql.lit(NUMBER)} then cast(${text} as double precision) end`;
}

/** Halves of characters, which are not JSON to the server, become what the driver makes of them in other parameters. */
function jsonOf(numbers: ReadonlyMap<string, number>): string {
  return `{${[...numbers].map(([text, number]) => `${JSON.stringify(Buffer.from(text).toString())}: ${number}`).join(', ')}}`;
}

/** Of values that are not negative and not too large: in whole numbers, which are many times faster than decimals. */
function roundedUp(value: RawBuilder<number | null>): RawBuilder<number | null> {
  return sql<number | null>`((cast(trunc(${value} * 2) as bigint) + 1) / 2)`;
}

/**
 * The server's own `round` takes halves of doubles to the even neighbor, that of decimals away from zero; twice the
 * value without its fraction is exact in both. Written so that the value, often a long expression, is reckoned once:
 * `least` and `greatest` pass over nulls, so that these, too, end at a limit and as null.
 */
function rounded(value: RawBuilder<number | null>): RawBuilder<number | null> {
  const limit = sql.lit(LARGEST_ROUNDED);
  const within = sql`nullif(nullif(least(greatest(${value}, -${limit}), ${limit}), -${limit}), ${limit})`;
  return sql<number | null>`cast(round(cast(trunc(${within} * 2) as bigint) / 2.0) as bigint)`;
}
