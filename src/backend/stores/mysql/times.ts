import { type RawBuilder, sql } from 'kysely';
import type { GroupKey, Shift } from '../sql/dialect';
import { shiftAmount } from '../sql/shiftAmount';

type TimeType = 'clock' | 'instant';

export const MS_PER_SECOND = 1000;
/** `to_seconds('1970-01-01')`: seconds since the year 0. */
const EPOCH_S = 62_167_219_200;
/** A timestamp before the first second is a zero date. */
const FIRST_MS = { clock: Date.parse('0001-01-01T00:00:00.000Z'), instant: MS_PER_SECOND };
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/** Seconds since 1970 of a time by its own clock, which for a timestamp is the session's, UTC. Null for zero dates. */
export function secondsOf(time: RawBuilder<unknown>): RawBuilder<number | null> {
  return sql<number | null>`(to_seconds(${time}) - ${sql.lit(EPOCH_S)})`;
}

/** Milliseconds of a column, rounded down; null for dates with a part that is zero. Both types look alike in a session whose zone is UTC. */
export function millisecondsOf(column: RawBuilder<unknown>): RawBuilder<number | null> {
  return sql<number | null>`(${secondsOf(column)} * ${sql.lit(MS_PER_SECOND)} + microsecond(${column}) div 1000)`;
}

/** A literal, by which partitions are chosen while the statement is planned. It is compared with a timestamp in the session's zone, UTC. */
export function stampOf(ms: number, type: TimeType): RawBuilder<unknown> {
  const iso = new Date(Math.min(Math.max(Math.floor(ms), FIRST_MS[type]), LAST_MS)).toISOString();
  return sql`timestamp ${sql.lit(iso.slice(0, -1).replace('T', ' '))}`;
}

/**
 * The number of a time's bucket by whole numbers alone: seconds, where steps and shifts are whole seconds. `div` cuts
 * towards zero, so that buckets are counted from the year 0 on and the count is set right afterwards.
 */
export function bucketOf(column: RawBuilder<unknown>, type: TimeType, shifts: readonly Shift[], stepMs: number): GroupKey {
  const inSeconds = [stepMs, ...shifts.map(({ addMs }) => addMs)].every((ms) => ms % MS_PER_SECOND === 0);
  const unit = inSeconds ? MS_PER_SECOND : 1;
  const step = stepMs / unit;
  const sinceYear0 = inSeconds ? sql`to_seconds(${column})` : sql`(to_seconds(${column}) * 1000 + microsecond(${column}) div 1000)`;
  const epoch = (EPOCH_S * MS_PER_SECOND) / unit;
  // A whole number of buckets, and enough of them that no shift makes a time negative.
  const before = Math.ceil(epoch / step) + Math.ceil(Math.max(0, ...shifts.map(({ addMs }) => Math.abs(addMs))) / stepMs);
  const isBefore = (until: number) => sql`${column} < ${stampOf(until, type)}`;
  const add = shiftAmount(shifts, isBefore, (ms) => sql.lit(before * step - epoch + ms / unit));
  const number = sql<number>`((${sinceYear0} + ${add}) div ${sql.lit(step)} - ${sql.lit(before)})`;
  return { groupBy: number, selected: number };
}
