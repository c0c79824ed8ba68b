import { reasonPhrase } from '../../../../domain/reasonPhrases';
import type { RecordText } from '../../../../domain/recordText';
import { type CallResult, RESULTS, resultPosition } from '../../../../domain/results';
import type { RuleTable } from '../../../../domain/rules';
import type { CountsAnswer } from '../../../stores/answer';
import { classifier } from './classify';
import { callsOfResult } from '../tables/drilldown';
import type { Column } from '../tables/table';
import { identifierColumn } from '../tables/identifierText';

/** A final status code, or the record's own word. */
export interface CodeRow {
  readonly code: number | null;
  readonly word: RecordText | null;
  readonly result: CallResult;
  calls: number;
  /** Numbers of the rules that looked at columns and took some of these calls, 0 for those that none did; absent where no rule does. */
  readonly rules?: Set<number>;
}

/** Each code with its word and result that occurs, in no particular order. */
export function codeRows(answer: CountsAnswer, rules: RuleTable): CodeRow[] {
  // Answers over time have many rows and few codes, so that the key must cost next to nothing.
  const rows = new Map<number, CodeRow>();
  const resultOf = classifier(rules, answer);
  const words = answer.words.length + 1;
  answer.calls.forEach((calls, index) => {
    const result = resultOf(index);
    const rule = answer.rule?.[index];
    const key = ((answer.code[index] ?? -1) * words + (answer.word[index] ?? -1)) * RESULTS.length + resultPosition(result);
    const known = rows.get(key);
    if (known) {
      known.calls += calls;
      if (rule !== undefined) {
        known.rules?.add(rule);
      }
      return;
    }
    const code = answer.code[index] ?? -1;
    const word = answer.words[answer.word[index] ?? -1] ?? null;
    rows.set(key, { code: code < 0 ? null : code, word, result, calls, ...(rule === undefined ? {} : { rules: new Set([rule]) }) });
  });
  return [...rows.values()];
}

/** What a code is: itself, the record's word, the reason phrase and the result. */
export function codeColumns(rows: readonly Omit<CodeRow, 'calls'>[]): Column[] {
  return [
    { type: 'number', name: 'code', quantity: { of: 'code' }, values: Float64Array.from(rows, ({ code }) => code ?? NaN) },
    identifierColumn(
      'word',
      rows.map(({ word }) => word)
    ),
    {
      type: 'text',
      holds: 'optional text',
      name: 'reason',
      values: rows.map(({ code }) => (code === null ? null : (reasonPhrase(code)?.phrase ?? null))),
    },
    { type: 'text', holds: 'results', name: 'result', values: rows.map(({ result }) => result), drilldown: callsOfResult('result') },
  ];
}

/** Ties in the order of codes, words and results, so that it never depends on the store's. */
export function mostFrequentFirst(a: CodeRow, b: CodeRow): number {
  return (
    b.calls - a.calls ||
    (a.code ?? Infinity) - (b.code ?? Infinity) ||
    compareWords(a.word, b.word) ||
    resultPosition(a.result) - resultPosition(b.result)
  );
}

function compareWords(a: RecordText | null, b: RecordText | null): number {
  const [left, right] = [a ?? '', b ?? ''];
  return left < right ? -1 : left > right ? 1 : 0;
}
