import { type RawBuilder, sql } from 'kysely';
import type { GroupKey, Shift } from '../sql/dialect';

type TimeType = 'clock' | 'instant';

const DAY_MS = 86_400_000;
const FIRST_YEAR_MS = Date.parse('0001-01-01T00:00:00.000Z');
const LAST_YEAR_MS = Date.parse('9999-12-31T23:59:59.999Z');
/** Before every time that the types hold, in microseconds; see `bucketOf`. */
const EARLIEST_US = 4e15;

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

/** A constant that the server compares with all of its time types exactly, and looks up in order keys and partitions. */
export function stampOf(ms: number): RawBuilder<unknown> {
  const whole = Math.min(Math.max(Math.floor(ms), FIRST_YEAR_MS), LAST_YEAR_MS);
  return sql`fromUnixTimestamp64Milli(toInt64(${sql.lit(whole)}), 'UTC')`;
}

/** Grouped by the number of the bucket: two or three operations on 64 bits, which the server does for many rows at once. */
export function bucketOf(column: RawBuilder<unknown>, type: TimeType, shifts: readonly Shift[], stepMs: number): GroupKey {
  const bucket = type === 'clock' ? floorDivided(shifted(millisecondsOf(column, type), column, shifts, 1), stepMs) : bucketOfInstant(column, shifts, stepMs);
  return { groupBy: bucket, selected: bucket };
}

/** Every time is moved behind zero by whole buckets, so that cutting is rounding down, and the bucket's number is moved back. */
function bucketOfInstant(column: RawBuilder<unknown>, shifts: readonly Shift[], stepMs: number): RawBuilder<number> {
  const stepUs = stepMs * 1000;
  const before = Math.ceil(EARLIEST_US / stepUs);
  const moved = shifts.map(({ until, addMs }): Shift => ({ until, addMs: addMs + before * stepMs }));
  const all: readonly Shift[] = moved.length === 0 ? [{ until: null, addMs: before * stepMs }] : moved;
  return sql<number>`(intDiv(${shifted(microseconds(column), column, all, 1000)}, ${sql.lit(stepUs)}) - ${sql.lit(before)})`;
}

function shifted(time: RawBuilder<unknown>, column: RawBuilder<unknown>, shifts: readonly Shift[], unitsPerMs: number): RawBuilder<unknown> {
  const last = sql.lit((shifts.at(-1)?.addMs ?? 0) * unitsPerMs);
  const cases = shifts.flatMap(({ until, addMs }) => (until === null ? [] : [sql`${column} < ${stampOf(until)}, toInt64(${sql.lit(addMs * unitsPerMs)})`]));
  return cases.length === 0 ? sql`(${time} + ${last})` : sql`(${time} + multiIf(${sql.join(cases)}, toInt64(${last})))`;
}

function microseconds(column: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`toUnixTimestamp64Micro(toDateTime64(${column}, 6))`;
}
