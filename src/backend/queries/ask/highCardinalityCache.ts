import { LRUCache } from 'lru-cache';

/** Entries of an answer that are worked with here; of more, the store ranks the values, or works out the numbers. */
export const MAX_ENTRIES = 200_000;
/** How long it is remembered that some dimensions have many values, milliseconds. */
const REMEMBERED_MS = 600_000;
/** Splits that are remembered. */
const MAX_REMEMBERED = 1_000;

/**
 * Which splits were found to have too many values to be counted one by one, so that it is not tried again at every refresh.
 * It is about speed alone: answers are the same either way.
 */
export class HighCardinalityCache {
  /** The fewest buckets that a split was found to be too much for. */
  private readonly fewest: LRUCache<string, number>;

  /** @param now the clock, milliseconds */
  constructor(now: () => number) {
    this.fewest = new LRUCache({ max: MAX_REMEMBERED, ttl: REMEMBERED_MS, ttlResolution: 0, perf: { now } });
  }

  /** @param buckets of the question; a split may be too much for many of them and not for few */
  has(split: string, buckets: number): boolean {
    return buckets >= (this.fewest.get(split) ?? Infinity);
  }

  add(split: string, buckets: number): void {
    this.fewest.set(split, Math.min(this.fewest.get(split) ?? buckets, buckets));
  }
}
