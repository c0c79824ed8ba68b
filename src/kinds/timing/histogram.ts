import { LONGEST_TIMING_MS, type Timing, TIMING_FACTS } from '../../domain/timings';
import type { NumberColumn, TableBody } from '../../backend/queries/after/tables/table';
import type { TimeBuckets } from '../../backend/queries/before/buckets/timeBuckets';
import type { TimingCells, TimingValues } from './values';

/** Upper bounds within each power of ten: about even steps on a logarithmic scale, and numbers that people read at a glance. */
const STEPS = [1, 2, 3, 5, 7];
/** Shown where there is no call, as a heat map without any row is none. */
const EMPTY = { min: 100, max: 10_000 };

/**
 * How many calls took how long in each bucket of time: a column per class of milliseconds, labelled `le` with its upper
 * bound (included; the class below ends where it begins). Grafana's heat map takes the times of such rows for the ends of their buckets, so the ends are what they say.
 */
export function timingHistogram(timing: Timing, cells: TimingCells, { starts, lengths }: TimeBuckets): TableBody {
  const ofBuckets = Array.from(starts, (_, bucket) => cells(0, 0, bucket));
  const bounds = boundsOf(ofBuckets);
  const counts = bounds.map(() => new Float64Array(starts.length));
  ofBuckets.forEach(({ milliseconds, calls }, bucket) => {
    let at = 0;
    milliseconds.forEach((ms, index) => {
      while (ms > bounds[at]!) {
        at++;
      }
      counts[at]![bucket]! += calls[index]!;
    });
  });
  const { title, answeredOnly } = TIMING_FACTS[timing];
  const description = `Calls by their ${title}${answeredOnly ? '; answered calls only' : ''}.`;
  const columns = bounds.map((bound, index): NumberColumn => ({
    type: 'number',
    name: 'calls',
    labels: { le: String(bound) },
    displayName: bound < 1_000 ? `${bound} ms` : `${bound / 1_000} s`,
    description,
    quantity: { of: 'calls' },
    values: counts[index]!,
  }));
  const ends = starts.map((start, bucket) => start + lengths[bucket]!);
  return {
    name: `Calls by ${title}`,
    type: 'heatmap-rows',
    visualization: 'heatmap',
    columns: [{ type: 'time', name: 'time', values: ends }, ...columns],
  };
}

/** The upper bounds of all classes. */
export const HISTOGRAM_BOUNDS: readonly number[] = (() => {
  const bounds: number[] = [];
  for (let power = 1; power <= LONGEST_TIMING_MS; power *= 10) {
    bounds.push(...STEPS.map((step) => step * power));
  }
  return bounds;
})();

/** All bounds between those that hold the least and the most milliseconds. */
function boundsOf(ofBuckets: readonly TimingValues[]): number[] {
  const filled = ofBuckets.filter(({ milliseconds }) => milliseconds.length > 0);
  const min = filled.length === 0 ? EMPTY.min : filled.reduce((low, { milliseconds }) => Math.min(low, milliseconds[0] ?? low), Infinity);
  const max = filled.length === 0 ? EMPTY.max : filled.reduce((high, { milliseconds }) => Math.max(high, milliseconds.at(-1) ?? high), 0);
  return HISTOGRAM_BOUNDS.filter((bound, index) => bound >= min && (HISTOGRAM_BOUNDS[index - 1] ?? -Infinity) < max);
}
