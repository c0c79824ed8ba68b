import { type RawBuilder, sql } from 'kysely';
import { MS_PER_SECOND, secondsOf } from './times';

const DATE = '(?!0000)[0-9]{4}([-/])(?:0?[1-9]|1[0-2])\\1(?:0?[1-9]|[12][0-9]|3[01])';
const MINUTE = '[0-5]?[0-9]';
const CLOCK = `^${DATE}(?:[T ] *(?:[01]?[0-9]|2[0-3]):${MINUTE}(?::${MINUTE}(?:[.][0-9]*)?)?)?\\z`;
/** The end of a day, written as the hour 24. */
const MIDNIGHT = `^${DATE}[T ] *24:0?0(?::0?0(?:[.]0*)?)?\\z`;
const SECONDS_OF_DAY = 86_400;

/**
 * Milliseconds, as if UTC, of `2026-11-24 10:00:00.123` or `2026/1/2T3:04`. The pattern lets through what the server's
 * cast would make something of that is not written there; the cast knows the calendar. The fraction is read separately:
 * the server would round its seventh digit.
 */
export function clockOfText(text: RawBuilder<string | null>): RawBuilder<number | null> {
  const normal = sql`replace(replace(${text}, '/', '-'), 'T', ' ')`;
  const thousandths = sql`case when ${text} like '%.%' then cast(rpad(left(substring_index(${text}, '.', -1), 3), 3, '0') as signed) else 0 end`;
  const clock = secondsOf(sql`cast(substring_index(${normal}, '.', 1) as datetime)`);
  const day = secondsOf(sql`cast(substring_index(${normal}, ' ', 1) as date)`);
  const thousand = sql.lit(MS_PER_SECOND);
  return sql<
    number | null
  >`case when ${text} regexp ${sql.lit(CLOCK)} then ${clock} * ${thousand} + ${thousandths} when ${text} regexp ${sql.lit(MIDNIGHT)} then (${day} + ${sql.lit(SECONDS_OF_DAY)}) * ${thousand} end`;
}
