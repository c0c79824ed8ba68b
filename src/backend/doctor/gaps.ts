import type { Discovery } from './discovery';

/** Buckets on either side that must be busy, and how many calls they must have on average: by chance, none in such a bucket is one in 150,000. */
const NEIGHBORS = 3;
const MIN_USUAL = 12;

/**
 * Buckets without any call amid busy ones.
 * @param calls calls per bucket, the first of which begins at `from`
 */
export function examineGaps(calls: ArrayLike<number>, from: number, stepMs: number): Discovery[] {
  const gaps: { from: number; to: number }[] = [];
  let usual = 0;
  for (let start = 0; start < calls.length; start++) {
    if (calls[start] !== 0) {
      continue;
    }
    let end = start;
    while (end < calls.length && calls[end] === 0) {
      end++;
    }
    const [before, after] = [busy(calls, start - NEIGHBORS), busy(calls, end)];
    if (before >= MIN_USUAL && after >= MIN_USUAL) {
      gaps.push({ from: from + start * stepMs, to: from + end * stepMs });
      usual = Math.round((before + after) / 2);
    }
    start = end;
  }
  return gaps.length === 0 ? [] : [{ finding: 'gaps', gaps, usualCalls: usual, stepMs }];
}

/** Average of the neighbors from a bucket on; 0 if there are too few or one of them is empty. */
function busy(calls: ArrayLike<number>, start: number): number {
  let sum = 0;
  for (let index = start; index < start + NEIGHBORS; index++) {
    const count = calls[index] ?? 0;
    if (count === 0) {
      return 0;
    }
    sum += count;
  }
  return sum / NEIGHBORS;
}
