import type { UsualBaseline } from '../../../domain/against';
import type { TimeRange } from '../../stores/question';
import { totalCalls } from '../after/counting/totalCalls';
import { baselineRange } from '../before/ranges/earlierRange';
import { lastParts } from '../before/ranges/lastParts';
import { allCalls, type ExaminedDimension } from './examinedDimensions';
import { type Plan, together } from './plan';
import type { Side } from './twoSides';
import { type CountedSide, countParts, countSide, earlierParts, type PartsAgainstUsual, partsWithoutWeeks } from './usualParts';

/** How many weeks tell what is usual. */
export const USUAL_WEEKS = 4;
const WEEK_MS = 7 * 86_400_000;

/** Calls of a range, and what is usual. */
export interface AgainstUsual {
  readonly current: CountedSide;
  /** Those that have calls; of weeks, the newest first. */
  readonly baseline: readonly CountedSide[];
  readonly of: 'weeks' | 'previous';
  /** Null where the range has no last parts that could be compared. */
  readonly parts: PartsAgainstUsual | null;
}

/**
 * Counts the settled calls of a range and of its last parts, and the usual ones: those of the same hours of the last four weeks; where the newest of
 * these has no calls, or would overlap the range, those of the range before. Null where nothing is settled.
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
  const inParts = { ...side, names, parts: lastParts(side.range, range), timeZone };
  const weeks = Array.from({ length: USUAL_WEEKS }, (_, index) => `${index + 1}w`);
  const ranges = weeks.map((by) => baselineRange({ type: 'shift', by }, range, timeZone));
  const canBeWeeks = wanted === 'usual' && range.to - range.from <= WEEK_MS;
  const [current, currentParts, [first]] = yield* together(
    // Answered calls are recorded when they end, so the newest records are of failures more than of others.
    range.to === side.range.to ? known(counted, side) : countIn(range),
    countParts(inParts),
    together(...ranges.slice(0, canBeWeeks ? 1 : 0).map(countIn))
  );
  if (first !== undefined && totalCalls(first.whole) > 0) {
    const [others, earlier] = yield* together(
      together(...ranges.slice(1).map(countIn)),
      together(...weeks.map((by) => countParts(earlierParts(inParts, by))))
    );
    const parts: PartsAgainstUsual | null =
      currentParts === null ? null : { current: currentParts, baseline: earlier.flatMap((one) => one ?? []), of: 'weeks' };
    return { current, baseline: [first, ...others].filter(({ whole }) => totalCalls(whole) > 0), of: 'weeks', parts };
  }
  const [before, parts] = yield* together(
    countIn(baselineRange({ type: 'previous' }, range, timeZone)),
    partsWithoutWeeks(inParts, currentParts)
  );
  return { current, baseline: [before].filter(({ whole }) => totalCalls(whole) > 0), of: 'previous', parts };
}

function* known(dimensions: readonly ExaminedDimension[], side: Side): Plan<CountedSide> {
  return { range: side.range, whole: yield* allCalls(dimensions, side), dimensions };
}
