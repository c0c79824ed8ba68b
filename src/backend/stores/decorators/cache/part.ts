import type { RecordText } from '../../../../domain/recordText';
import type { AnswerFacts, BreakdownAnswer, CountsAnswer, HistogramAnswer } from '../../answer';

export type CountedAnswer = CountsAnswer | BreakdownAnswer | HistogramAnswer;

/** What an answer distinguishes beside buckets. */
export interface Combination {
  /** The same text for the same combination, in every answer to the same question. */
  readonly key: string;
  readonly code: number;
  readonly word: RecordText | null;
  readonly rule: number | null;
  /** Index into the question's groups; null where it has none. */
  readonly group: number | null;
  /** Of a breakdown. */
  readonly values: readonly RecordText[] | null;
  /** Of a histogram. */
  readonly milliseconds: number | null;
}

/** Calls of some units that follow each other, unit by unit. */
export interface Part {
  readonly id: number;
  readonly step: number;
  /** Number of the first unit: its beginning divided by the step. */
  readonly first: number;
  /** Where the entries of each unit begin, and where the last one's end. */
  readonly starts: Uint32Array;
  /** Of each entry, an index into `combinations`. */
  readonly combination: Uint32Array;
  readonly calls: Float64Array;
  readonly combinations: readonly Combination[];
  /** When the store was asked, epoch milliseconds. */
  readonly askedAt: number;
  readonly facts: AnswerFacts;
  readonly bytes: number;
}

/** Of whom a part is: the statement that counted it, when, and what it was asked for. */
export type PartOrigin = Pick<Part, 'id' | 'step' | 'first' | 'askedAt'>;

/** Roughly what an object and a text take beside its characters. */
const OBJECT_BYTES = 200;
/** What finding a unit takes. */
const UNIT_BYTES = 100;

/**
 * Sorts an answer by units; its buckets are the units' numbers, or it has none and is about one unit. Null if a bucket is none of the units.
 */
export function partOf(answer: CountedAnswer, origin: PartOrigin, units: number): Part | null {
  const { combinations, indexes } = combinationsOf(answer);
  const rows = answer.calls.length;
  const unit = new Uint32Array(rows);
  const starts = new Uint32Array(units + 1);
  for (let row = 0; row < rows; row++) {
    const at = answer.bucket === null ? 0 : (answer.bucket[row] ?? NaN) - origin.first;
    if (!(at >= 0 && at < units)) {
      return null;
    }
    unit[row] = at;
    starts[at + 1] = (starts[at + 1] ?? 0) + 1;
  }
  for (let at = 1; at <= units; at++) {
    starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0);
  }
  const next = starts.slice();
  const [combination, calls] = [new Uint32Array(rows), new Float64Array(rows)];
  for (let row = 0; row < rows; row++) {
    const at = unit[row] ?? 0;
    const place = next[at] ?? 0;
    next[at] = place + 1;
    combination[place] = indexes[row] ?? 0;
    calls[place] = answer.calls[row] ?? 0;
  }
  const texts = combinations.reduce((sum, { key }) => sum + OBJECT_BYTES + 4 * key.length, 0);
  const { statement, parameters, statementMs, unread, origin: source } = answer;
  return {
    ...origin,
    starts,
    combination,
    calls,
    combinations,
    facts: { statement, parameters, statementMs, unread, origin: source },
    bytes:
      starts.byteLength + combination.byteLength + calls.byteLength + texts + 2 * statement.length + 5 * OBJECT_BYTES + UNIT_BYTES * units,
  };
}

/** The combinations that occur, and of each entry which it is. */
export function combinationsOf(answer: CountedAnswer): { readonly combinations: readonly Combination[]; readonly indexes: Uint32Array } {
  const { code, word, words, rule, group } = answer;
  const values = answer.kind === 'breakdown' ? answer.values : null;
  const milliseconds = answer.kind === 'histogram' ? answer.milliseconds : null;
  const known = new Map<string, number>();
  const combinations: Combination[] = [];
  const indexes = Uint32Array.from(code, (ofRow, row) => {
    const one = {
      code: ofRow,
      word: words[word[row] ?? -1] ?? null,
      rule: rule?.[row] ?? null,
      group: values === null ? (group?.[row] ?? null) : null,
      values: values?.[group?.[row] ?? -1] ?? null,
      milliseconds: milliseconds?.[row] ?? null,
    };
    const key = JSON.stringify([one.code, one.word, one.rule, one.group, one.values, one.milliseconds]);
    const index = known.get(key) ?? combinations.length;
    if (index === combinations.length) {
      known.set(key, index);
      combinations.push({ key, ...one });
    }
    return index;
  });
  return { combinations, indexes };
}
