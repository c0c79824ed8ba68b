import type { TimingStatistic } from './schema';

/** What is known of the timings of some calls, milliseconds. */
export interface TimingSummary {
  readonly calls: number;
  /** The sum of all of them. */
  readonly total: number;
  /** NaN without calls. */
  readonly longest: number;
  /** Calls that took less than the query's limit. */
  readonly below: number;
  /**
   * The nearest-rank percentile: of n timings in ascending order the one at place ceil(percent / 100 × n), counted from
   * one. It is always one that occurred; NaN without calls.
   */
  rank(percent: number): number;
}

export const NO_TIMINGS: TimingSummary = { calls: 0, total: 0, longest: NaN, below: 0, rank: () => NaN };

const PERCENTS: Readonly<Partial<Record<TimingStatistic, number>>> = { p50: 50, p90: 90, p95: 95, p99: 99 };

/** The percentiles that statistics ask for. */
export function percentsOf(statistics: readonly TimingStatistic[]): number[] {
  return statistics.flatMap((statistic) => PERCENTS[statistic] ?? []);
}

/** One number of some calls; milliseconds, or calls for `count`. NaN without calls, but for the count. */
export function timingStatistic(statistic: TimingStatistic, summary: TimingSummary): number {
  switch (statistic) {
    case 'count':
      return summary.calls;
    case 'mean':
      return meanOf(summary);
    case 'max':
      return summary.longest;
    case 'p50':
    case 'p90':
    case 'p95':
    case 'p99':
      return summary.rank(PERCENTS[statistic] ?? NaN);
  }
}

export function meanOf({ total, calls }: TimingSummary): number {
  return calls > 0 ? total / calls : NaN;
}

/** The share of calls that took less than the query's limit. */
export function shareBelow({ below, calls }: TimingSummary): number {
  return calls > 0 ? below / calls : NaN;
}
