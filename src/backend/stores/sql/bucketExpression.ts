import { type RawBuilder, sql } from 'kysely';
import { localSpans, type OffsetSpan, spanOffset } from '../../../domain/timeZone';
import type { BucketGrid } from '../question';
import type { GroupKey, Shift, SqlDialect } from './dialect';
import { once } from './once';

/** Groups by the number of the grid's bucket that a time (epoch milliseconds) is in. */
export function bucketOfMilliseconds(dialect: SqlDialect, time: RawBuilder<number>, grid: BucketGrid): GroupKey {
  return bucketOfShifts(dialect, time, gridShifts(grid, null), grid.stepMs);
}

/** floor((time + shift) / stepMs) by whole numbers alone; what every engine can do. */
export function bucketOfShifts(dialect: SqlDialect, time: RawBuilder<number>, shifts: readonly Shift[], stepMs: number): GroupKey {
  const spans = shifts.map(({ until, addMs }) => ({ until, offsetMs: addMs }));
  const number = dialect.floorDivide(shifted(dialect, time, spans, 1), stepMs);
  return { groupBy: number, selected: number };
}

/** Time plus (`sign` 1) or minus (-1) the offset of the span it is in. */
export function shifted(dialect: SqlDialect, time: RawBuilder<number>, spans: readonly OffsetSpan[], sign: 1 | -1): RawBuilder<number> {
  const last = spans.at(-1)?.offsetMs ?? 0;
  if (spans.length <= 1) {
    return last === 0 ? time : sql<number>`(${time} + ${sql.lit(sign * last)})`;
  }
  return once(dialect, time, (value) => {
    const cases = spans.slice(0, -1).map(({ until, offsetMs }) => sql`when ${value} < ${sql.lit(until)} then ${sql.lit(sign * offsetMs)}`);
    return sql<number>`(${value} + case ${sql.join(cases, sql` `)} else ${sql.lit(sign * last)} end)`;
  });
}

/**
 * What to add to a stored time so that it stands on the grid's clock. `stored` are the offsets of the zone that clock
 * times were written in, null for instants. Where both zones are the same there is nothing to add.
 */
export function gridShifts(grid: BucketGrid, stored: readonly OffsetSpan[] | null): Shift[] {
  const pieces = stored === null ? [{ until: null, offsetMs: 0 }] : localSpans(stored);
  const shifts: Shift[] = [];
  let from = -Infinity;
  for (const { until, offsetMs } of pieces) {
    const end = until ?? Infinity;
    const ends = grid.offsets.flatMap((span) => (span.until === null ? [] : [span.until + offsetMs])).filter((at) => at > from && at < end);
    for (const at of [...ends, end]) {
      append(shifts, { until: at === Infinity ? null : at, addMs: spanOffset(grid.offsets, startOf(from, at) - offsetMs) - offsetMs });
      from = at;
    }
  }
  return shifts;
}

/** A moment within a piece that may reach back for ever. */
function startOf(from: number, end: number): number {
  return from === -Infinity ? (end === Infinity ? 0 : end - 1) : from;
}

function append(shifts: Shift[], shift: Shift): void {
  const before = shifts.at(-1);
  if (before?.addMs === shift.addMs) {
    shifts.pop();
  }
  shifts.push(shift);
}
