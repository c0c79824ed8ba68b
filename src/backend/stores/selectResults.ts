import type { CallResult } from '../../domain/results';
import type { RuleTable } from '../../domain/rules';
import { ANSWERED_CODES } from '../../domain/timings';
import type { OutcomeSet, ResultSelection } from './question';

/** These results as a question names them: every code and word that has one of them, told by plain data. */
export function selectResults(table: RuleTable, results: readonly CallResult[]): ResultSelection {
  const byRow = resultsOfRows(table).map(({ number, result }) => ({ ranges: [], words: [], rules: [number], result }));
  const cases = table.rules.map(({ ranges, words, result }) => ({
    ranges: ranges.map(({ first, last }) => ({ first, last })),
    words,
    result,
  }));
  return { cases: [...byRow, ...cases], results };
}

/** Rules that looked at columns and gave a result alone; one that gave a code is told by that. */
function resultsOfRows(table: RuleTable): { readonly number: number; readonly result: CallResult }[] {
  return table.rowRules
    .filter(({ number, code }) => number > 0 && code === null)
    .map(({ number }) => ({ number, result: table.classify(null, null, number) }));
}

/** Which calls are answered: those with such a final status code or, without a code, with a word that stands for one or that the rules call answered. */
export function answeredCalls(rules: RuleTable): OutcomeSet {
  const isAnswered = (word: string) => {
    const code = rules.codeOf(word);
    return code === null ? rules.classify(null, word) === 'answered' : ANSWERED_CODES.first <= code && code <= ANSWERED_CODES.last;
  };
  const words = new Set([...rules.wordCodes.keys(), ...rules.rules.flatMap((rule) => rule.words)]);
  const byRow = resultsOfRows(rules).filter(({ result }) => result === 'answered');
  return {
    ranges: [{ first: ANSWERED_CODES.first, last: ANSWERED_CODES.last }],
    words: [...words].filter(isAnswered),
    ...(byRow.length === 0 ? {} : { rules: byRow.map(({ number }) => number) }),
  };
}
