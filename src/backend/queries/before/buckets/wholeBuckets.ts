import { CallResultError } from '../../../../domain/errors';
import type { TimeRange } from '../../../stores/question';
import type { TimeBuckets } from './timeBuckets';

/**
 * The buckets that are in a range as a whole: an alert rule must not judge one of which a part is missing.
 * @throws CallResultError `query` if there is none
 */
export function wholeBuckets(buckets: TimeBuckets, range: TimeRange): TimeBuckets {
  const { starts, lengths, positionOf } = buckets;
  const ends = starts.map((start, index) => start + (lengths[index] ?? 0));
  const first = starts.findIndex((start) => start >= range.from);
  const last = ends.findLastIndex((end) => end <= range.to);
  if (first < 0 || last < first) {
    throw new CallResultError(
      'query',
      `bucket: the rule's range has no complete bucket of "${buckets.name}". Choose a shorter bucket or a longer range.`
    );
  }
  return {
    ...buckets,
    range: { from: starts[first] ?? range.from, to: ends[last] ?? range.to },
    starts: starts.slice(first, last + 1),
    lengths: lengths.slice(first, last + 1),
    positionOf: (gridBucket) => {
      const position = positionOf(gridBucket);
      return position < first || position > last ? -1 : position - first;
    },
  };
}
