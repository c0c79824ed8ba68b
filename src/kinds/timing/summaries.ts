import type { RuleTable } from '../../domain/rules';
import type { Timing } from '../../domain/timings';
import type { TimingAnswer } from '../../backend/stores/answer';
import type { CountedTiming, TimingsWanted } from './askTimings';
import { NO_TIMINGS, type TimingSummary } from './statistics';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import { timingCells, type TimingCells, type TimingShape, type TimingValues } from './values';

/** What is known of one timing by split group, result (position in the shape's, 0 if none are distinguished) and bucket. */
export type TimingSummaries = (group: number, result: number, bucket: number) => TimingSummary;

export interface SummarizedTimings {
  readonly summaries: ReadonlyMap<Timing, TimingSummaries>;
  /** Calls that tell each timing. */
  readonly known: ReadonlyMap<Timing, number>;
  /** Whether any call is in none of the split's groups. */
  readonly others: boolean;
}

export function summarize(
  counted: readonly CountedTiming[],
  { percents, below }: Pick<TimingsWanted, 'percents' | 'below'>,
  shape: TimingShape,
  rules: RuleTable
): SummarizedTimings {
  const summariesOf = ({ answer }: CountedTiming) =>
    answer.kind === 'histogram' ? summariesOfCells(timingCells(answer, rules, shape), below) : summariesOfAnswer(answer, percents, shape);
  return {
    summaries: new Map(counted.map((one) => [one.timing, summariesOf(one)])),
    known: new Map(counted.map(({ timing, answer }) => [timing, totalCalls(answer)])),
    others: counted.some(({ answer }) => answer.group?.includes(-1) ?? false),
  };
}

/** Out of histograms. @param limitMs calls that took less are counted apart */
export function summariesOfCells(cells: TimingCells, limitMs: number): TimingSummaries {
  return (group, result, bucket) => summaryOf(cells(group, result, bucket), limitMs);
}

export function summaryOf(values: TimingValues, limitMs: number): TimingSummary {
  const { milliseconds, calls } = values;
  const sum = (valueOf: (ms: number, calls: number) => number) =>
    calls.reduce((all, count, index) => all + valueOf(milliseconds[index] ?? NaN, count), 0);
  const counted = totalCalls(values);
  // A number is asked of each cell, and few need all of these.
  return {
    calls: counted,
    get total() {
      return sum((ms, count) => ms * count);
    },
    longest: milliseconds.at(-1) ?? NaN,
    get below() {
      return sum((ms, count) => (ms < limitMs ? count : 0));
    },
    rank: (percent) => nearestRank(percent, counted, values),
  };
}

function nearestRank(percent: number, counted: number, { milliseconds, calls }: TimingValues): number {
  const rank = Math.ceil((percent * counted) / 100);
  let upto = 0;
  const index = calls.findIndex((count) => (upto += count) >= rank);
  return milliseconds[index] ?? NaN;
}

/** Out of the numbers that a store worked out. */
export function summariesOfAnswer(answer: TimingAnswer, percents: readonly number[], shape: TimingShape): TimingSummaries {
  const { groups, buckets, positionOf } = shape;
  const results = shape.results?.length ?? 1;
  const cellOf = (group: number, result: number, bucket: number) => (group * results + result) * buckets + bucket;
  const rows = new Map<number, number>();
  answer.calls.forEach((calls, row) => {
    const group = answer.group?.[row] ?? -1;
    const result = answer.result === null ? 0 : (answer.result[row] ?? -1);
    if (calls > 0 && result >= 0) {
      rows.set(cellOf(group < 0 ? groups - 1 : group, result, answer.bucket === null ? 0 : positionOf(answer.bucket[row] ?? NaN)), row);
    }
  });
  return (group, result, bucket) => {
    const row = rows.get(cellOf(group, result, bucket));
    const at = (column: Float64Array | undefined) => column?.[row ?? -1] ?? NaN;
    return row === undefined
      ? NO_TIMINGS
      : {
          calls: at(answer.calls),
          total: at(answer.total),
          longest: at(answer.longest),
          below: at(answer.below),
          rank: (percent) => at(answer.ranks[percents.indexOf(percent)]),
        };
  };
}
