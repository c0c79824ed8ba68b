import { twoSidedNormal } from './erfc';
import { fisherExact } from './fisher';

/** So many of so many. */
export interface Proportion {
  readonly part: number;
  readonly whole: number;
}

export interface ProportionTest {
  readonly test: 'z' | 'fisher';
  /** How probable a difference at least this large is if nothing changed. */
  readonly p: number;
}

/** Cochran's rule (1954): the normal approximation needs this many expected calls in each cell. */
const MIN_EXPECTED = 5;

/**
 * Whether two proportions differ: the z-test with pooled variance, and Fisher's exact test where one of the four expected
 * counts is under 5. Null if a side is empty.
 */
export function compareProportions(one: Proportion, other: Proportion): ProportionTest | null {
  if (one.whole === 0 || other.whole === 0) {
    return null;
  }
  const pooled = (one.part + other.part) / (one.whole + other.whole);
  const fewest = Math.min(one.whole, other.whole) * Math.min(pooled, 1 - pooled);
  if (fewest < MIN_EXPECTED) {
    return { test: 'fisher', p: fisherExact(one.part, one.whole, other.part, other.whole) };
  }
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / one.whole + 1 / other.whole));
  return { test: 'z', p: twoSidedNormal((other.part / other.whole - one.part / one.whole) / deviation) };
}

/**
 * Whether so few calls could show any difference at all: even "none of these, all of those" would not be significant.
 * Fisher's test of that table is 1/C(one + other, one), twice that where the sides are equal.
 */
export function tooFewToTell(one: number, other: number, alpha: number): boolean {
  const [few, many] = one < other ? [one, other] : [other, one];
  const enough = (few === many ? 2 : 1) / alpha;
  let tables = 1;
  for (let chosen = 1; chosen <= few && tables <= enough; chosen++) {
    tables *= (many + chosen) / chosen;
  }
  return tables <= enough;
}
