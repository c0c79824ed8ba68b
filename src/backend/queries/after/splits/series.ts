import type { CallResult } from '../../../../domain/results';
import type { CallCounts } from '../counting/callCounts';
import type { ShownResults } from '../counting/shownResults';
import type { SplitLabels } from './splitLabels';

/** The calls of one result and split group, per bucket. */
export interface Series {
  readonly result: CallResult;
  readonly group: number;
  readonly calls: Float64Array;
  /** Calls that a share of this series is of, per bucket. */
  readonly totals: Float64Array;
}

/**
 * The series of an answer: groups in the order of their rank, "other" last and only where it has calls to show; within
 * a group the results in their fixed order. A split without any value has no series.
 */
export function listSeries(counts: CallCounts, shown: ShownResults, split: SplitLabels, shareOf: 'split' | 'all'): Series[] {
  const whole = shareOf === 'all' ? totalsOfAll(counts) : null;
  const isSplit = split.keys.length > 0;
  const series: Series[] = [];
  for (let group = 0; group < counts.groups; group++) {
    const totals = whole ?? counts.totalsOf(group);
    const ofGroup = shown.results.map((result, index) => ({ result, group, calls: counts.callsOf(group, index), totals }));
    const isOther = isSplit && group === counts.groups - 1;
    if (isOther && (split.withoutOther === true || !ofGroup.some(({ calls }) => hasCalls(calls)))) {
      continue;
    }
    series.push(...ofGroup.filter(({ result, calls }) => !shown.onlyIfAny.has(result) || hasCalls(calls)));
  }
  return series;
}

function totalsOfAll(counts: CallCounts): Float64Array {
  const sum = new Float64Array(counts.buckets);
  for (let group = 0; group < counts.groups; group++) {
    counts.totalsOf(group).forEach((calls, bucket) => (sum[bucket]! += calls));
  }
  return sum;
}

function hasCalls(calls: Float64Array): boolean {
  return calls.some((count) => count > 0);
}
