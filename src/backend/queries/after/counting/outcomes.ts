import { MAX_RULES } from '../../../../domain/rules';
import type { CountsAnswer } from '../../../stores/answer';

/** What the rows of an answer distinguish of how calls ended: answers over time have many rows and few of these. */
export interface Outcomes {
  /** Of each row, the number of its code with its word and rule. */
  readonly of: Int32Array;
  /** A row of each number, the first. */
  readonly rows: readonly number[];
}

const NUMBERS_OF_RULES = MAX_RULES + 1;
const NUMBERS_OF_CODES = 1_024;
/** Keys below are looked up in an array, in a fraction of the time that a map takes. */
const MAX_DENSE = 2 ** 14;

type OutcomeColumns = Pick<CountsAnswer, 'code' | 'word' | 'words' | 'rule'>;

/** By the codes: an answer is looked at several times, and with other groups has the same columns. */
const known = new WeakMap<CountsAnswer['code'], Outcomes & Pick<OutcomeColumns, 'word' | 'rule'>>();

export function outcomesOf(answer: OutcomeColumns): Outcomes {
  const { code, word, rule } = answer;
  const before = known.get(code);
  if (before?.word === word && before.rule === rule) {
    return before;
  }
  const outcomes = { ...numbered(answer), word, rule };
  known.set(code, outcomes);
  return outcomes;
}

function numbered({ code, word, words, rule }: OutcomeColumns): Outcomes {
  const of = new Int32Array(code.length);
  const rows: number[] = [];
  const [ofWords, ofRules] = [words.length + 1, rule === undefined ? 1 : NUMBERS_OF_RULES];
  const dense = new Int32Array(Math.min(MAX_DENSE, NUMBERS_OF_CODES * ofWords * ofRules)).fill(-1);
  const sparse = new Map<number, number>();
  for (let row = 0; row < of.length; row++) {
    const key = ((code[row]! + 1) * ofWords + word[row]! + 1) * ofRules + (rule?.[row] ?? 0);
    const isDense = key >= 0 && key < dense.length;
    let number = isDense ? dense[key]! : (sparse.get(key) ?? -1);
    if (number < 0) {
      number = rows.push(row) - 1;
      if (isDense) {
        dense[key] = number;
      } else {
        sparse.set(key, number);
      }
    }
    of[row] = number;
  }
  return { of, rows };
}
