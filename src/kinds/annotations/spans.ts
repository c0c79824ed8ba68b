import type { CountsAnswer } from '../../backend/stores/answer';
import type { TimeBuckets } from '../../backend/queries/before/buckets/timeBuckets';
import { activities } from './activity';
import { callsText, type Event } from './event';

/** Values of a dimension: what the store distinguished, how each is shown, and when its first call was. */
export interface Values {
  readonly dimension: string;
  readonly shown: readonly string[];
  readonly began: readonly number[];
}

export interface SpanBuckets {
  readonly buckets: TimeBuckets;
  readonly quiet: string;
  readonly quietMs: number;
  readonly until: number;
}

/**
 * From the first to the last call of each value, cut wherever it was not seen for the quiet time; ends are ends of buckets.
 * @param counts whether the calls of a row are looked at
 */
export function spans(
  answer: CountsAnswer,
  counts: (row: number) => boolean,
  { dimension, shown, began }: Values,
  { buckets, quiet, quietMs, until }: SpanBuckets
): Event[] {
  const calls = shown.map(() => new Map<number, number>());
  answer.calls.forEach((count, row) => {
    const ofValue = counts(row) ? calls[answer.group?.[row] ?? -1] : undefined;
    const bucket = buckets.positionOf(answer.bucket?.[row] ?? NaN);
    ofValue?.set(bucket, (ofValue.get(bucket) ?? 0) + count);
  });
  const settled = (buckets.starts[until - 1] ?? NaN) + (buckets.lengths[until - 1] ?? NaN);
  return calls.flatMap((ofValue, index) =>
    activities(ofValue, buckets, quietMs, until).map(({ from, to, calls: count }, part): Event => {
      const ended = settled - to >= quietMs;
      const text = `${callsText(count)}${ended ? '' : `; not known to have ended: a call within the last ${quiet}`}.`;
      const time = part === 0 ? Math.max(from, began[index] ?? from) : from;
      return {
        time,
        timeEnd: to,
        title: `${dimension} ${shown[index]}`,
        text,
        tags: [dimension, shown[index] ?? '', ended ? 'ended' : 'running'],
      };
    })
  );
}
