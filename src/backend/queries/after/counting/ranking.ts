import { MISSING_VALUE } from '../../../../domain/filters';
import { type RecordText, textKey, type ValueText } from '../../../../domain/recordText';
import type { CallResult } from '../../../../domain/results';
import type { RuleTable } from '../../../../domain/rules';
import type { BreakdownAnswer, CountsAnswer } from '../../../stores/answer';
import { resultsOf } from './classify';
import { outcomesOf } from './outcomes';
import type { ValueOrder } from './valueOrder';

/** Combinations of values that are distinguished, in their order; `group` of the answer is an index into them, -1 for all others. */
export interface Ranked {
  readonly groups: readonly (readonly RecordText[])[];
  readonly answer: CountsAnswer;
  /** Whether there are more of them than were kept. */
  readonly more: boolean;
}

/** The combinations with the most calls of some results (null: of all), ties by value, as a store ranks them. */
export function rankByCalls(
  answer: BreakdownAnswer,
  rules: RuleTable,
  results: readonly CallResult[] | null,
  max: number,
  order: ValueOrder
): Ranked {
  const outcomes = outcomesOf(answer);
  const isWanted = resultsOf(outcomes, rules, answer).map((result) => results === null || results.includes(result));
  const calls = new Float64Array(answer.values.length);
  const { group, calls: ofRow } = answer;
  for (let row = 0; row < (group?.length ?? 0); row++) {
    if (isWanted[outcomes.of[row]!] === true) {
      calls[group![row]!]! += ofRow[row]!;
    }
  }
  const occurring = Array.from(calls.keys()).filter((index) => (calls[index] ?? 0) > 0);
  return keep(
    answer,
    occurring.sort((a, b) => (calls[b] ?? 0) - (calls[a] ?? 0) || order(answer.values[a] ?? [], answer.values[b] ?? [])),
    max
  );
}

/** The values of one dimension that began last, the latest first, ties by value. A missing value is none of them. */
export function rankByBeginning(
  answer: BreakdownAnswer,
  max: number,
  byValues: ValueOrder
): Ranked & { readonly began: readonly number[] } {
  const first = new Float64Array(answer.values.length).fill(Infinity);
  answer.group?.forEach((index, row) => {
    first[index] = Math.min(first[index] ?? Infinity, answer.first?.[row] ?? Infinity);
  });
  const beganAt = (index: number) => first[index] ?? 0;
  const valueAt = (index: number): ValueText | undefined => answer.values[index]?.[0];
  const present = Array.from(answer.values.keys()).filter((index) => valueAt(index) !== MISSING_VALUE);
  const order = present.sort((a, b) => beganAt(b) - beganAt(a) || byValues(answer.values[a] ?? [], answer.values[b] ?? []));
  return { ...keep(answer, order, max), began: order.slice(0, max).map(beganAt) };
}

/** The same answer with only these combinations distinguished, in this order. */
export function regrouped(answer: BreakdownAnswer, groups: readonly (readonly ValueText[])[]): CountsAnswer {
  const positions = new Map(groups.map((group, position) => [textKey(group), position]));
  return withGroups(
    answer,
    answer.values.map((values) => positions.get(textKey(values)) ?? -1)
  );
}

function keep(answer: BreakdownAnswer, order: readonly number[], max: number): Ranked {
  const kept = order.slice(0, max);
  const positions = new Array<number>(answer.values.length).fill(-1);
  kept.forEach((index, position) => (positions[index] = position));
  return { groups: kept.map((index) => answer.values[index] ?? []), answer: withGroups(answer, positions), more: order.length > max };
}

function withGroups(answer: BreakdownAnswer, positions: readonly number[]): CountsAnswer {
  const group = answer.group === null ? null : new Int32Array(answer.group.length);
  for (let row = 0; row < (group?.length ?? 0); row++) {
    group![row] = positions[answer.group![row]!] ?? -1;
  }
  return { ...answer, kind: 'counts', group };
}
