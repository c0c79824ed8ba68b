import type { BucketGrid, TimeRange } from '../../../stores/question';

/** How a trend's time is cut: whole buckets side by side, none left out. */
export interface TimeBuckets {
  /** As a query would write it: `5m`, `day`. */
  readonly name: string;
  /** What the store is asked: the range of all buckets, and how it counts them (calendar weeks and months as days). */
  readonly range: TimeRange;
  readonly grid: BucketGrid;
  /** When each bucket begins, epoch milliseconds, ascending. */
  readonly starts: Float64Array;
  /** How long each is, milliseconds; a calendar day may have 23 or 25 hours. */
  readonly lengths: Float64Array;
  /** Which bucket a bucket of the grid belongs to; -1 if to none. */
  positionOf(gridBucket: number): number;
}
