/** A share in a bucket: how many calls there are, how many of them count, and which share usually does. */
export interface BucketShare {
  readonly calls: number;
  readonly part: number;
  readonly usual: number;
}

/** Buckets in which a share was below the usual one. */
export interface Shortfall {
  /** The first of them; 0 where it may have begun before the first bucket. */
  readonly from: number;
  /** The first after them; null where it may still go on. */
  readonly to: number | null;
}

/** Twice this difference in log likelihood excludes a bound at 95% confidence (chi-squared, one degree of freedom). */
const SUPPORT = 1.92;
/** Buckets with calls that may be the first, as a part of all; in more the beginning is not known. */
const MAX_DOUBT = 1 / 8;
/** Fewer buckets with calls tell no beginning. */
const MIN_BUCKETS = 6;

/**
 * The run of buckets whose share is, together, the most standard deviations below the usual one: the likeliest place of a fall of even size.
 * Null where the buckets do not tell its beginning.
 * @param reaching a bucket that the run is in or after
 */
export function shortfall(buckets: readonly BucketShare[], reaching = 0): Shortfall | null {
  const score = scorer(buckets);
  const count = buckets.length;
  let best = { from: 0, to: 0, score: 0 };
  // The shortest of equal runs: buckets without calls at its ends are not part of it.
  for (let to = reaching + 1; to <= count; to++) {
    for (let from = to - 1; from >= 0; from--) {
      const own = score(from, to);
      best = own > best.score ? { from, to, score: own } : best;
    }
  }
  const withCalls = buckets.filter(({ calls }) => calls > 0).length;
  if (best.score === 0 || withCalls < MIN_BUCKETS) {
    return null;
  }
  const isPossible = (from: number, to: number) => from < to && best.score - score(from, to) < SUPPORT;
  const begins = buckets.flatMap(({ calls }, from) => (calls > 0 && isPossible(from, best.to) ? [from] : []));
  if (begins.length > Math.max(1, MAX_DOUBT * withCalls)) {
    return null;
  }
  return { from: isPossible(0, best.to) ? 0 : best.from, to: isPossible(best.from, count) ? null : best.to };
}

/** Half the square of the standard deviations that a run of buckets is below the usual; 0 where it is not below. */
function scorer(buckets: readonly BucketShare[]): (from: number, to: number) => number {
  const missing = sums(buckets.map(({ calls, part, usual }) => calls * usual - part));
  const variance = sums(buckets.map(({ calls, usual }) => calls * usual * (1 - usual)));
  return (from, to) => {
    const [fewer, spread] = [missing[to]! - missing[from]!, variance[to]! - variance[from]!];
    return fewer > 0 && spread > 0 ? fewer ** 2 / (2 * spread) : 0;
  };
}

/** The sum before each value, and of all. */
function sums(values: readonly number[]): Float64Array {
  const all = new Float64Array(values.length + 1);
  values.forEach((value, index) => (all[index + 1] = all[index]! + value));
  return all;
}
