import type { TimeBuckets } from '../../backend/queries/before/buckets/timeBuckets';

/** Calls of one thing by bucket; buckets without any are not in it. */
export type BucketCalls = ReadonlyMap<number, number>;

/** Buckets, from the first to the last, in which something was seen without a quiet time in between. */
export interface Activity {
  readonly first: number;
  readonly last: number;
  readonly calls: number;
  /** Epoch milliseconds of the first bucket's start and the last one's end. */
  readonly from: number;
  readonly to: number;
}

/**
 * Cuts what was seen of something wherever it was not seen for the quiet time.
 * @param until buckets from this one on are not settled and say nothing
 */
export function activities(
  calls: BucketCalls,
  { starts, lengths }: Pick<TimeBuckets, 'starts' | 'lengths'>,
  quietMs: number,
  until: number
): Activity[] {
  const endOf = (bucket: number) => (starts[bucket] ?? NaN) + (lengths[bucket] ?? NaN);
  const found: Activity[] = [];
  for (const bucket of [...calls.keys()].filter((one) => one < until).sort((a, b) => a - b)) {
    const before = found.at(-1);
    const [start, count] = [starts[bucket] ?? NaN, calls.get(bucket) ?? 0];
    if (before !== undefined && start - before.to < quietMs) {
      found[found.length - 1] = { ...before, last: bucket, to: endOf(bucket), calls: before.calls + count };
    } else {
      found.push({ first: bucket, last: bucket, calls: count, from: start, to: endOf(bucket) });
    }
  }
  return found;
}

/** How many buckets, from the first on, are before a moment as a whole. */
export function settledBuckets({ starts, lengths }: Pick<TimeBuckets, 'starts' | 'lengths'>, settledUntil: number): number {
  const open = starts.findIndex((start, bucket) => start + (lengths[bucket] ?? 0) > settledUntil);
  return open < 0 ? starts.length : open;
}
