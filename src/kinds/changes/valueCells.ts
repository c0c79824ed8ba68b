import { type RecordText, textKey } from '../../domain/recordText';
import type { CallResult } from '../../domain/results';
import type { RuleTable } from '../../domain/rules';
import type { CountsAnswer } from '../../backend/stores/answer';
import { classifier } from '../../backend/queries/after/counting/classify';

/** A way of not being answered: a final status code, or the record's word. */
export interface Ending {
  readonly code: number | null;
  readonly word: RecordText | null;
  readonly result: CallResult;
}

/** Calls of one value of a dimension on one side, and how many of them had each ending. */
export interface ValueCells {
  calls: number;
  readonly byEnding: Map<RecordText, number>;
}

/** One side, distinguished by the values of a dimension. The last entry of `values` is all others. */
export interface SideCells {
  readonly calls: number;
  readonly values: readonly ValueCells[];
}

/** @param endings collects every ending that is not answered, by its key */
export function valueCells(answer: CountsAnswer, valueCount: number, rules: RuleTable, endings: Map<RecordText, Ending>): SideCells {
  const values = Array.from({ length: valueCount + 1 }, (): ValueCells => ({ calls: 0, byEnding: new Map() }));
  const resultOf = classifier(rules, answer);
  let all = 0;
  answer.calls.forEach((calls, row) => {
    const group = answer.group?.[row] ?? -1;
    const cells = values[group < 0 ? valueCount : group]!;
    cells.calls += calls;
    all += calls;
    const result = resultOf(row);
    if (result === 'answered') {
      return;
    }
    const code = answer.code[row] ?? -1;
    const ending = { code: code < 0 ? null : code, word: answer.words[answer.word[row] ?? -1] ?? null, result };
    const key = textKey([ending.code, ending.word, result]);
    endings.set(key, ending);
    cells.byEnding.set(key, (cells.byEnding.get(key) ?? 0) + calls);
  });
  return { calls: all, values };
}
