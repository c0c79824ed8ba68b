import type { RecordText } from '../../../../domain/recordText';
import { spanOffset } from '../../../../domain/timeZone';
import type { BucketGrid } from '../../question';
import type { AnswerFacts } from '../../answer';
import type { CachedQuestion } from './cachedQuestion';
import { type Combination, combinationsOf, type CountedAnswer, type Part } from './part';

/** Buckets times combinations that are summed here; more are left to the store. */
const MAX_CELLS = 2_000_000;
const DAY_MS = 86_400_000;

/** Calls of a stretch of time within one bucket, or with buckets of their own. */
export type Term =
  /** Units of a part, from the first up to but without the last. */
  | { readonly part: Part; readonly from: number; readonly to: number }
  /** An answer with the question's own buckets. */
  | { readonly answer: CountedAnswer };

/** Adds up what is kept and the answers of just now. Null if that is too much. */
export function sumOf(question: CachedQuestion, terms: readonly Term[], facts: AnswerFacts): CountedAnswer | null {
  const { grid, range } = question;
  const known = new Map<string, number>();
  const combinations: Combination[] = [];
  const renumbered = (all: readonly Combination[]) =>
    all.map((one) => {
      const index = known.get(one.key) ?? combinations.length;
      if (index === combinations.length) {
        known.set(one.key, index);
        combinations.push(one);
      }
      return index;
    });
  const indexes = new Map<Part, readonly number[]>();
  const read = terms.map((term) => {
    if ('answer' in term) {
      const { combinations: all, indexes: ofRow } = combinationsOf(term.answer);
      return { ...term, ofRow, numbers: renumbered(all) };
    }
    const numbers = indexes.get(term.part) ?? renumbered(term.part.combinations);
    indexes.set(term.part, numbers);
    return { ...term, numbers };
  });
  const first = grid === null ? 0 : bucketOf(grid, range.from);
  // Clocks that are put back count some buckets twice, and may reach before the first and beyond the last one.
  const back = grid === null ? 0 : Math.ceil(DAY_MS / grid.stepMs);
  const buckets = grid === null ? 1 : bucketOf(grid, range.to) - first + 1 + 2 * back;
  const width = combinations.length;
  if (buckets * width > MAX_CELLS) {
    return null;
  }
  const cells = new Float64Array(buckets * width);
  let fits = true;
  const add = (bucket: number, combination: number, calls: number) => {
    const place = (bucket - first + back) * width + combination;
    fits &&= place >= 0 && place < cells.length;
    cells[place] = (cells[place] ?? 0) + calls;
  };
  for (const one of read) {
    const { numbers } = one;
    if ('answer' in one) {
      one.answer.calls.forEach((calls, row) => add(one.answer.bucket?.[row] ?? first - back, numbers[one.ofRow[row] ?? 0] ?? 0, calls));
      continue;
    }
    const { part, from, to } = one;
    for (let unit = from; unit < to; unit++) {
      const bucket = grid === null ? first - back : bucketOf(grid, unit * part.step);
      const end = part.starts[unit - part.first + 1] ?? 0;
      for (let row = part.starts[unit - part.first] ?? 0; row < end; row++) {
        add(bucket, numbers[part.combination[row] ?? 0] ?? 0, part.calls[row] ?? 0);
      }
    }
  }
  return fits ? answerOf(question, { cells, width, firstBucket: first - back }, combinations, facts) : null;
}

function bucketOf({ stepMs, offsets }: BucketGrid, epochMs: number): number {
  return Math.floor((epochMs + spanOffset(offsets, epochMs)) / stepMs);
}

interface Cells {
  readonly cells: Float64Array;
  readonly width: number;
  readonly firstBucket: number;
}

function answerOf(
  question: CachedQuestion,
  { cells, width, firstBucket }: Cells,
  combinations: readonly Combination[],
  facts: AnswerFacts
): CountedAnswer {
  const filled: number[] = [];
  cells.forEach((calls, place) => {
    if (calls > 0) {
      filled.push(place);
    }
  });
  const at = filled.map((place) => combinations[place % width]);
  const words = new Map<RecordText, number>();
  const values = new Map<string, number>();
  const allValues: (readonly RecordText[])[] = [];
  const indexOf = <T>(known: Map<T, number>, one: T) => known.get(one) ?? known.set(one, known.size).size - 1;
  const groupOf = (one: Combination | undefined): number => {
    if (question.kind !== 'breakdown') {
      return one?.group ?? -1;
    }
    const index = indexOf(values, JSON.stringify(one?.values));
    allValues[index] = one?.values ?? [];
    return index;
  };
  const hasGroups = question.kind === 'breakdown' || question.split !== null;
  const hasRules = combinations.some(({ rule }) => rule !== null);
  const counted = {
    ...facts,
    bucket: question.grid === null ? null : Float64Array.from(filled, (place) => firstBucket + Math.floor(place / width)),
    code: Int32Array.from(at, (one) => one?.code ?? -1),
    word: Int32Array.from(at, (one) => (one?.word == null ? -1 : indexOf(words, one.word))),
    words: [...words.keys()],
    ...(hasRules ? { rule: Int32Array.from(at, (one) => one?.rule ?? 0) } : {}),
    group: hasGroups ? Int32Array.from(at, groupOf) : null,
    calls: Float64Array.from(filled, (place) => cells[place] ?? 0),
  };
  switch (question.kind) {
    case 'counts':
      return { kind: 'counts', ...counted };
    case 'breakdown':
      return { kind: 'breakdown', ...counted, values: allValues, first: null, tooMany: false };
    case 'histogram':
      return { kind: 'histogram', ...counted, milliseconds: Float64Array.from(at, (one) => one?.milliseconds ?? 0), tooMany: false };
  }
}
