import type { TimingStatistic } from '../../domain/timingQuery';
import type { TimingValues } from './timingValues';

/** One number of a cell's values; milliseconds, or calls for `count`. NaN without calls, but for the count. */
export function timingStatistic(statistic: TimingStatistic, values: TimingValues): number {
  switch (statistic) {
    case 'count':
      return countOf(values);
    case 'mean':
      return meanOf(values);
    case 'p50':
      return nearestRank(50, values);
    case 'p90':
      return nearestRank(90, values);
    case 'p95':
      return nearestRank(95, values);
    case 'p99':
      return nearestRank(99, values);
    case 'max':
      return values.milliseconds.at(-1) ?? NaN;
  }
}

function countOf({ calls }: TimingValues): number {
  return calls.reduce((sum, count) => sum + count, 0);
}

export function meanOf(values: TimingValues): number {
  const whole = values.milliseconds.reduce((sum, ms, index) => sum + ms * values.calls[index]!, 0);
  return quotient(whole, countOf(values));
}

/** The share of calls below a number of milliseconds. */
export function shareBelow(limitMs: number, values: TimingValues): number {
  const below = values.calls.reduce((sum, count, index) => sum + (values.milliseconds[index]! < limitMs ? count : 0), 0);
  return quotient(below, countOf(values));
}

/**
 * The nearest-rank percentile: of n values in ascending order the one at place ceil(percent / 100 × n), counted from
 * one. It is always a value that occurred.
 */
export function nearestRank(percent: number, values: TimingValues): number {
  const rank = Math.ceil((percent * countOf(values)) / 100);
  let counted = 0;
  const index = values.calls.findIndex((count) => (counted += count) >= rank);
  return values.milliseconds[index] ?? NaN;
}

function quotient(part: number, whole: number): number {
  return whole > 0 ? part / whole : NaN;
}
