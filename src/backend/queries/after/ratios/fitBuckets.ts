import { MEDIAN_CALLS } from '../../../../domain/buckets';
import type { AddedUp } from '../../../../domain/explanation';
import type { TimeRange } from '../../../stores/question';
import type { CountsAnswer } from '../../../stores/answer';
import type { TimeBuckets } from '../../before/buckets/timeBuckets';

/** Buckets that were counted, and coarser ones that they can be added up to, the finest first. */
export interface BucketChoice {
  readonly fine: TimeBuckets;
  readonly coarser: readonly TimeBuckets[];
  /** The range of the dashboard. */
  readonly asked: TimeRange;
}

export interface FittedBuckets {
  readonly buckets: TimeBuckets;
  /** Absent where the finest were fitting. */
  readonly addedUp?: AddedUp;
}

/** Buckets of the store's grid, side by side: what an answer is counted in once, to be added up for each choice. */
export interface GridBuckets {
  readonly first: number;
  readonly buckets: number;
  positionOf(gridBucket: number): number;
}

/** The stretch of the grid that an answer has calls in. */
export function gridOf({ bucket }: Pick<CountsAnswer, 'bucket'>): GridBuckets {
  let [first, last] = [Infinity, -Infinity];
  for (let row = 0; row < (bucket?.length ?? 0); row++) {
    first = Math.min(first, bucket![row]!);
    last = Math.max(last, bucket![row]!);
  }
  return first > last
    ? { first: 0, buckets: 0, positionOf: () => -1 }
    : { first, buckets: last - first + 1, positionOf: (number) => number - first };
}

/**
 * The finest buckets in which the median denominator is large enough, else the coarsest. Only the settled calls in whole buckets of the coarsest
 * kind decide, so that the choice stays the same from refresh to refresh until such a bucket ends.
 * @param denominatorsIn those of all ratios and values of the split in buckets of the grid, with as many in a row as there are of these
 */
export function fitBuckets(
  { fine, coarser, asked }: BucketChoice,
  settledUntil: number,
  grid: GridBuckets,
  denominatorsIn: (grid: GridBuckets) => readonly Float64Array[]
): FittedBuckets {
  const coarsest = coarser.at(-1);
  if (coarsest === undefined || grid.buckets === 0) {
    return { buckets: fine };
  }
  const deciding = decidingRange(coarsest, asked, settledUntil);
  const denominators = denominatorsIn(grid);
  let fitted: FittedBuckets = { buckets: fine };
  for (const buckets of [fine, ...coarser]) {
    const median = medianOf(addedUp(denominators, grid, buckets), buckets, deciding);
    if (median === null) {
      return fitted;
    }
    fitted = { buckets, ...(buckets === fine ? {} : { addedUp: { from: fine.name, median } }) };
    if (median >= MEDIAN_CALLS) {
      return fitted;
    }
  }
  return fitted;
}

/** Rows of buckets of the grid as rows of others. */
function addedUp(rows: readonly Float64Array[], { first, buckets }: GridBuckets, { starts, positionOf }: TimeBuckets): Float64Array[] {
  const positions = new Int32Array(buckets).map((_, index) => positionOf(first + index));
  return rows.map((row) => {
    const sums = new Float64Array((row.length / buckets) * starts.length);
    for (let index = 0; index < row.length; index++) {
      const position = positions[index % buckets] ?? -1;
      if (position >= 0) {
        sums[Math.floor(index / buckets) * starts.length + position]! += row[index] ?? 0;
      }
    }
    return sums;
  });
}

/** The calls of some buckets alone, of an answer that was counted beyond them. */
export function withinBuckets(answer: CountsAnswer, { range, positionOf }: TimeBuckets, counted: TimeRange): CountsAnswer {
  const { bucket, rule, group } = answer;
  if (bucket === null || (range.from <= counted.from && range.to >= counted.to)) {
    return answer;
  }
  const rows = rowsWithin(bucket, positionOf);
  return {
    ...answer,
    bucket: numbersAt(rows, bucket),
    code: rows.map((row) => answer.code[row]!),
    word: rows.map((row) => answer.word[row]!),
    ...(rule === undefined ? {} : { rule: rows.map((row) => rule[row]!) }),
    group: group === null ? null : rows.map((row) => group[row]!),
    calls: numbersAt(rows, answer.calls),
  };
}

function rowsWithin(bucket: Float64Array, positionOf: TimeBuckets['positionOf']): Int32Array {
  const rows = new Int32Array(bucket.length);
  let [count, before, isWithin] = [0, NaN, false];
  for (let row = 0; row < bucket.length; row++) {
    if (bucket[row] !== before) {
      before = bucket[row]!;
      isWithin = positionOf(before) >= 0;
    }
    if (isWithin) {
      rows[count++] = row;
    }
  }
  return rows.subarray(0, count);
}

function numbersAt(rows: Int32Array, column: Float64Array): Float64Array {
  const numbers = new Float64Array(rows.length);
  for (let index = 0; index < rows.length; index++) {
    numbers[index] = column[rows[index]!]!;
  }
  return numbers;
}

/** All of a range without any such bucket. */
function decidingRange({ starts, lengths }: TimeBuckets, { from, to }: TimeRange, settledUntil: number): TimeRange {
  const until = Math.min(to, settledUntil);
  const first = starts.find((start) => start >= from) ?? Infinity;
  const last = starts.findLastIndex((start, index) => start + (lengths[index] ?? 0) <= until);
  const end = last < 0 ? -Infinity : (starts[last] ?? 0) + (lengths[last] ?? 0);
  return first < end ? { from: first, to: end } : { from: -Infinity, to: Infinity };
}

/** At least half of the ratios that there are have as many calls; null where there is none. */
function medianOf(rows: readonly Float64Array[], { starts, lengths }: TimeBuckets, { from, to }: TimeRange): number | null {
  const decides = starts.map((start, index) => Number(start >= from && start + (lengths[index] ?? 0) <= to));
  const calls = new Float64Array(rows.reduce((sum, row) => sum + row.length, 0));
  let count = 0;
  for (const row of rows) {
    for (let index = 0; index < row.length; index++) {
      if (row[index]! > 0 && decides[index % starts.length] === 1) {
        calls[count++] = row[index]!;
      }
    }
  }
  return calls.subarray(0, count).sort()[Math.floor((count - 1) / 2)] ?? null;
}
