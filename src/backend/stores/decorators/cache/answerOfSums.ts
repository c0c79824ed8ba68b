import { type RecordText, textKey } from '../../../../domain/recordText';
import type { AnswerFacts } from '../../answer';
import type { CachedQuestion } from './cachedQuestion';
import type { Combinations, CountedAnswer } from './combinations';

/** Calls, and when the first of them was, by bucket and combination. */
export interface Sums {
  readonly firstBucket: number;
  readonly buckets: number;
  readonly width: number;
  readonly calls: Float64Array;
  readonly firsts: Float64Array | null;
}

/** The columns of an answer to a question. A month of hours has many entries and few outcomes: each outcome is looked at once, and nothing is built by entry. */
export function answerOfSums(question: CachedQuestion, combinations: Combinations, sums: Sums, facts: AnswerFacts): CountedAnswer {
  const { calls: sumOf, firsts, width, firstBucket } = sums;
  const filled = question.kind === 'histogram' ? filledByMilliseconds(sums, combinations) : filledByBucket(sums);
  const rows = filled.length;
  const told = new ToldOutcomes(question, combinations);
  const hasGroups = question.kind === 'breakdown' || question.split !== null;
  const bucket = question.grid === null ? null : new Float64Array(rows);
  const rule = combinations.hasRules ? new Int32Array(rows) : null;
  const group = hasGroups ? new Int32Array(rows) : null;
  const first = firsts === null ? null : new Float64Array(rows);
  const milliseconds = new Float64Array(question.kind === 'histogram' ? rows : 0);
  const [code, word, calls] = [new Int32Array(rows), new Int32Array(rows), new Float64Array(rows)];
  for (let row = 0; row < rows; row++) {
    const place = filled[row]!;
    const at = Math.floor(place / width);
    const combination = place - at * width;
    const outcome = told.of(combination);
    code[row] = outcome.code;
    word[row] = outcome.word;
    calls[row] = sumOf[place]!;
    if (bucket !== null) {
      bucket[row] = firstBucket + at;
    }
    if (rule !== null) {
      rule[row] = outcome.rule;
    }
    if (group !== null) {
      group[row] = outcome.group;
    }
    if (first !== null) {
      first[row] = firsts?.[place] ?? Infinity;
    }
    if (milliseconds.length > 0) {
      milliseconds[row] = combinations.milliseconds(combination);
    }
  }
  const counted = { ...facts, bucket, code, word, words: told.words, ...(rule === null ? {} : { rule }), group, calls };
  switch (question.kind) {
    case 'counts':
      return { kind: 'counts', ...counted };
    case 'breakdown':
      return { kind: 'breakdown', ...counted, values: told.values, first, tooMany: false };
    case 'histogram':
      return { kind: 'histogram', ...counted, milliseconds, tooMany: false };
  }
}

/** An outcome as the columns of an answer say it. */
interface ToldOutcome {
  readonly code: number;
  /** Index into the words. */
  readonly word: number;
  readonly rule: number;
  /** Index into the question's groups or, of a breakdown, into the values. */
  readonly group: number;
}

/** The outcomes that occur in an answer, and the texts that they point to. */
class ToldOutcomes {
  readonly words: RecordText[] = [];
  readonly values: (readonly RecordText[])[] = [];
  private readonly wordIndexes = new Map<RecordText, number>();
  private readonly valueIndexes = new Map<RecordText, number>();
  /** By the outcome's number. */
  private readonly told: (ToldOutcome | undefined)[];

  constructor(
    private readonly question: CachedQuestion,
    private readonly combinations: Combinations
  ) {
    this.told = new Array<ToldOutcome | undefined>(combinations.outcomeCount);
  }

  of(combination: number): ToldOutcome {
    const index = this.combinations.outcomeIndex(combination);
    return (this.told[index] ??= this.tell(combination));
  }

  private tell(combination: number): ToldOutcome {
    const { code = -1, word = null, rule = null, group = null, values = null } = this.combinations.outcome(combination) ?? {};
    return {
      code,
      word: word === null ? -1 : indexIn(this.wordIndexes, word, word, this.words),
      rule: rule ?? 0,
      group:
        this.question.kind === 'breakdown' ? indexIn(this.valueIndexes, textKey(values ?? []), values ?? [], this.values) : (group ?? -1),
    };
  }
}

function indexIn<T>(known: Map<RecordText, number>, key: RecordText, one: T, list: T[]): number {
  const index = known.get(key) ?? list.push(one) - 1;
  known.set(key, index);
  return index;
}

function filledByBucket({ calls }: Sums): Uint32Array {
  const filled = new Uint32Array(calls.length);
  let rows = 0;
  for (let place = 0; place < calls.length; place++) {
    if (calls[place]! > 0) {
      filled[rows++] = place;
    }
  }
  return filled.subarray(0, rows);
}

function filledByMilliseconds({ calls, width }: Sums, combinations: Combinations): Uint32Array {
  const filled = new Uint32Array(calls.length);
  let rows = 0;
  for (const combination of combinations.ascending()) {
    for (let place = combination; place < calls.length; place += width) {
      if (calls[place]! > 0) {
        filled[rows++] = place;
      }
    }
  }
  return filled.subarray(0, rows);
}
