import type { UsualBaseline } from '../../../domain/against';
import type { TimeRange } from '../../stores/question';
import type { CountsAnswer } from '../../stores/answer';
import { totalCalls } from '../after/counting/totalCalls';
import { baselineRange } from '../before/ranges/earlierRange';
import { allCalls, lookAt, type ExaminedDimension } from './examinedDimensions';
import { type Plan, together } from './plan';
import type { Side } from './twoSides';

/** How many weeks tell what is usual. */
export const USUAL_WEEKS = 4;
const WEEK_MS = 7 * 86_400_000;

/** All calls of a range, and those of some dimensions value by value. */
export interface CountedSide {
  readonly range: TimeRange;
  readonly whole: CountsAnswer;
  readonly dimensions: readonly ExaminedDimension[];
}

/** Calls of a range, and what is usual. */
export interface AgainstUsual {
  readonly current: CountedSide;
  /** Those that have calls; of weeks, the newest first. */
  readonly baseline: readonly CountedSide[];
  readonly of: 'weeks' | 'previous';
}

/**
 * Counts the settled calls of a range and the usual ones: those of the same hours of the last four weeks; where the newest of these has no calls, or
 * would overlap the range, those of the range before. Null where nothing is settled.
 * @param counted what is known of the whole range already
 */
export function* againstUsual(
  wanted: Exclude<UsualBaseline, 'none'>,
  side: Side,
  counted: readonly ExaminedDimension[],
  settledUntil: number,
  timeZone: string
): Plan<AgainstUsual | null> {
  const range = { from: side.range.from, to: Math.min(side.range.to, settledUntil) };
  if (range.to <= range.from) {
    return null;
  }
  const names = counted.map(({ dimension }) => dimension);
  const countIn = (part: TimeRange): Plan<CountedSide> => countSide(names, { ...side, range: part });
  // Answered calls are recorded when they end, so the newest records are of failures more than of others.
  const current =
    range.to === side.range.to ? { range, whole: yield* allCalls(counted, side), dimensions: counted } : yield* countIn(range);
  if (wanted === 'usual' && range.to - range.from <= WEEK_MS) {
    const weeks = Array.from({ length: USUAL_WEEKS }, (_, index) => baselineRange({ type: 'shift', by: `${index + 1}w` }, range, timeZone));
    const [newest = range, ...older] = weeks;
    const first = yield* countIn(newest);
    if (totalCalls(first.whole) > 0) {
      const others = yield* together(...older.map(countIn));
      return { current, baseline: [first, ...others].filter(({ whole }) => totalCalls(whole) > 0), of: 'weeks' };
    }
  }
  const before = yield* countIn(baselineRange({ type: 'previous' }, range, timeZone));
  return { current, baseline: [before].filter(({ whole }) => totalCalls(whole) > 0), of: 'previous' };
}

function* countSide(names: readonly string[], side: Side): Plan<CountedSide> {
  const dimensions = yield* lookAt(names, side);
  return { range: side.range, whole: yield* allCalls(dimensions, side), dimensions };
}
