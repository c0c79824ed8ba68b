import { type RawBuilder, sql } from 'kysely';

const YEAR = String.raw`\d{4}`;
const LEAP_YEAR = '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)';
const TIME = String.raw`(?:(?:[01]?\d|2[0-3]):[0-5]?\d(?::[0-5]?\d(?:\.\d*)?)?|24:0?0(?::0?0(?:\.0*)?)?)`;

/** Every date that the calendar has, so that what fits can be cast without a failure (year 0 is looked at apart). */
function datePattern(separator: '-' | '/'): string {
  const date = (year: string, month: string, day: string) => [year, month, day].join(separator);
  return [
    date(YEAR, '(?:0?[13578]|1[02])', String.raw`(?:0?[1-9]|[12]\d|3[01])`),
    date(YEAR, '(?:0?[469]|11)', String.raw`(?:0?[1-9]|[12]\d|30)`),
    date(YEAR, '0?2', String.raw`(?:0?[1-9]|1\d|2[0-8])`),
    date(LEAP_YEAR, '0?2', '29'),
  ].join('|');
}

const CLOCK = `^(?:${datePattern('-')}|${datePattern('/')})(?:[T ] *${TIME})?$`;

/**
 * Milliseconds, as if UTC, of `2026-11-24 10:00:00.123` or `2026/1/2T3:04`. The fraction is read separately: the server
 * would round its seventh digit up to the next second.
 */
export function clockOfText(text: RawBuilder<string | null>): RawBuilder<number | null> {
  const whole = sql`cast(translate(split_part(${text}, '.', 1), '/T', '- ') as timestamp)`;
  const thousandths = sql`cast(rpad(left(split_part(${text}, '.', 2), 3), 3, '0') as integer)`;
  return sql<
    number | null
  >`case when ${text} collate "C" ~ ${sql.lit(CLOCK)} and left(${text}, 4) <> '0000' then cast(date_part('epoch', ${whole}) * 1000 as bigint) + ${thousandths} end`;
}
