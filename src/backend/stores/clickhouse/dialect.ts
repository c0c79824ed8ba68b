import { type RawBuilder, sql } from 'kysely';
import type { ColumnType } from '../sql/columns';
import type { SqlDialect } from '../sql/dialect';
import { clockOfText } from './clockText';
import { ClickHouseCompiler } from './compiler';
import { named } from './named';
import { bucketOf, floorDivided, millisecondsOf, stampOf } from './times';

type Text = RawBuilder<string | null>;

/**
 * The server takes the value behind the first floor(level × n) ones, which is one too far where level × n is whole. A level
 * that is less by so much takes the nearest rank for whole percents of up to a thousand million values.
 */
const LESS_DIGITS = 12;
const LESS = 10 ** -LESS_DIGITS;

const NUMBER = String.raw`^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$`;

/**
 * The patterns are read by RE2, as in DuckDB; a dot is not a line break there. Of the flags `(?-s)` alone, servers such as 24.8
 * take `-s` for a text that every match holds; where the flag for letters stands among them, they look for no such text.
 */
function pattern(text: string): RawBuilder<string> {
  return sql<string>`${sql.lit(`(?-is)${text}`)}`;
}

export const clickHouseDialect: SqlDialect = {
  compiler: new ClickHouseCompiler(),
  materialize: (select) => sql`(${select})`,
  floorDivide: (value, step) => floorDivided(value, step),
  containsText: (text, part) => sql<boolean>`(position(lowerUTF8(${text}), lowerUTF8(${part})) > 0)`,
  wholeNumber: (value) => sql<number>`${BigInt(value)}`,

  text: (column, type) => textOf(column, type),
  lower: (text) => sql<string | null>`lower(${text})`,
  trim: (text) => sql<string | null>`trimBoth(${text})`,
  startsWith: (text, part) => sql<boolean>`startsWith(${text}, ${part})`,
  fullMatch: (text, whole) => sql<boolean>`match(${text}, ${pattern(`^(?:${whole})$`)})`,
  firstCapture: (text, part) => sql<string>`ifNull(extract(${text}, ${pattern(part)}), '')`,
  rewritten: (text, whole, template) => sql<string | null>`replaceRegexpOne(${text}, ${pattern(`^(?:${whole})$`)}, ${sql.lit(template)})`,
  once: named,
  concatenated: (parts) => sql<string | null>`concat(${sql.join([...parts, sql`''`])})`,

  wholeOfDigits: (text) => sql<number | null>`toInt64OrNull(${text})`,
  numberOfText,
  long: (value) => sql<number>`toInt64(${value})`,
  // Decimals cannot be compared with numbers that have more digits than they hold, and whole numbers of 128 bits not be multiplied by others.
  withFraction: (value) => sql<number>`toFloat64(${value})`,
  rounded,
  leastBound,
  nearestRanks: (value, percents) =>
    sql`quantilesExact(${sql.join(percents.map((percent) => sql.raw((percent / 100 - LESS).toFixed(LESS_DIGITS))))})(${value})`,

  milliseconds: millisecondsOf,
  clockOfText,
  stamp: stampOf,
  bucket: bucketOf,
};

function textOf(column: RawBuilder<unknown>, type: ColumnType): Text {
  switch (type) {
    case 'text':
      return sql<string | null>`${column}`;
    case 'instant':
      return sql<string | null>`toString(toTimeZone(${column}, 'UTC'))`;
    case 'other':
      // Texts of a fixed length are filled up with zero bytes.
      return sql<string | null>`trim(trailing '\\0' from toString(${column}))`;
    case 'whole':
    case 'number':
    case 'clock':
    case 'boolean':
      return sql<string | null>`toString(${column})`;
  }
}

/** The precise reader is asked for by `precise_float_parsing`. */
function numberOfText(text: Text): RawBuilder<number | null> {
  const number = sql`toFloat64OrNull(toString(${text}))`;
  return sql<number | null>`if(match(${text}, ${sql.lit(NUMBER)}) and isFinite(${number}), ${number}, null)`;
}

/** The server rounds to given bounds downwards alone. */
function leastBound(value: RawBuilder<number>, bounds: readonly number[]): RawBuilder<number> {
  const negative = bounds.map((bound) => -bound).reverse();
  return sql<number>`-roundDown(-toInt64(${value}), [${sql.raw(negative.join(', '))}])`;
}

/** The server's own `round` takes halves to the even neighbor; what is cut off by `trunc` is exact. */
function rounded(value: RawBuilder<number | null>): RawBuilder<number | null> {
  const whole = sql`trunc(${value})`;
  return sql<number | null>`(accurateCastOrNull(${whole}, 'Int64') + if(abs(${value} - ${whole}) >= 0.5, sign(${value}), 0))`;
}
