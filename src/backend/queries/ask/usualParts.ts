import type { CountsAnswer } from '../../stores/answer';
import type { BucketGrid, TimeRange } from '../../stores/question';
import { baselineRange } from '../before/ranges/earlierRange';
import type { LastParts } from '../before/ranges/lastParts';
import { DAY_MS } from '../before/ranges/localDays';
import { allCalls, lookAt, type ExaminedDimension } from './examinedDimensions';
import type { Plan } from './plan';
import type { Side } from './twoSides';

/** What is usual changes within a day, so parts of longer ranges are not compared with the rest of them. */
const MAX_REST_MS = DAY_MS / 2;

/** All calls of a range, and those of some dimensions value by value. */
export interface CountedSide {
  readonly range: TimeRange;
  readonly whole: CountsAnswer;
  readonly dimensions: readonly ExaminedDimension[];
}

/** Calls of some parts of a range, in buckets: each part is some of them. */
export interface CountedParts extends LastParts {
  readonly side: CountedSide;
}

/** The last parts of a range, and what is usual in each. */
export interface PartsAgainstUsual {
  readonly current: CountedParts;
  /** Of the same parts in the same order, each so much earlier. None where the rest of the range tells what is usual. */
  readonly baseline: readonly CountedParts[];
  readonly of: 'weeks' | 'day before' | 'rest';
}

/** A range and its last parts. */
export interface WithParts {
  readonly range: TimeRange;
  readonly filters: Side['filters'];
  readonly names: readonly string[];
  readonly parts: LastParts | null;
  readonly timeZone: string;
}

export function* countSide(names: readonly string[], side: Side, grid: BucketGrid | null = null): Plan<CountedSide> {
  const dimensions = yield* lookAt(names, side, grid);
  return { range: side.range, whole: yield* allCalls(dimensions, side, grid), dimensions };
}

/** Counts the parts; null where there are none. */
export function* countParts({ parts, filters, names }: WithParts): Plan<CountedParts | null> {
  const longest = parts?.parts[0];
  if (parts === null || longest === undefined) {
    return null;
  }
  const grid = { stepMs: parts.stepMs, offsets: [{ until: null, offsetMs: 0 }] };
  return { ...parts, side: yield* countSide(names, { range: longest, filters }, grid) };
}

/** The same parts, so much earlier by the calendar. */
export function earlierParts(asked: WithParts, by: string): WithParts {
  const { parts, timeZone } = asked;
  const earlier = (part: TimeRange) => baselineRange({ type: 'shift', by }, part, timeZone);
  return parts === null ? asked : { ...asked, parts: { ...parts, parts: parts.parts.map(earlier) } };
}

/** What is usual in the parts where no weeks tell it: the rest of a short range, the day before in a longer one. */
export function* partsWithoutWeeks(asked: WithParts, current: CountedParts | null): Plan<PartsAgainstUsual | null> {
  if (current === null) {
    return null;
  }
  const { range, parts } = asked;
  if (range.to - range.from <= MAX_REST_MS) {
    return { current, baseline: [], of: 'rest' };
  }
  const shorter = { ...current, parts: current.parts.filter(({ from, to }) => to - from <= DAY_MS) };
  const before = yield* countParts(earlierParts({ ...asked, parts: parts && { ...parts, parts: shorter.parts } }, '1d'));
  return before === null ? null : { current: shorter, baseline: [before], of: 'day before' };
}
