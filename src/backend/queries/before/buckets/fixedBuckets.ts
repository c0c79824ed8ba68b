import { formatStep } from '../../../../domain/buckets';
import type { TimeRange } from '../../../stores/question';
import type { TimeBuckets } from './timeBuckets';

/** How many buckets of a step, aligned to the epoch, a range touches; at least one. */
export function countFixedBuckets(range: TimeRange, stepMs: number): number {
  const first = Math.floor(range.from / stepMs);
  return Math.max(1, Math.ceil(range.to / stepMs) - first);
}

/** Buckets of even length, aligned to the epoch. */
export function fixedBuckets(range: TimeRange, stepMs: number): TimeBuckets {
  const first = Math.floor(range.from / stepMs);
  const count = countFixedBuckets(range, stepMs);
  const starts = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    starts[index] = (first + index) * stepMs;
  }
  return {
    name: formatStep(stepMs),
    range: { from: first * stepMs, to: (first + count) * stepMs },
    grid: { stepMs, offsets: [{ until: null, offsetMs: 0 }] },
    starts,
    lengths: new Float64Array(count).fill(stepMs),
    positionOf: (gridBucket) => (gridBucket >= first && gridBucket < first + count ? gridBucket - first : -1),
  };
}
