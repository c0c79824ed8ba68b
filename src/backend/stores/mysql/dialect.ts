import { MysqlQueryCompiler, type RawBuilder, sql } from 'kysely';
import type { ColumnType } from '../sql/columns';
import type { SqlDialect } from '../sql/dialect';
import { clockOfText } from './clockText';
import type { Flavour } from './flavour';
import { capturingPattern, wholePattern } from './patterns';
import { bucketOf, millisecondsOf, stampOf } from './times';

type Text = RawBuilder<string | null>;

const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?`;
/** What the server makes of numbers that are too large for a double. */
const LARGEST_DOUBLE = sql.raw('1.7976931348623157e308');
/** Half of what 64 bits hold. */
const LARGEST_ROUNDED = sql.raw('4.6e18');
/** As many rows as there can be, which is how the manual asks for all. */
const MAX_ROWS = sql.raw('18446744073709551615');
/** Whole numbers of a double are exact below, and those of a time in milliseconds far below. */
const LARGEST_EXACT = 2 ** 53;

/** The dialect of a server, which is known for certain once it has been connected to. */
export function mysqlDialect(flavour: () => Flavour): SqlDialect {
  // Nothing at all has no character set that could have this collation, before it is converted.
  const bytewise = <T extends string | null>(text: RawBuilder<T>) =>
    sql<T>`(convert(${text} using utf8mb4) collate ${sql.raw(flavour().collation)})`;
  const isFitting = (text: Text, pattern: string) => sql<boolean>`${bytewise(text)} regexp ${sql.lit(wholePattern(pattern))}`;
  return {
    compiler: new MysqlQueryCompiler(),
    // The limit limits nothing, but keeps the server from putting the subquery's expressions wherever they are named.
    materialize: (select, isSorted = false) => (isSorted ? sql`(${select} limit ${MAX_ROWS})` : sql`(${select})`),
    // MariaDB takes a limit of groups for one of rows, and looks them up one by one in the time's index instead of reading the table.
    wrapForLimit: (groups) => sql`select * from (${groups}) as ${sql.id('grouped')}`,
    comparesOneByOne: true,
    wrapForIn: (union) => sql`select * from (${union}) as ${sql.id('listed')}`,
    floorDivide,
    containsText: (text, part) => sql<boolean>`locate(lower(${bytewise(sql<string>`${part}`)}), lower(${bytewise(text)})) > 0`,
    wholeNumber: (value) => sql<number>`cast(${String(value)} as signed)`,

    text: (column, type) => bytewise(textOf(column, type)),
    lower: (text) => sql<string | null>`lower(${bytewise(text)})`,
    trim: (text) => sql<string | null>`trim(both ' ' from ${text})`,
    startsWith: (text, part) => sql<boolean>`left(${bytewise(text)}, ${sql.lit([...part].length)}) = ${part}`,
    fullMatch: isFitting,
    isDigits: (text) =>
      sql<boolean>`(length(${text}) between 1 and 9 and ${bytewise(sql<string>`cast(cast(${text} as unsigned) as char)`)} = ${text})`,
    firstCapture: (text, pattern) =>
      sql<string>`coalesce(regexp_replace(${bytewise(text)}, ${sql.lit(capturingPattern(pattern))}, ${sql.lit(flavour().group(1))}), '')`,
    rewritten: (text, pattern, template) =>
      sql<
        string | null
      >`regexp_replace(${bytewise(text)}, ${sql.lit(wholePattern(pattern))}, ${sql.lit(template.replace(/\\(\d)/g, (_, group: string) => flavour().group(Number(group))))})`,
    concatenated: (parts) => sql<string | null>`concat(${sql.join(parts)})`,

    wholeOfDigits: (text) => sql<number | null>`cast(nullif(${text}, '') as signed)`,
    numberOfText: (text) =>
      sql<
        number | null
      >`case when ${isFitting(text, NUMBER)} then nullif(nullif(${text} + 0e0, ${LARGEST_DOUBLE}), -${LARGEST_DOUBLE}) end`,
    long: (value) => sql<number>`cast(${value} as signed)`,
    withFraction: (value) => sql<number>`(${value} * 1e0)`,
    rounded,

    milliseconds: millisecondsOf,
    clockOfText: (text) => clockOfText(bytewise(text)),
    stamp: stampOf,
    bucket: bucketOf,
  };
}

/** Text of other character sets is turned into UTF-8 before anything is compared, by `bytewise`. */
function textOf(column: RawBuilder<unknown>, type: ColumnType): Text {
  switch (type) {
    case 'text':
      return sql<string | null>`${column}`;
    case 'whole':
      // Bits are not a number before something is added.
      return sql<string | null>`cast(${column} + 0 as char)`;
    case 'number':
    case 'clock':
    case 'instant':
      return sql<string | null>`cast(${column} as char)`;
    case 'boolean':
      return sql<string | null>`case ${column} + 0 when 0 then 'false' when 1 then 'true' else cast(${column} + 0 as char) end`;
    case 'other': {
      // Bytes are text if they are UTF-8, and are shown in hexadecimal otherwise.
      const text = sql`convert(${column} using utf8mb4)`;
      return sql<
        string | null
      >`case when cast(${text} as binary) = cast(${column} as binary) then ${text} else concat('0x', hex(${column})) end`;
    }
  }
}

/** `div` cuts towards zero, so that a multiple of the step is added before and taken off after; as decimals, which cannot overflow. */
function floorDivide(value: RawBuilder<number>, step: number): RawBuilder<number> {
  const before = Math.ceil(LARGEST_EXACT / step);
  return sql<number>`((${value} + ${sql.raw(`${BigInt(before) * BigInt(step)}.0`)}) div ${sql.lit(step)} - ${sql.lit(before)})`;
}

/**
 * The server's own `round` takes halves of doubles to the even neighbor, that of decimals away from zero; twice the
 * value without its fraction is exact in both.
 */
function rounded(value: RawBuilder<number | null>): RawBuilder<number | null> {
  const within = sql`nullif(nullif(least(greatest(${value}, -${LARGEST_ROUNDED}), ${LARGEST_ROUNDED}), -${LARGEST_ROUNDED}), ${LARGEST_ROUNDED})`;
  return sql<number | null>`cast(round(cast(truncate(${within} * 2, 0) as signed) / 2) as signed)`;
}
