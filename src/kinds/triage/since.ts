import { classifier } from '../../backend/queries/after/counting/classify';
import { shortfall, type BucketShare } from '../../backend/queries/after/statistics/shortfall';
import { NICE_STEPS } from '../../backend/queries/before/buckets/chooseBuckets';
import { fixedBuckets } from '../../backend/queries/before/buckets/fixedBuckets';
import type { TimeBuckets } from '../../backend/queries/before/buckets/timeBuckets';
import { baselineRange } from '../../backend/queries/before/ranges/earlierRange';
import { ask, type Plan, together } from '../../backend/queries/ask/plan';
import type { Side } from '../../backend/queries/ask/twoSides';
import type { AgainstUsual } from '../../backend/queries/ask/usualCalls';
import type { CountsAnswer } from '../../backend/stores/answer';
import type { SplitGroups } from '../../backend/stores/question';
import type { RuleTable } from '../../domain/rules';
import type { Worse } from './worse';

/** Since when, and until when, the answered share was lower than usual; epoch milliseconds. */
export interface Period {
  /** The begin of the compared range: since then or earlier. */
  readonly since: number;
  /** Null: it may still be. */
  readonly until: number | null;
}

export interface WorseSince extends Worse {
  /** Null where the calls do not tell. */
  readonly period: Period | null;
}

/** Buckets that a range is cut into. */
const MAX_BUCKETS = 144;
const HOUR_MS = 3_600_000;
const WEEK_MS = 168 * HOUR_MS;
/** Calls of the usual share that are added to the usual ones of each bucket, which may have few. */
const PRIOR_CALLS = 30;

/** What is counted of one dimension over time, so that its values that got worse can be told. */
interface Course {
  readonly dimension: string | null;
  readonly groups: SplitGroups['groups'];
  readonly now: Counted;
  readonly before: readonly Counted[];
}

interface Counted {
  readonly buckets: TimeBuckets;
  readonly answer: CountsAnswer;
}

/**
 * When the answered share began to be lower than usual, for each of what got worse. Costs a statement for the range and each of the usual
 * ones, times the dimensions with values that got worse.
 */
export function* withPeriods(
  worse: readonly Worse[],
  sides: AgainstUsual,
  side: Side,
  rules: RuleTable,
  timeZone: string
): Plan<WorseSince[]> {
  const buckets = bucketsWithin(sides);
  if (worse.length === 0 || buckets === null) {
    return worse.map((one) => ({ ...one, period: null }));
  }
  const dimensions = [...new Set(worse.flatMap(({ place }) => (place === null ? [] : [place.dimension])))];
  const wanted = dimensions.length === 0 ? [null] : dimensions;
  const courses = yield* together(...wanted.map((dimension) => courseOf(dimension, worse, sides, buckets, side, timeZone)));
  return worse.map((one) => ({ ...one, period: periodOf(one, courses, sides, rules) }));
}

/** The whole buckets of the compared range. Of weeks none is longer than an hour, so that they begin alike however the clocks were changed. */
function bucketsWithin({ current: { range }, of }: AgainstUsual): TimeBuckets | null {
  const minMs = (range.to - range.from) / MAX_BUCKETS;
  const step = NICE_STEPS.find((nice) => nice >= (of === 'weeks' ? Math.min(minMs, HOUR_MS) : minMs));
  if (step === undefined) {
    return null;
  }
  const whole = { from: Math.ceil(range.from / step) * step, to: Math.floor(range.to / step) * step };
  return whole.from < whole.to ? fixedBuckets(whole, step) : null;
}

function* courseOf(
  dimension: string | null,
  worse: readonly Worse[],
  sides: AgainstUsual,
  buckets: TimeBuckets,
  side: Side,
  timeZone: string
): Plan<Course> {
  const groups = worse.flatMap(({ place }) => (place !== null && place.dimension === dimension ? [[place.recorded]] : []));
  const split = dimension === null ? null : { dimensions: [dimension], groups };
  const count = function* (some: TimeBuckets): Plan<Counted> {
    return { buckets: some, answer: yield* ask({ kind: 'counts', ...side, range: some.range, grid: some.grid, split }) };
  };
  const [now, ...before] = yield* together(count(buckets), ...usualBuckets(sides, buckets, timeZone).map(count));
  return { dimension, groups, now, before };
}

/** The same buckets of the usual weeks; none of a range before, whose hours are others. */
function usualBuckets({ current, baseline, of }: AgainstUsual, { range, grid }: TimeBuckets, timeZone: string): TimeBuckets[] {
  if (of === 'previous') {
    return [];
  }
  return baseline.map((week) => {
    const weeks = Math.round((current.range.from - week.range.from) / WEEK_MS);
    return fixedBuckets(baselineRange({ type: 'shift', by: `${weeks}w` }, range, timeZone), grid.stepMs);
  });
}

function periodOf({ place, usual, window }: Worse, courses: readonly Course[], { current }: AgainstUsual, rules: RuleTable): Period | null {
  const course = courses.find(({ dimension }) => dimension === (place?.dimension ?? null)) ?? courses[0];
  if (course === undefined) {
    return null;
  }
  const { now, before, groups } = course;
  const group = place === null ? null : groups.findIndex(([value]) => value === place.recorded);
  const [calls, answered] = sharesOf([now], group, rules);
  const [usualCalls, usualAnswered] = sharesOf(before, group, rules);
  const { starts } = now.buckets;
  const shares = Array.from(starts, (_, index): BucketShare => {
    const expected = ((usualAnswered[index] ?? 0) + PRIOR_CALLS * usual) / ((usualCalls[index] ?? 0) + PRIOR_CALLS);
    return { calls: calls[index] ?? 0, part: answered[index] ?? 0, usual: expected };
  });
  // What is found in a part is not what was over before.
  const found = shortfall(
    shares,
    window.isPart
      ? Math.max(
          0,
          now.buckets.starts.findLastIndex((start) => start <= window.range.from)
        )
      : 0
  );
  return found === null
    ? null
    : {
        since: found.from === 0 ? current.range.from : (starts[found.from] ?? 0),
        until: found.to === null ? null : (starts[found.to] ?? null),
      };
}

/** Calls and answered calls of each bucket, added up. */
function sharesOf(counted: readonly Counted[], group: number | null, rules: RuleTable): [calls: Float64Array, answered: Float64Array] {
  const length = Math.max(0, ...counted.map(({ buckets }) => buckets.starts.length));
  const [calls, answered] = [new Float64Array(length), new Float64Array(length)];
  for (const { buckets, answer } of counted) {
    const resultOf = classifier(rules, answer);
    answer.calls.forEach((some, row) => {
      const position = buckets.positionOf(answer.bucket?.[row] ?? NaN);
      if (position >= 0 && (group === null || answer.group?.[row] === group)) {
        calls[position]! += some;
        answered[position]! += resultOf(row) === 'answered' ? some : 0;
      }
    });
  }
  return [calls, answered];
}
