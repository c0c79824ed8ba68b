import type { TimeRange } from '../../../stores/question';
import { NICE_STEPS } from '../buckets/chooseBuckets';

const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 86_400_000;
/** How long the parts are, in thirty-sixths of the range, the longest first: what began lately shows the better the less else is in a part. */
const LENGTHS = [6, 3, 2, 1];
const OF_LENGTHS = 36;
/** Shorter parts hold too few calls. */
const MIN_PART_MS = 5 * MINUTE_MS;
/** Buckets of a range, at least: eight of the shortest part. */
const MIN_BUCKETS = 8 * OF_LENGTHS;

/** Stretches of time at the end of a range, of whole buckets each. */
export interface LastParts {
  /** The longest first; they end alike. */
  readonly parts: readonly TimeRange[];
  readonly stepMs: number;
}

/**
 * The last parts of a range: its last sixth, twelfth, eighteenth and thirty-sixth. Ranges longer than a week have none, whose parts would be
 * of other weekdays than the rest, and ranges shorter than half an hour.
 * @param range whose length counts
 * @param settled what is compared of it, at whose end the parts are
 */
export function lastParts(range: TimeRange, settled: TimeRange): LastParts | null {
  const length = range.to - range.from;
  // Of whole minutes, which rollups and what is kept consist of.
  const stepMs = NICE_STEPS.findLast((step) => step <= Math.max(MINUTE_MS, length / MIN_BUCKETS)) ?? MINUTE_MS;
  const to = Math.floor(settled.to / stepMs) * stepMs;
  const parts = LENGTHS.map((count) => ({ from: to - Math.round((count * length) / OF_LENGTHS / stepMs) * stepMs, to })).filter(
    ({ from }) => to - from >= MIN_PART_MS && from > settled.from
  );
  return length > WEEK_MS || parts.length === 0 ? null : { parts, stepMs };
}
