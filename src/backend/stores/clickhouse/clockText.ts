import { type RawBuilder, sql } from 'kysely';

/** Year, two separators, month, day, then, if there is a time, hour, minute, second and the fraction's digits. */
const CLOCK = String.raw`^(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2}))(?:[T ] *(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d*))?)?)?$`;

/**
 * Milliseconds, as if UTC, of `2026-11-24 10:00:00.123` or `2026/1/2T3:04`. Reckoned with numbers: the server's own
 * readers of dates know the years 1900 to 2299 only, and take the 30th of February for the 2nd of March.
 */
export function clockOfText(text: RawBuilder<string | null>): RawBuilder<number | null> {
  return sql<number | null>`arrayMap(parts -> ${ofParts}, [extractGroups(ifNull(toString(${text}), ''), ${sql.lit(CLOCK)})])[1]`;
}

const number = (part: number) => sql`toInt64OrZero(parts[${sql.lit(part)}])`;
const year = number(1);
const month = sql`(${number(2)} + ${number(4)})`;
const day = sql`(${number(3)} + ${number(5)})`;
const [hour, minute, second] = [number(6), number(7), number(8)];
const thousandths = sql`toInt64OrZero(substring(concat(parts[9], '000'), 1, 3))`;
const isLeapYear = sql`((${year} % 4 = 0 and ${year} % 100 <> 0) or ${year} % 400 = 0)`;
const daysOfMonth = sql`if(${month} = 2, if(${isLeapYear}, 29, 28), if(${month} in (4, 6, 9, 11), 30, 31))`;
/** Months are counted from March, so that the day that leap years have more is a year's last. */
const yearsFromMarch = sql`(${year} - if(${month} <= 2, 1, 0))`;
const monthsFromMarch = sql`modulo(${month} + 9, 12)`;
/** Days since 1970 in the Gregorian calendar. */
const days = sql`(365 * ${yearsFromMarch} + intDiv(${yearsFromMarch}, 4) - intDiv(${yearsFromMarch}, 100) + intDiv(${yearsFromMarch}, 400) + intDiv(153 * ${monthsFromMarch} + 2, 5) + ${day} - 719469)`;
const isDay = sql`${year} >= 1 and ${month} between 1 and 12 and ${day} between 1 and ${daysOfMonth}`;
const isTime = sql`(${hour} <= 23 and ${minute} <= 59 and ${second} <= 59 or ${hour} = 24 and ${minute} = 0 and ${second} = 0 and toInt64OrZero(parts[9]) = 0)`;
const ofParts = sql`if(notEmpty(parts) and ${isDay} and ${isTime}, ${days} * 86400000 + ${hour} * 3600000 + ${minute} * 60000 + ${second} * 1000 + ${thousandths}, null)`;
