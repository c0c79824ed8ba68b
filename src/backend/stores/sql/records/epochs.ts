import { type RawBuilder, sql } from 'kysely';
import type { TimeRange } from '../../question';

/** How numbers tell times. */

/** Seconds from the year 0, which Erlang counts from, to 1970. */
export const GREGORIAN_S = 62_167_219_200;

/**
 * Epoch seconds have 9 or 10 digits, milliseconds 12 or 13, microseconds 15 or 16, nanoseconds 18 or 19, Gregorian seconds 11: from
 * 1973 on nothing is ambiguous.
 */
export const EPOCHS = [
  { first: 1e8, end: 1e10, pattern: String.raw`\d{9,10}(\.\d+)?`, unit: 'seconds' },
  { first: GREGORIAN_S + 86_400, end: 1e11, pattern: String.raw`\d{11}(\.\d+)?`, unit: 'Gregorian seconds' },
  { first: 1e11, end: 1e13, pattern: String.raw`\d{12,13}(\.\d+)?`, unit: 'milliseconds' },
  { first: 1e14, end: 1e16, pattern: String.raw`\d{15,16}`, unit: 'microseconds' },
  { first: 1e17, end: 9.2e18, pattern: String.raw`\d{18,19}`, unit: 'nanoseconds' },
] as const;
export type EpochUnit = (typeof EPOCHS)[number]['unit'];

/**
 * Whether a number may tell a time within a range: false for most of those that tell another one, and never for those that tell none, since
 * another column may tell that row's. Compares the number alone, which an index can serve and costs less than to work out its time.
 */
export function mayTellTimeWithin(value: RawBuilder<number>, { from, to }: TimeRange): RawBuilder<boolean> {
  const [seconds, ...larger] = EPOCHS;
  const tells = (unit: EpochUnit) =>
    sql`(${value} >= ${sql.lit(Math.floor(inUnit(from - 1, unit)))} and ${value} <= ${sql.lit(Math.ceil(inUnit(to + 1, unit)))})`;
  // What is between the numbers of two units, or above all, tells nothing.
  const tellsNothing = EPOCHS.map(({ end }, index) => {
    const next = larger[index]?.first;
    return next === undefined ? sql`${value} >= ${sql.lit(end)}` : sql`(${value} >= ${sql.lit(end)} and ${value} < ${sql.lit(next)})`;
  });
  const mayBeLarger = sql.join([...larger.map(({ unit }) => tells(unit)), ...tellsNothing], sql` or `);
  // NaN compares with numbers in no two engines alike.
  const isSmaller = sql`(${value} is null or not (${value} >= ${sql.lit(seconds.first)}))`;
  return sql<boolean>`(${tells(seconds.unit)} or ${isSmaller} or (${value} >= ${sql.lit(seconds.end)} and (${mayBeLarger})))`;
}

/** Epoch milliseconds as a number of a unit. */
function inUnit(ms: number, unit: EpochUnit): number {
  switch (unit) {
    case 'seconds':
      return ms / 1_000;
    case 'Gregorian seconds':
      return ms / 1_000 + GREGORIAN_S;
    case 'milliseconds':
      return ms;
    case 'microseconds':
      return ms * 1_000;
    case 'nanoseconds':
      return ms * 1_000_000;
  }
}
