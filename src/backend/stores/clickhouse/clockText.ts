import { type RawBuilder, sql } from 'kysely';

/**
 * Year, month and day between hyphens or between slashes, then, if there is a time, hour, minute, second and the first
 * three digits of the fraction, which was filled up with zeros.
 */
const CLOCK = String.raw`^(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2}))(?:[T ] *(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{3})\d*)?)?)?$`;
const FRACTION = String.raw`\.(\d*)$`;

/**
 * Milliseconds, as if UTC, of `2026-11-24 10:00:00.123` or `2026/1/2T3:04`. The server's own readers of dates know the
 * years 1900 to 2299 only, and take the 30th of February for the 2nd of March: the year is moved there, which is easy
 * since the calendar repeats itself every 400 years of 146,097 days, and a day that comes out as another one is none.
 */
export function clockOfText(text: RawBuilder<string | null>): RawBuilder<number | null> {
  const filled = sql`replaceRegexpOne(ifNull(toString(${text}), ''), ${sql.lit(FRACTION)}, '.\\\\1000')`;
  const numbers = sql`arrayMap(x -> toInt64OrZero(x), extractGroups(${filled}, ${sql.lit(CLOCK)}))`;
  return sql<
    number | null
  >`arrayMap(a -> arrayMap(d -> ${ofParts}, [makeDate32(1900 + (a[1] + 100) % 400, a[2] + a[4], a[3] + a[5])])[1], [${numbers}])[1]`;
}

const isDay = sql`a[1] > 0 and toYYYYMMDD(d) % 10000 = 100 * (a[2] + a[4]) + a[3] + a[5]`;
const isTime = sql`a[7] < 60 and a[8] < 60 and (a[6] < 24 or a[6] = 24 and a[7] + a[8] + a[9] = 0)`;
const days = sql`(toInt32(d) + (intDiv(a[1] + 100, 400) - 5) * 146097)`;
/** `a` are the numbers that are in the text, `d` is their day. */
const ofParts = sql`if(${isDay} and ${isTime}, ${days} * 86400000 + a[6] * 3600000 + a[7] * 60000 + a[8] * 1000 + a[9], null)`;
