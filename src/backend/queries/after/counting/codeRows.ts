import { reasonPhrase } from '../../../../domain/reasonPhrases';
import type { RecordText } from '../../../../domain/recordText';
import { type CallResult, RESULTS, resultPosition } from '../../../../domain/results';
import type { RuleTable } from '../../../../domain/rules';
import type { CountsAnswer } from '../../../stores/answer';
import { resultsOf } from './classify';
import { outcomesOf } from './outcomes';
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
  const outcomes = outcomesOf(answer);
  const sums = new Float64Array(outcomes.rows.length);
  for (let row = 0; row < outcomes.of.length; row++) {
    sums[outcomes.of[row]!]! += answer.calls[row]!;
  }
  const rows = new Map<number, CodeRow>();
  const words = answer.words.length + 1;
  resultsOf(outcomes, rules, answer).forEach((result, outcome) => {
    const row = outcomes.rows[outcome] ?? -1;
    const [code, word, calls] = [answer.code[row] ?? -1, answer.word[row] ?? -1, sums[outcome] ?? 0];
    const rule = answer.rule?.[row];
    const key = (code * words + word) * RESULTS.length + resultPosition(result);
    const known = rows.get(key);
    if (known) {
      known.calls += calls;
      if (rule !== undefined) {
        known.rules?.add(rule);
      }
      return;
    }
    const said = answer.words[word] ?? null;
    rows.set(key, { code: code < 0 ? null : code, word: said, result, calls, ...(rule === undefined ? {} : { rules: new Set([rule]) }) });
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
