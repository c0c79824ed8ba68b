import { type RawBuilder, sql } from 'kysely';
import type { GroupKey, Shift } from '../sql/dialect';
import { shiftAmount } from '../sql/shiftAmount';

type TimeType = 'clock' | 'instant';

const FIRST_YEAR_MS = Date.parse('0001-01-01T00:00:00.000Z');
const LAST_YEAR_MS = Date.parse('9999-12-31T23:59:59.999Z');
/** Buckets are counted from before every call: `date_bin` of some versions is off by one bucket before its origin. */
const ORIGIN_MS = Date.parse('1000-01-01T00:00:00.000Z');
const FIRST_WITH_DATE_BIN = 14;

/**
 * Milliseconds of a column, rounded down. `extract` answers slow decimals since version 14, `date_part` a double
 * everywhere: it is less than half a microsecond off until the year 2106, which half a microsecond repairs.
 */
export function millisecondsOf(column: RawBuilder<unknown>): RawBuilder<number | null> {
  return sql<number | null>`case when isfinite(${column}) then cast(floor(date_part('epoch', ${column}) * 1000 + 0.0005) as bigint) end`;
}

/** A literal, so that partitions are chosen while the statement is planned, and the same text may be grouped by and selected. */
export function stampOf(ms: number, type: TimeType): RawBuilder<unknown> {
  const iso = new Date(Math.min(Math.max(Math.floor(ms), FIRST_YEAR_MS), LAST_YEAR_MS)).toISOString();
  switch (type) {
    case 'clock':
      return sql`timestamp ${sql.lit(iso.slice(0, -1))}`;
    case 'instant':
      return sql`timestamptz ${sql.lit(iso)}`;
  }
}

/** What a bucket is grouped by, and how its number is told from that. */
interface Bucket {
  readonly groupBy: RawBuilder<unknown>;
  selectedOf(key: RawBuilder<unknown>): RawBuilder<number | null>;
}

/**
 * Groups by `date_bin` on the column where the server (of that major version) has it, by a division elsewhere.
 * @param keysFirst whether the planner knows no better number of groups than the number of different times
 */
export function bucketOf(
  column: RawBuilder<unknown>,
  type: TimeType,
  shifts: readonly Shift[],
  stepMs: number,
  version: number,
  keysFirst: boolean
): GroupKey {
  const { groupBy, selectedOf } =
    version >= FIRST_WITH_DATE_BIN ? binned(column, type, shifts, stepMs) : divided(column, type, shifts, stepMs);
  return { groupBy, selected: selectedOf(groupBy), ...(keysFirst ? { selectedOf } : {}) };
}

function binned(column: RawBuilder<unknown>, type: TimeType, shifts: readonly Shift[], stepMs: number): Bucket {
  const [only] = shifts;
  const stride = sql`make_interval(secs => ${sql.lit(stepMs / 1000)})`;
  // With one shift the bins' origin is moved instead of every time.
  const moved = shifts.length === 1 && only !== undefined ? only.addMs : 0;
  const isBefore = (until: number) => sql`${column} < ${stampOf(until, type)}`;
  const time =
    shifts.length <= 1
      ? column
      : sql`(${column} + ${shiftAmount(shifts, isBefore, (ms) => sql`make_interval(secs => ${sql.lit(ms / 1000)})`)})`;
  const origin = Math.floor(ORIGIN_MS / stepMs) * stepMs - moved;
  const bin = sql`date_bin(${stride}, ${time}, ${stampOf(origin, type)})`;
  const number = (key: RawBuilder<unknown>) => sql`round((date_part('epoch', ${key}) * 1000 + ${sql.lit(moved)}) / ${sql.lit(stepMs)})`;
  return { groupBy: bin, selectedOf: (key) => sql<number | null>`case when isfinite(${key}) then cast(${number(key)} as bigint) end` };
}

function divided(column: RawBuilder<unknown>, type: TimeType, shifts: readonly Shift[], stepMs: number): Bucket {
  const isBefore = (until: number) => sql`${column} < ${stampOf(until, type)}`;
  const shift = shifts.length === 0 ? sql.lit(0) : shiftAmount(shifts, isBefore, (ms) => sql.lit(ms));
  const number = sql`floor((floor(date_part('epoch', ${column}) * 1000 + 0.0005) + ${shift}) / ${sql.lit(stepMs)})`;
  return { groupBy: number, selectedOf: (key) => sql<number | null>`case when abs(${key}) < 9e15 then cast(${key} as bigint) end` };
}
