import type { RecordText } from '../../../../domain/recordText';
import type { BreakdownAnswer, CountsAnswer, HistogramAnswer } from '../../answer';
import { TooLarge } from './tooLarge';

export type CountedAnswer = CountsAnswer | BreakdownAnswer | HistogramAnswer;

/** What an answer distinguishes beside buckets and milliseconds. */
export interface Outcome {
  readonly code: number;
  readonly word: RecordText | null;
  readonly rule: number | null;
  /** Index into the question's groups; null where it has none. */
  readonly group: number | null;
  /** Of a breakdown. */
  readonly values: readonly RecordText[] | null;
}

/** Pairs of an outcome and longer milliseconds would not be exact numbers any more. */
const MAX_MS = 2 ** 31;
/** Roughly what an object and a text take beside its characters, and what a number in a map takes. */
const EMPTY_BYTES = 1_000;
const OUTCOME_BYTES = 300;
const PAIR_BYTES = 80;

/**
 * What the answers to some questions distinguish, each combination once: what is kept has numbers in its place, which add up
 * without a look at any text.
 */
export class Combinations {
  private readonly numbers = new Map<string, number>();
  private readonly outcomes: Outcome[] = [];
  /** A combination is an outcome and, in histograms, milliseconds. */
  private readonly pairs = new Map<number, number>();
  private readonly outcomeOf: number[] = [];
  private readonly millisecondsOf: number[] = [];
  private texts = 0;
  private sorted: Uint32Array = new Uint32Array();

  get size(): number {
    return this.outcomeOf.length;
  }

  /** Roughly. */
  get bytes(): number {
    return EMPTY_BYTES + this.outcomes.length * OUTCOME_BYTES + this.texts * 4 + this.outcomeOf.length * PAIR_BYTES;
  }

  get hasRules(): boolean {
    return this.outcomes.some(({ rule }) => rule !== null);
  }

  outcome(combination: number): Outcome | undefined {
    return this.outcomes[this.outcomeIndex(combination)];
  }

  get outcomeCount(): number {
    return this.outcomes.length;
  }

  /** The same number for combinations of the same outcome. */
  outcomeIndex(combination: number): number {
    return this.outcomeOf[combination] ?? -1;
  }

  milliseconds(combination: number): number {
    return this.millisecondsOf[combination] ?? 0;
  }

  /** All combinations, ascending by milliseconds. */
  ascending(): Uint32Array {
    if (this.sorted.length !== this.size) {
      this.sorted = Uint32Array.from(this.outcomeOf.keys()).sort((one, other) => this.milliseconds(one) - this.milliseconds(other));
    }
    return this.sorted;
  }

  /**
   * Of each entry of an answer, the number of its combination.
   * @throws TooLarge if its milliseconds are beyond what is kept
   */
  of(answer: CountedAnswer): Uint32Array {
    const { code, word, words, rule, group } = answer;
    const values = answer.kind === 'breakdown' ? answer.values : null;
    const milliseconds = answer.kind === 'histogram' ? answer.milliseconds : null;
    const seen = new Map<string, number>();
    let [before, outcome] = [-1, -1];
    const isAsBefore = (row: number) =>
      before >= 0 &&
      code[row] === code[before] &&
      word[row] === word[before] &&
      rule?.[row] === rule?.[before] &&
      group?.[row] === group?.[before];
    const numbers = new Uint32Array(code.length);
    for (let row = 0; row < code.length; row++) {
      if (!isAsBefore(row)) {
        const index = group?.[row] ?? null;
        const key = `${code[row]} ${word[row]} ${rule?.[row]} ${index}`;
        outcome =
          seen.get(key) ??
          this.outcomeNumber({
            code: code[row]!,
            word: words[word[row] ?? -1] ?? null,
            rule: rule?.[row] ?? null,
            group: values === null ? index : null,
            values: values?.[index ?? -1] ?? null,
          });
        seen.set(key, outcome);
        before = row;
      }
      numbers[row] = this.pairOf(outcome, milliseconds === null ? 0 : (milliseconds[row] ?? NaN));
    }
    return numbers;
  }

  /** The number of a combination without milliseconds. */
  numberOf(outcome: Outcome): number {
    return this.pairOf(this.outcomeNumber(outcome), 0);
  }

  private outcomeNumber(outcome: Outcome): number {
    const { code, word, rule, group, values } = outcome;
    const key = JSON.stringify([code, word, rule, group, values]);
    const known = this.numbers.get(key);
    if (known !== undefined) {
      return known;
    }
    this.texts += key.length;
    this.numbers.set(key, this.outcomes.length);
    return this.outcomes.push(outcome) - 1;
  }

  private pairOf(outcome: number, milliseconds: number): number {
    if (!(milliseconds >= 0 && milliseconds < MAX_MS)) {
      throw new TooLarge();
    }
    const pair = outcome * MAX_MS + milliseconds;
    const known = this.pairs.get(pair);
    if (known !== undefined) {
      return known;
    }
    this.pairs.set(pair, this.size);
    this.millisecondsOf.push(milliseconds);
    return this.outcomeOf.push(outcome) - 1;
  }
}
