import type { CallResult } from '../../domain/results';
import type { RuleTable } from '../../domain/rules';
import { ANSWERED_CODES } from '../../domain/timings';
import type { OutcomeSet, ResultSelection } from './question';

/** These results as a question names them: every code and word that has one of them, told by plain data. */
export function selectResults({ rules }: RuleTable, results: readonly CallResult[]): ResultSelection {
  const cases = rules.map(({ ranges, words, result }) => ({ ranges: ranges.map(({ first, last }) => ({ first, last })), words, result }));
  return { cases, results };
}

/** Which calls are answered: those with such a final status code or, without a code, with a word that stands for one or that the rules call answered. */
export function answeredCalls(rules: RuleTable): OutcomeSet {
  const isAnswered = (word: string) => {
    const code = rules.codeOf(word);
    return code === null ? rules.classify(null, word) === 'answered' : ANSWERED_CODES.first <= code && code <= ANSWERED_CODES.last;
  };
  const words = new Set([...rules.wordCodes.keys(), ...rules.rules.flatMap((rule) => rule.words)]);
  return { ranges: [{ first: ANSWERED_CODES.first, last: ANSWERED_CODES.last }], words: [...words].filter(isAnswered) };
}
