import type { OffsetSpan } from '../../../../domain/timeZone';
import type { BucketGrid, TimeRange } from '../../question';

/** From when to when a rollup has certainly counted all calls; both are multiples of its bucket, milliseconds. */
export interface RollupCoverage {
  readonly bucketMs: number;
  readonly from: number;
  readonly to: number;
}

/** Ranges that together are the range asked, every moment of it in one of them. */
export interface RangePlan {
  readonly rollup: readonly TimeRange[];
  readonly records: readonly TimeRange[];
}

/** Beyond these many statements the records alone are the better answer. */
const MAX_PARTS = 8;

/**
 * What a rollup can tell, when it was last looked at.
 * @param extent its first and its last bucket, epoch milliseconds
 * @param settlesAfterMs how long after a moment its calls are final
 */
export function coverageOf(
  extent: { readonly first: number; readonly last: number },
  bucketMs: number,
  settlesAfterMs: number,
  now: number
): RollupCoverage | null {
  // What keeps the rollup may have been set up in the middle of its first bucket.
  const from = extent.first + bucketMs;
  // The last bucket began before the rollup was last refreshed, and what was settled then is in it.
  const to = floorTo(Math.min(extent.last, now) - settlesAfterMs, bucketMs);
  return from < to ? { bucketMs, from, to } : null;
}

/**
 * Which part of a range a rollup answers: its whole buckets, as far as each is within one bucket of the grid. The rest
 * is asked of the records. Null if the rollup can answer nothing of it, or too many pieces would be needed.
 */
export function planRange(range: TimeRange, grid: BucketGrid | null, { bucketMs, from, to }: RollupCoverage): RangePlan | null {
  const covered = { from: Math.max(range.from, from), to: Math.min(range.to, to) };
  const rollup: TimeRange[] = [];
  for (const stretch of fittingStretches(grid, bucketMs)) {
    const whole = { from: ceilTo(Math.max(covered.from, stretch.from), bucketMs), to: floorTo(Math.min(covered.to, stretch.to), bucketMs) };
    if (whole.from < whole.to) {
      append(rollup, whole);
    }
  }
  const records = gaps(range, rollup);
  return rollup.length === 0 || rollup.length + records.length > MAX_PARTS ? null : { rollup, records };
}

/** Stretches of time in which every boundary of the grid's buckets is one of the rollup's. */
function fittingStretches(grid: BucketGrid | null, bucketMs: number): TimeRange[] {
  if (grid === null) {
    return [{ from: -Infinity, to: Infinity }];
  }
  return grid.stepMs % bucketMs === 0 ? stretchesOf(grid.offsets).filter(({ offsetMs }) => offsetMs % bucketMs === 0) : [];
}

function stretchesOf(offsets: readonly OffsetSpan[]): (TimeRange & { readonly offsetMs: number })[] {
  return offsets.map(({ until, offsetMs }, index) => ({ from: offsets[index - 1]?.until ?? -Infinity, to: until ?? Infinity, offsetMs }));
}

/** Ranges that touch are one. */
function append(ranges: TimeRange[], next: TimeRange): void {
  const before = ranges.at(-1);
  if (before?.to === next.from) {
    ranges[ranges.length - 1] = { from: before.from, to: next.to };
  } else {
    ranges.push(next);
  }
}

function gaps(range: TimeRange, taken: readonly TimeRange[]): TimeRange[] {
  const left: TimeRange[] = [];
  let { from } = range;
  for (const { from: start, to: end } of [...taken, { from: range.to, to: range.to }]) {
    if (from < start) {
      left.push({ from, to: start });
    }
    from = end;
  }
  return left;
}

function floorTo(ms: number, step: number): number {
  return Math.floor(ms / step) * step;
}

function ceilTo(ms: number, step: number): number {
  return Math.ceil(ms / step) * step;
}
