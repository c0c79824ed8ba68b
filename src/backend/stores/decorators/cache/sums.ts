import { spanOffset } from '../../../../domain/timeZone';
import type { AnswerFacts } from '../../answer';
import type { BucketGrid, TimeRange } from '../../question';
import type { CachedQuestion } from './cachedQuestion';
import type { Combinations, CountedAnswer } from './combinations';
import type { Part } from './part';
import { answerOfSums, type Sums } from './answerOfSums';

/** Buckets times combinations that are summed here; more are left to the store. */
const MAX_CELLS = 2_000_000;
const ONE_BUCKET = { first: 0, last: 0 };

/** Calls of a stretch of time within one bucket, or with buckets of their own. */
export type Term =
  /** Units of a part, from the first up to but without the last. */
  | { readonly part: Part; readonly from: number; readonly to: number }
  /** Moments of a minute. */
  | { readonly part: Part; readonly within: TimeRange }
  /** An answer with the question's own buckets. */
  | { readonly answer: CountedAnswer };

/** Adds up what is kept and the answers of just now. Null if that is too much. */
export function sumOf(
  question: CachedQuestion,
  combinations: Combinations,
  terms: readonly Term[],
  facts: AnswerFacts
): CountedAnswer | null {
  const { grid, range } = question;
  const answered = new Map(terms.flatMap((term) => ('answer' in term ? [[term, combinations.of(term.answer)] as const] : [])));
  const { first, last } = grid === null ? ONE_BUCKET : bucketsOf(grid, range);
  const buckets = last - first + 1;
  const width = combinations.size;
  if (buckets * width > MAX_CELLS) {
    return null;
  }
  const withFirsts = question.kind === 'breakdown' && question.first;
  const sums: Sums = {
    firstBucket: first,
    buckets,
    width,
    calls: new Float64Array(buckets * width),
    firsts: withFirsts ? new Float64Array(buckets * width).fill(Infinity) : null,
  };
  for (const term of terms) {
    const fits = 'answer' in term ? addAnswer(sums, term.answer, answered.get(term)) : addPart(sums, grid, term);
    if (!fits) {
      return null;
    }
  }
  return answerOfSums(question, combinations, sums, facts);
}

/** Clocks that are put back count some buckets twice, and may reach before the first one and beyond the last. */
function bucketsOf(grid: BucketGrid, { from, to }: TimeRange): { readonly first: number; readonly last: number } {
  const { stepMs, offsets } = grid;
  const numbers = [bucketOf(grid, from)];
  let begin = from;
  for (const { until, offsetMs } of offsets) {
    const end = Math.min(to, until ?? Infinity);
    if (begin < end) {
      numbers.push(Math.floor((begin + offsetMs) / stepMs), Math.floor((end + offsetMs) / stepMs));
      begin = end;
    }
  }
  return { first: Math.min(...numbers), last: Math.max(...numbers) };
}

function addAnswer(sums: Sums, answer: CountedAnswer, combination: Uint32Array | undefined): boolean {
  const began = answer.kind === 'breakdown' ? answer.first : null;
  return answer.calls.every((calls, row) => {
    const bucket = answer.bucket === null ? 0 : (answer.bucket[row] ?? NaN) - sums.firstBucket;
    const fits = bucket >= 0 && bucket < sums.buckets;
    if (fits) {
      addCalls(sums, bucket * sums.width + (combination?.[row] ?? 0), calls, began?.[row] ?? Infinity);
    }
    return fits;
  });
}

/** False if a bucket is not one of the question's. */
function addPart(sums: Sums, grid: BucketGrid | null, term: Exclude<Term, { answer: unknown }>): boolean {
  const { part } = term;
  if ('within' in term) {
    const start = part.first * part.step;
    const end = lowerBound(part.moments, term.within.to - start);
    for (let row = lowerBound(part.moments, term.within.from - start); row < end; row++) {
      if (!addRows(sums, grid, part, start + (part.moments?.[row] ?? 0), row, row + 1)) {
        return false;
      }
    }
    return true;
  }
  const rowOf = (unit: number) => part.starts[unit - part.first] ?? 0;
  if (grid === null) {
    return addRows(sums, grid, part, 0, rowOf(term.from), rowOf(term.to));
  }
  for (let unit = term.from; unit < term.to; unit++) {
    if (!addRows(sums, grid, part, unit * part.step, rowOf(unit), rowOf(unit + 1))) {
      return false;
    }
  }
  return true;
}

function addRows(sums: Sums, grid: BucketGrid | null, part: Part, epochMs: number, from: number, to: number): boolean {
  const bucket = grid === null ? 0 : bucketOf(grid, epochMs) - sums.firstBucket;
  if (!(bucket >= 0 && bucket < sums.buckets)) {
    return from === to;
  }
  const { calls, firsts, width } = sums;
  const { combination, calls: ofRow } = part;
  const before = bucket * width;
  for (let row = from; row < to; row++) {
    calls[before + combination[row]!]! += ofRow[row]!;
  }
  if (firsts !== null) {
    for (let row = from; row < to; row++) {
      const place = before + combination[row]!;
      firsts[place] = Math.min(firsts[place]!, part.firsts?.[row] ?? Infinity);
    }
  }
  return true;
}

function addCalls({ calls, firsts }: Sums, place: number, count: number, began: number): void {
  calls[place] = (calls[place] ?? 0) + count;
  if (firsts !== null) {
    firsts[place] = Math.min(firsts[place] ?? Infinity, began);
  }
}

/** The first entry that is at or after a moment. */
function lowerBound(moments: Uint16Array | null, moment: number): number {
  let [low, high] = [0, moments?.length ?? 0];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((moments?.[middle] ?? 0) < moment) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function bucketOf({ stepMs, offsets }: BucketGrid, epochMs: number): number {
  return Math.floor((epochMs + spanOffset(offsets, epochMs)) / stepMs);
}
