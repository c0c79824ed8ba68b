import type { CallResult } from '../../../../domain/results';
import type { RuleTable } from '../../../../domain/rules';
import type { CountsAnswer } from '../../../stores/answer';
import { cellFinder, groupsOf, type CellShape } from './cells';
import { classifier } from './classify';

/** How the cells of an answer are laid out. */
export interface CountsShape extends CellShape {
  /** Results that are counted apart; all others count in the totals only. */
  readonly results: readonly CallResult[];
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
  const groups = groupsOf(shape);
  const cells = new Float64Array(groups * results.length * buckets);
  const totals = new Float64Array(groups * buckets);
  const positionOfResult = new Map(results.map((result, index) => [result, index]));
  const resultOf = classifier(rules, answer);
  const cellOf = cellFinder(answer, shape);
  let all = 0;
  for (let row = 0; row < answer.calls.length; row++) {
    const calls = answer.calls[row] ?? 0;
    const cell = cellOf(row);
    const result = positionOfResult.get(resultOf(row));
    if (result !== undefined) {
      const [group, bucket] = [Math.floor(cell / buckets), cell % buckets];
      cells[(group * results.length + result) * buckets + bucket]! += calls;
    }
    totals[cell]! += calls;
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
