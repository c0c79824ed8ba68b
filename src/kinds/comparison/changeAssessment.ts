import type { CallResult } from '../../domain/results';
import { compareProportions, tooFewToTell, type ProportionTest } from '../../backend/queries/after/statistics/twoProportions';

/** How a result, or a code, stands against its baseline. */
export const VERDICTS = ['worse', 'better', 'same', 'appeared', 'gone', 'too few'] as const;
export type ChangeAssessment = (typeof VERDICTS)[number];

/** Calls of one result or code on both sides, and all calls of the sides. */
export interface Contrast {
  readonly result: CallResult;
  readonly baseline: number;
  readonly current: number;
}

export interface Sides {
  readonly baseline: number;
  readonly current: number;
}

export interface JudgedBy {
  readonly alpha: number;
  readonly minimumCalls: number;
}

/** Null where there is nothing to test: a side without calls, or a row without any on both. */
export function testOf({ baseline, current }: Contrast, all: Sides): ProportionTest | null {
  return baseline + current === 0
    ? null
    : compareProportions({ part: baseline, whole: all.baseline }, { part: current, whole: all.current });
}

/**
 * Appearing and going are facts; better and worse need an adjusted probability below alpha.
 * @param adjusted after correction for all rows; null without a test
 */
export function verdictOf(
  { result, baseline, current }: Contrast,
  all: Sides,
  adjusted: number | null,
  { alpha, minimumCalls }: JudgedBy
): ChangeAssessment {
  if (Math.min(all.baseline, all.current) < minimumCalls || tooFewToTell(all.baseline, all.current, alpha)) {
    return 'too few';
  }
  if (baseline === 0 && current > 0) {
    return 'appeared';
  }
  if (baseline > 0 && current === 0) {
    return 'gone';
  }
  if (!isSignificant(adjusted, alpha)) {
    return 'same';
  }
  const grows = current * all.baseline > baseline * all.current;
  return grows === growthIsGood(result) ? 'better' : 'worse';
}

/**
 * Whether a rule should wake someone: null where the calls do not say. One call is enough to appear, but not to wake.
 * @param adjusted after correction for all rows; null without a test
 */
export function isWorse(verdict: ChangeAssessment, result: CallResult, adjusted: number | null, alpha: number): boolean | null {
  switch (verdict) {
    case 'worse':
      return true;
    case 'better':
    case 'same':
      return false;
    case 'appeared':
      return !growthIsGood(result) && isSignificant(adjusted, alpha);
    case 'gone':
      return growthIsGood(result) && isSignificant(adjusted, alpha);
    case 'too few':
      return null;
  }
}

function isSignificant(adjusted: number | null, alpha: number): boolean {
  return adjusted !== null && adjusted < alpha;
}

function growthIsGood(result: CallResult): boolean {
  return result === 'answered';
}
