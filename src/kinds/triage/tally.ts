import { resultsOf } from '../../backend/queries/after/counting/classify';
import { outcomesOf } from '../../backend/queries/after/counting/outcomes';
import type { LastParts } from '../../backend/queries/before/ranges/lastParts';
import type { CountsAnswer } from '../../backend/stores/answer';
import { RESULTS, type CallResult } from '../../domain/results';
import type { RuleTable } from '../../domain/rules';

/** Numbers of calls, by result. */
export type Tally = Readonly<Record<CallResult, number>>;

/** The calls of each group of an answer; without a split, of all calls as the only group. */
export function tallyGroups(answer: CountsAnswer, rules: RuleTable, groups: number): Tally[] {
  const all = { begins: [-Infinity], ends: [Infinity] };
  return tallied(answer, rules, groups, all, null)[0]!;
}

/** The same for each of some parts, of an answer in buckets that none of them begins or ends within. */
export function tallyParts(answer: CountsAnswer, { parts, stepMs }: LastParts, rules: RuleTable, groups: number): Tally[][] {
  const limits = { begins: parts.map(({ from }) => from / stepMs), ends: parts.map(({ to }) => to / stepMs) };
  return tallied(answer, rules, groups, limits, answer.bucket);
}

/**
 * Answers in minutes of some weeks have many rows, so calls are added up in an array.
 * @param limits where each part begins and ends, in buckets
 */
function tallied(
  answer: CountsAnswer,
  rules: RuleTable,
  groups: number,
  { begins, ends }: { readonly begins: readonly number[]; readonly ends: readonly number[] },
  bucket: CountsAnswer['bucket']
): Tally[][] {
  const outcomes = outcomesOf(answer);
  const { of } = outcomes;
  const results = resultsOf(outcomes, rules, answer).map((result) => RESULTS.indexOf(result));
  const ofGroup = RESULTS.length;
  const ofPart = groups * ofGroup;
  const sums = new Float64Array(begins.length * ofPart);
  const { calls, group } = answer;
  for (let row = 0; row < of.length; row++) {
    const at = group === null ? 0 : group[row]!;
    if (at < 0) {
      continue;
    }
    const place = at * ofGroup + results[of[row]!]!;
    const unit = bucket === null ? 0 : bucket[row]!;
    for (let part = 0; part < begins.length; part++) {
      if (begins[part]! <= unit && unit < ends[part]!) {
        sums[part * ofPart + place]! += calls[row]!;
      }
    }
  }
  return begins.map((_, part) =>
    Array.from({ length: groups }, (__, at) => {
      const begin = part * ofPart + at * ofGroup;
      return combined((_result, index) => sums[begin + index]!);
    })
  );
}

export function sumOf(tallies: readonly Tally[]): Tally {
  return combined((result) => tallies.reduce((sum, tally) => sum + tally[result], 0));
}

/** The calls of one tally that are not among those of a part of it, which may have been counted a moment later. */
export function without(all: Tally, part: Tally): Tally {
  return combined((result) => Math.max(0, all[result] - part[result]));
}

export function callsOf(tally: Tally): number {
  return RESULTS.reduce((sum, result) => sum + tally[result], 0);
}

/** 0 where there are no calls. */
export function shareOf(tally: Tally, result: CallResult): number {
  return tally[result] / Math.max(1, callsOf(tally));
}

function combined(valueOf: (result: CallResult, index: number) => number): Tally {
  return Object.fromEntries(RESULTS.map((result, index) => [result, valueOf(result, index)])) as Tally;
}
