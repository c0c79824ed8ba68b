import { type RawBuilder, sql } from 'kysely';
import type { TimeRange } from '../question';
import type { GroupKey, Shift } from '../sql/dialect';

type TimeType = 'clock' | 'instant';

const DAY_MS = 86_400_000;
const FIRST_YEAR_MS = Date.parse('0001-01-01T00:00:00.000Z');
const LAST_YEAR_MS = Date.parse('9999-12-31T23:59:59.999Z');
/** What Date32 holds. */
const FIRST_DAY = Date.UTC(1900, 0, 1) / DAY_MS;
const LAST_DAY = Date.UTC(2299, 11, 31) / DAY_MS;
/** Before every time that the types hold, in microseconds; see `bucketOf`. */
const EARLIEST_US = 4e15;

/** From 1900 to 2299 there are fewer than 2 to the power of 31 buckets of this length. */
const SHORTEST_OF_32_BITS_MS = 6_000;
/** Where the seconds of every time fit into 32 bits without a sign, which is what the server reads of a time at once. */
const IN_SECONDS: TimeRange = { from: 0, to: Date.UTC(2106, 0, 1) };

/** floor(value / step): the server's own division cuts towards zero. */
export function floorDivided(value: RawBuilder<unknown>, step: number): RawBuilder<number> {
  const by = sql.lit(step);
  return sql<number>`(intDiv(${value}, ${by}) - if(${value} < 0 and modulo(${value}, ${by}) <> 0, 1, 0))`;
}

/**
 * Milliseconds of `Date` and `Date32` (clock: their midnight) and `DateTime` and `DateTime64` (instant). What is finer
 * than a microsecond is cut: nanoseconds in 64 bits would not reach beyond 2262.
 */
export function millisecondsOf(column: RawBuilder<unknown>, type: TimeType): RawBuilder<number | null> {
  switch (type) {
    case 'clock':
      return sql<number | null>`(toInt64(toInt32(${column})) * ${sql.lit(DAY_MS)})`;
    case 'instant':
      return floorDivided(microseconds(column), 1000);
  }
}

/**
 * A constant of a type whose comparison (`<` or `>=`) with the column is exact and is looked up in order keys and
 * partitions. Of days, the first that does not begin before the time.
 */
export function stampOf(ms: number, type: TimeType): RawBuilder<unknown> {
  switch (type) {
    case 'clock':
      return sql`toDate32(toInt32(${sql.lit(within(Math.ceil(ms / DAY_MS), FIRST_DAY, LAST_DAY))}))`;
    case 'instant':
      return sql`fromUnixTimestamp64Milli(toInt64(${sql.lit(within(Math.floor(ms), FIRST_YEAR_MS, LAST_YEAR_MS))}), 'UTC')`;
  }
}

function within(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}

/**
 * Grouped by the number of the bucket: two or three operations on 64 bits, which the server does for many rows at once, and
 * on 32 where the range's times and the buckets' length are such. In 32 bits, where every number fits, it shares a key of 64 with the code.
 */
export function bucketOf(
  column: RawBuilder<unknown>,
  type: TimeType,
  shifts: readonly Shift[],
  stepMs: number,
  range: TimeRange | null
): GroupKey {
  const number =
    type === 'clock'
      ? floorDivided(shifted(millisecondsOf(column, type), column, type, shifts, 1), stepMs)
      : bucketOfInstant(column, shifts, stepMs, range);
  const bucket = stepMs >= SHORTEST_OF_32_BITS_MS ? sql<number>`toInt32(${number})` : number;
  return { groupBy: bucket, selected: bucket };
}

function bucketOfInstant(
  column: RawBuilder<unknown>,
  shifts: readonly Shift[],
  stepMs: number,
  range: TimeRange | null
): RawBuilder<number> {
  const addMs = shifts[0]?.addMs ?? 0;
  const inSeconds = shifts.length <= 1 && stepMs % 1000 === 0 && addMs % 1000 === 0;
  const isNear = range !== null && range.from >= IN_SECONDS.from && range.to <= IN_SECONDS.to;
  return inSeconds && isNear ? bucketOfSeconds(column, addMs / 1000, stepMs / 1000) : bucketOfMicroseconds(column, shifts, stepMs);
}

/** What is more than whole buckets is added before the division, the whole buckets after it. */
function bucketOfSeconds(column: RawBuilder<unknown>, add: number, step: number): RawBuilder<number> {
  const buckets = Math.floor(add / step);
  const rest = add - buckets * step;
  const seconds = sql`toUnixTimestamp(${column})`;
  return sql<number>`(intDiv(${rest === 0 ? seconds : sql`${seconds} + ${sql.lit(rest)}`}, ${sql.lit(step)}) + ${sql.lit(buckets)})`;
}

/** Every time is moved behind zero by whole buckets, so that cutting is rounding down, and the bucket's number is moved back. */
function bucketOfMicroseconds(column: RawBuilder<unknown>, shifts: readonly Shift[], stepMs: number): RawBuilder<number> {
  const stepUs = stepMs * 1000;
  const before = Math.ceil(EARLIEST_US / stepUs);
  const moved = shifts.map(({ until, addMs }): Shift => ({ until, addMs: addMs + before * stepMs }));
  const all: readonly Shift[] = moved.length === 0 ? [{ until: null, addMs: before * stepMs }] : moved;
  return sql<number>`(intDiv(${shifted(microseconds(column), column, 'instant', all, 1000)}, ${sql.lit(stepUs)}) - ${sql.lit(before)})`;
}

function shifted(
  time: RawBuilder<unknown>,
  column: RawBuilder<unknown>,
  type: TimeType,
  shifts: readonly Shift[],
  unitsPerMs: number
): RawBuilder<unknown> {
  const last = sql.lit((shifts.at(-1)?.addMs ?? 0) * unitsPerMs);
  const cases = shifts.flatMap(({ until, addMs }) =>
    until === null ? [] : [sql`${column} < ${stampOf(until, type)}, toInt64(${sql.lit(addMs * unitsPerMs)})`]
  );
  return cases.length === 0 ? sql`(${time} + ${last})` : sql`(${time} + multiIf(${sql.join(cases)}, toInt64(${last})))`;
}

function microseconds(column: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`toUnixTimestamp64Micro(toDateTime64(${column}, 6))`;
}
