import { RESULTS, type CallResult } from '../../domain/results';
import { fisherAtMost } from '../../backend/queries/after/statistics/fisher';
import { holm } from '../../backend/queries/after/statistics/holm';
import { tooFewToTell } from '../../backend/queries/after/statistics/twoProportions';
import type { QueryContext } from '../../backend/queries/ask/queryContext';
import type { AgainstUsual } from '../../backend/queries/ask/usualCalls';
import { type Compared, comparedCalls, comparedValues, type Place, type Window } from './compared';
import { callsOf, shareOf } from './tally';

/** How probable it may be that chance alone makes anything worse. */
export const WORSE_ALPHA = 0.01;
/** Smaller changes of the answered share are not told, however certain. */
export const WORSE_CHANGE = 0.02;

/** Where the answered share is lower than usual. */
export interface Worse {
  /** Null: all calls. */
  readonly place: Place | null;
  /** What the numbers are of. */
  readonly window: Window;
  readonly calls: number;
  /** Answered calls as a share. */
  readonly answered: number;
  readonly usual: number;
  /** How probable a share as low is if nothing changed, after correction for all comparisons. */
  readonly p: number;
  /** The result that calls end with more often instead, with its calls, its share and its usual one. */
  readonly instead: { readonly result: CallResult; readonly calls: number; readonly share: number; readonly usual: number };
}

export interface Judged {
  readonly worse: readonly Worse[];
  /** Whether there are enough calls, now and usually, that a change of all of them could show. */
  readonly couldTell: boolean;
}

/**
 * What got worse: all calls first, then the values with the most answers lost. The tests are corrected for all of them together. What got worse in
 * several windows is told of the one that is the least explained by chance; of equal ones, of the longest. A value that all calls have is not
 * told beside all calls.
 * @param results that are examined
 */
export function gotWorse(sides: AgainstUsual, results: readonly CallResult[], context: QueryContext): Judged {
  const calls = comparedCalls(sides, context);
  const compared = [...calls, ...sides.current.dimensions.flatMap((_, index) => comparedValues(sides, index, context))];
  const adjusted = holm(compared.map((one) => (isComparable(one) ? pOf(one) : null)));
  const worse = compared.flatMap((one, index) => worseOf(one, adjusted[index] ?? 1, results));
  const leastByChance = new Map<Place | null, Worse>();
  for (const one of worse) {
    const known = leastByChance.get(one.place);
    leastByChance.set(one.place, known === undefined || one.p < known.p ? one : known);
  }
  const ofAll = leastByChance.get(null);
  return {
    worse: [...leastByChance.values()]
      .filter((one) => one === ofAll || !isTheSame(one, ofAll))
      .sort((a, b) => Number(a.place !== null) - Number(b.place !== null) || lostAnswers(b) - lostAnswers(a)),
    couldTell: calls.some(isComparable),
  };
}

/** Whether a value is that of all calls, so that what got worse is said of these already. */
function isTheSame(one: Worse, ofAll: Worse | undefined): boolean {
  return (
    ofAll?.window.range.from === one.window.range.from &&
    ofAll.calls === one.calls &&
    ofAll.answered === one.answered &&
    ofAll.usual === one.usual &&
    ofAll.instead.calls === one.instead.calls
  );
}

/** How many calls fewer were answered than usually. */
export function lostAnswers({ usual, answered, calls }: Worse): number {
  return (usual - answered) * calls;
}

function worseOf(one: Compared, p: number, results: readonly CallResult[]): Worse[] {
  const { place, window, now, before } = one;
  const [answered, usual] = [shareOf(now, 'answered'), shareOf(before, 'answered')];
  const instead = insteadOf(one, results);
  const isWorse = p < WORSE_ALPHA && usual - answered >= WORSE_CHANGE;
  return isWorse && instead !== null ? [{ place, window, calls: callsOf(now), answered, usual, p, instead }] : [];
}

function isComparable({ now, before }: Compared): boolean {
  const [calls, usual] = [callsOf(now), callsOf(before)];
  return Math.min(calls, usual) > 0 && !tooFewToTell(usual, calls, WORSE_ALPHA);
}

/** Exact, since parts may have few calls; and only of what is lower, since nothing else is looked for. */
function pOf({ now, before }: Compared): number {
  return fisherAtMost(now.answered, callsOf(now), before.answered, callsOf(before));
}

function insteadOf({ now, before }: Compared, results: readonly CallResult[]): Worse['instead'] | null {
  const grown = RESULTS.filter((result) => result !== 'answered' && results.includes(result))
    .map((result) => ({ result, calls: now[result], share: shareOf(now, result), usual: shareOf(before, result) }))
    .filter(({ share, usual }) => share > usual);
  return grown.sort((a, b) => b.share - b.usual - (a.share - a.usual))[0] ?? null;
}
