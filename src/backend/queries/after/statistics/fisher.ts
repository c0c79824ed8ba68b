/** Two probabilities that differ by less are the same one, computed along two ways. */
const SAME = 1 + 1e-10;

/**
 * Fisher's exact test of a 2×2 table, two-sided: the probability of all tables with the same margins that are at most as
 * probable as this one. Probabilities come from the ratio of neighbors, beginning at the most probable table, so that
 * no factorial is needed and nothing overflows.
 * @param a @param of the first side: so many of so many
 * @param b @param ofOther the other side
 */
export function fisherExact(a: number, of: number, b: number, ofOther: number): number {
  const hits = a + b;
  const least = Math.max(0, hits - ofOther);
  const max = Math.min(hits, of);
  /** P(x + 1) / P(x), where x of the hits are on the first side. */
  const up = (x: number) => ((hits - x) * (of - x)) / ((x + 1) * (ofOther - hits + x + 1));
  const weights = new Float64Array(max - least + 1);
  const mode = Math.min(max, Math.max(least, Math.floor(((hits + 1) * (of + 1)) / (of + ofOther + 2))));
  weights[mode - least] = 1;
  for (let x = mode; x < max; x++) {
    weights[x + 1 - least] = (weights[x - least] ?? 0) * up(x);
  }
  for (let x = mode; x > least; x--) {
    weights[x - 1 - least] = (weights[x - least] ?? 0) / up(x - 1);
  }
  const seen = (weights[a - least] ?? 0) * SAME;
  let all = 0;
  let extreme = 0;
  for (const weight of weights) {
    all += weight;
    extreme += weight <= seen ? weight : 0;
  }
  return Math.min(1, extreme / all);
}

/** Neighbors that are this much less probable than the sum change none of its digits. */
const NOTHING = 1e-20;

/**
 * Fisher's exact test, one-sided: the probability of at most so many hits on the first side, if both sides are alike. Sums go on from the
 * most probable table only as long as they grow, so that many calls take little time.
 * @param a @param of the first side: so many of so many
 * @param b @param ofOther the other side
 */
export function fisherAtMost(a: number, of: number, b: number, ofOther: number): number {
  const hits = a + b;
  const least = Math.max(0, hits - ofOther);
  const max = Math.min(hits, of);
  /** P(x + 1) / P(x), where x of the hits are on the first side. */
  const up = (x: number) => ((hits - x) * (of - x)) / ((x + 1) * (ofOther - hits + x + 1));
  const mode = Math.min(max, Math.max(least, Math.floor(((hits + 1) * (of + 1)) / (of + ofOther + 2))));
  let all = 1;
  let atMost = mode <= a ? 1 : 0;
  const add = (x: number, weight: number) => {
    all += weight;
    atMost += x <= a ? weight : 0;
  };
  for (let [x, weight] = [mode, 1]; x < max && weight > all * NOTHING; x++) {
    weight *= up(x);
    add(x + 1, weight);
  }
  for (let [x, weight] = [mode, 1]; x > least && weight > atMost * NOTHING; x--) {
    weight /= up(x - 1);
    add(x - 1, weight);
  }
  return Math.min(1, atMost / all);
}
