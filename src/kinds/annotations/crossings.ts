import { percentText } from '../../domain/percentText';
import type { AnnotationsQuery } from './schema';
import type { RatioCounts } from '../../backend/queries/after/ratios/ratioCounts';
import type { TimeBuckets } from '../../backend/queries/before/buckets/timeBuckets';
import { callsText, type Event } from './event';

/** Buckets in which a ratio is on another side of the threshold than in the last one before that says anything; the threshold itself is above. */
export function crossings(
  { ratios }: RatioCounts,
  { threshold, direction, minimumCalls }: Pick<AnnotationsQuery, 'threshold' | 'direction' | 'minimumCalls'>,
  { starts }: TimeBuckets,
  until: number
): Event[] {
  return ratios.flatMap(({ definition, numerator, denominator }) => {
    const events: Event[] = [];
    let before: number | null = null;
    for (let bucket = 0; bucket < until; bucket++) {
      const [part, whole, time] = [numerator[bucket] ?? 0, denominator[bucket] ?? 0, starts[bucket] ?? NaN];
      if (whole < Math.max(1, minimumCalls)) {
        continue;
      }
      const now = part / whole;
      const crossed = before === null || before < threshold === now < threshold ? null : now < threshold ? 'below' : 'above';
      if (crossed !== null && (direction === 'both' || direction === crossed)) {
        const title =
          crossed === 'below'
            ? `${definition.name} fell below ${percent(threshold)}`
            : `${definition.name} rose to ${percent(threshold)} or above`;
        const text = `${percent(now)}: ${part.toLocaleString('en-US')} of ${callsText(whole)}; ${percent(before ?? NaN)} before.`;
        events.push({ time, timeEnd: time, title, text, tags: [definition.name, crossed] });
      }
      before = now;
    }
    return events;
  });
}

function percent(share: number): string {
  return percentText(share, { decimals: 2, trimmed: true });
}
