import { RESULTS, type CallResult } from '../../domain/results';
import type { ValueText } from '../../domain/recordText';
import type { RuleTable } from '../../domain/rules';
import type { CountsAnswer } from '../../backend/stores/answer';
import { classifier } from '../../backend/queries/after/counting/classify';
import { rankByCalls, regrouped } from '../../backend/queries/after/counting/ranking';
import { holm } from '../../backend/queries/after/statistics/holm';
import { compareProportions, tooFewToTell } from '../../backend/queries/after/statistics/twoProportions';
import { shownValues } from '../../backend/queries/ask/examinedDimensions';
import type { QueryContext } from '../../backend/queries/ask/queryContext';
import type { AgainstUsual } from '../../backend/queries/ask/usualCalls';

/** How probable it may be that chance alone makes anything worse. */
export const WORSE_ALPHA = 0.01;
/** Smaller changes of the answered share are not told, however certain. */
export const WORSE_CHANGE = 0.02;
/** Values of a dimension that are compared, those with the most calls. */
const MAX_VALUES = 50;

/** A value of a dimension, as its reader sees it and as the records have it. */
interface Place {
  readonly dimension: string;
  readonly value: string;
  readonly isHidden: boolean;
  readonly recorded: ValueText;
}

/** Where the answered share is lower than usual. */
export interface Worse {
  /** Null: all calls. */
  readonly place: Place | null;
  readonly calls: number;
  /** Answered calls as a share. */
  readonly answered: number;
  readonly usual: number;
  /** How probable such a difference is if nothing changed, after correction for all comparisons. */
  readonly p: number;
  /** The result that calls end with more often instead, with its calls, its share and its usual one. */
  readonly instead: { readonly result: CallResult; readonly calls: number; readonly share: number; readonly usual: number };
}

interface Tally {
  calls: number;
  readonly byResult: Map<CallResult, number>;
}

interface Compared {
  readonly place: Place | null;
  readonly now: Tally;
  readonly before: Tally;
}

/**
 * What got worse: all calls first, then the values with the most answers lost. The tests are corrected for all of them together.
 * @param results that are examined
 */
export function gotWorse(sides: AgainstUsual, results: readonly CallResult[], context: QueryContext): Worse[] {
  const compared = [wholeOf(sides, context), ...sides.current.dimensions.flatMap((_, index) => comparedValues(sides, index, context))];
  const adjusted = holm(compared.map((one) => (isComparable(one) ? pOf(one) : null)));
  const worse = compared.flatMap((one, index) => {
    const p = adjusted[index] ?? 1;
    const instead = insteadOf(one, results);
    const [answered, usual] = [shareOf(one.now, 'answered'), shareOf(one.before, 'answered')];
    const isWorse = p < WORSE_ALPHA && usual - answered >= WORSE_CHANGE;
    return isWorse && instead !== null ? [{ place: one.place, calls: one.now.calls, answered, usual, p, instead }] : [];
  });
  return worse.sort((a, b) => Number(a.place !== null) - Number(b.place !== null) || lostAnswers(b) - lostAnswers(a));
}

/** How many calls fewer were answered than usually. */
export function lostAnswers({ usual, answered, calls }: Worse): number {
  return (usual - answered) * calls;
}

function comparedValues(sides: AgainstUsual, index: number, context: QueryContext): Compared[] {
  const { rules } = context.source;
  const { dimension, breakdown } = sides.current.dimensions[index]!;
  const before = sides.baseline.map(({ dimensions }) => dimensions[index]?.breakdown ?? null);
  // Of a dimension of very many values no side is told value by value.
  if (breakdown === null || before.includes(null)) {
    return [];
  }
  const { groups, answer } = rankByCalls(breakdown, rules, null, MAX_VALUES, context.valueOrder);
  const usual = before.flatMap((one) => (one === null ? [] : [regrouped(one, groups)]));
  const { values, hidden } = shownValues(groups, context);
  return values.map((value, group) => ({
    place: { dimension, value, isHidden: hidden.has(group), recorded: groups[group]?.[0] ?? value },
    now: tally([answer], rules, group),
    before: tally(usual, rules, group),
  }));
}

/** Whether there are enough calls, now and usually, that a change of all of them could show. */
export function couldTell(sides: AgainstUsual, context: QueryContext): boolean {
  return isComparable(wholeOf(sides, context));
}

function wholeOf({ current, baseline }: AgainstUsual, { source: { rules } }: QueryContext): Compared {
  const before = baseline.map(({ whole }) => whole);
  return { place: null, now: tally([current.whole], rules), before: tally(before, rules) };
}

/** @param group the calls of this group alone; absent: all */
function tally(answers: readonly CountsAnswer[], rules: RuleTable, group?: number): Tally {
  const sums: Tally = { calls: 0, byResult: new Map() };
  for (const answer of answers) {
    const resultOf = classifier(rules, answer);
    answer.calls.forEach((calls, row) => {
      if (group === undefined || answer.group?.[row] === group) {
        sums.calls += calls;
        sums.byResult.set(resultOf(row), (sums.byResult.get(resultOf(row)) ?? 0) + calls);
      }
    });
  }
  return sums;
}

function isComparable({ now, before }: Compared): boolean {
  return Math.min(now.calls, before.calls) > 0 && !tooFewToTell(before.calls, now.calls, WORSE_ALPHA);
}

function pOf({ now, before }: Compared): number | null {
  const answered = ({ calls, byResult }: Tally) => ({ part: byResult.get('answered') ?? 0, whole: calls });
  return compareProportions(answered(before), answered(now))?.p ?? null;
}

function insteadOf({ now, before }: Compared, results: readonly CallResult[]): Worse['instead'] | null {
  const grown = RESULTS.filter((result) => result !== 'answered' && results.includes(result))
    .map((result) => ({ result, calls: now.byResult.get(result) ?? 0, share: shareOf(now, result), usual: shareOf(before, result) }))
    .filter(({ share, usual }) => share > usual);
  return grown.sort((a, b) => b.share - b.usual - (a.share - a.usual))[0] ?? null;
}

function shareOf({ calls, byResult }: Tally, result: CallResult): number {
  return (byResult.get(result) ?? 0) / Math.max(1, calls);
}
