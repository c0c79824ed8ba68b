import type { CallResult } from '../../../../domain/results';
import type { RuleTable } from '../../../../domain/rules';
import type { CountsAnswer } from '../../../stores/answer';
import { cellsOf, groupsOf, type CellShape } from './cells';
import { resultsOf } from './classify';
import { outcomesOf } from './outcomes';

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
  const size = groups * buckets;
  const ofResults = results.map(() => new Float64Array(size));
  const totals = new Float64Array(size);
  const outcomes = outcomesOf(answer);
  const ofOutcomes = resultsOf(outcomes, rules, answer).map((result) => ofResults[results.indexOf(result)]);
  const cells = cellsOf(answer, shape);
  let all = 0;
  for (let row = 0; row < cells.length; row++) {
    const [calls, cell] = [answer.calls[row]!, cells[row]!];
    const ofResult = ofOutcomes[outcomes.of[row]!];
    if (ofResult !== undefined) {
      ofResult[cell]! += calls;
    }
    totals[cell]! += calls;
    all += calls;
  }
  return {
    groups,
    buckets,
    all,
    callsOf: (group, result) => viewOf(ofResults[result] ?? totals, group, buckets),
    totalsOf: (group) => viewOf(totals, group, buckets),
  };
}

function viewOf(values: Float64Array, index: number, length: number): Float64Array {
  return values.subarray(index * length, (index + 1) * length);
}
