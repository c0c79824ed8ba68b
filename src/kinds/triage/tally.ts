import { classifier } from '../../backend/queries/after/counting/classify';
import type { LastParts } from '../../backend/queries/before/ranges/lastParts';
import type { CountsAnswer } from '../../backend/stores/answer';
import { RESULTS, type CallResult } from '../../domain/results';
import type { RuleTable } from '../../domain/rules';

/** Numbers of calls, by result. */
export type Tally = Readonly<Record<CallResult, number>>;

type Growing = Record<CallResult, number>;

/** The calls of each group of an answer; without a split, of all calls as the only group. */
export function tallyGroups(answer: CountsAnswer, rules: RuleTable, groups: number): Tally[] {
  const tallies = emptyTallies(groups);
  const resultOf = classifier(rules, answer);
  answer.calls.forEach((calls, row) => {
    const tally = tallies[answer.group?.[row] ?? 0];
    if (tally !== undefined) {
      tally[resultOf(row)] += calls;
    }
  });
  return tallies;
}

/** The same for each of some parts, of an answer in buckets that none of them begins or ends within. */
export function tallyParts(answer: CountsAnswer, { parts, stepMs }: LastParts, rules: RuleTable, groups: number): Tally[][] {
  const tallies = parts.map(() => emptyTallies(groups));
  const resultOf = classifier(rules, answer);
  answer.calls.forEach((calls, row) => {
    const group = answer.group?.[row] ?? 0;
    const at = (answer.bucket?.[row] ?? NaN) * stepMs;
    parts.forEach(({ from, to }, part) => {
      const tally = from <= at && at < to ? tallies[part]?.[group] : undefined;
      if (tally !== undefined) {
        tally[resultOf(row)] += calls;
      }
    });
  });
  return tallies;
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

function emptyTallies(count: number): Growing[] {
  return Array.from({ length: count }, () => combined(() => 0));
}

function combined(valueOf: (result: CallResult) => number): Growing {
  return Object.fromEntries(RESULTS.map((result) => [result, valueOf(result)])) as Growing;
}
