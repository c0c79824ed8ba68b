import { CallResultError } from '../../domain/errors';
import type { CallResult } from '../../domain/results';
import type { RuleTable } from '../../domain/rules';
import type { CountsAnswer } from '../stores/store';
import { classifier } from './classify';

/** How the cells of an answer are laid out. */
export interface CountsShape {
  /** Results that are counted apart; all others count in the totals only. */
  readonly results: readonly CallResult[];
  /** Groups that the store was asked to tell apart; null without a split. */
  readonly splitGroups: number | null;
  /** One without buckets. */
  readonly buckets: number;
  positionOf(gridBucket: number): number;
}

/** Calls by split group, result and bucket; zero where there were none. */
export interface CallCounts {
  /** Split groups, the last of them "all others"; one if there is no split. */
  readonly groups: number;
  readonly buckets: number;
  /** All calls, whatever their result. */
  readonly all: number;
  /** Calls per bucket; a view, not a copy. */
  callsOf(group: number, resultIndex: number): Float64Array;
  /** All calls of a group per bucket, whatever their result. */
  totalsOf(group: number): Float64Array;
}

/** Adds up what a store counted, each call under the result that the rules give it. */
export function addUp(answer: CountsAnswer, rules: RuleTable, shape: CountsShape): CallCounts {
  const { results, buckets } = shape;
  const groups = shape.splitGroups === null ? 1 : shape.splitGroups + 1;
  const cells = new Float64Array(groups * results.length * buckets);
  const totals = new Float64Array(groups * buckets);
  const positionOfResult = new Map(results.map((result, index) => [result, index]));
  const resultOf = classifier(rules, answer);
  let all = 0;
  for (let row = 0; row < answer.calls.length; row++) {
    const calls = answer.calls[row] ?? 0;
    const bucket = answer.bucket === null ? 0 : shape.positionOf(answer.bucket[row] ?? NaN);
    if (bucket < 0 || bucket >= buckets) {
      throw new CallResultError('plugin', `The store counted calls outside of the range it was asked for (bucket ${answer.bucket?.[row]}). This is a fault of the plugin; please report it.`);
    }
    const found = answer.group?.[row] ?? -1;
    const group = found < 0 ? groups - 1 : found;
    const result = positionOfResult.get(resultOf(row));
    if (result !== undefined) {
      cells[(group * results.length + result) * buckets + bucket]! += calls;
    }
    totals[group * buckets + bucket]! += calls;
    all += calls;
  }
  return {
    groups,
    buckets,
    all,
    callsOf: (group, result) => viewOf(cells, group * results.length + result, buckets),
    totalsOf: (group) => viewOf(totals, group, buckets),
  };
}

function viewOf(values: Float64Array, index: number, length: number): Float64Array {
  return values.subarray(index * length, (index + 1) * length);
}
