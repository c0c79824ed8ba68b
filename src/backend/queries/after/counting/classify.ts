import type { CallResult } from '../../../../domain/results';
import type { RuleTable } from '../../../../domain/rules';
import type { CountsAnswer } from '../../../stores/answer';
import { type Outcomes, outcomesOf } from './outcomes';

/** The result of each row of an answer; each code with a word and a rule is decided once. */
export function classifier(rules: RuleTable, answer: Pick<CountsAnswer, 'code' | 'word' | 'words' | 'rule'>): (row: number) => CallResult {
  const outcomes = outcomesOf(answer);
  const results = resultsOf(outcomes, rules, answer);
  return (row) => results[outcomes.of[row] ?? -1] ?? 'unclassified';
}

/** The result of each outcome, by its number. */
export function resultsOf(
  { rows }: Outcomes,
  rules: RuleTable,
  { code, word, words, rule }: Pick<CountsAnswer, 'code' | 'word' | 'words' | 'rule'>
): CallResult[] {
  return rows.map((row) => {
    const ofRow = code[row] ?? -1;
    return rules.classify(ofRow < 0 ? null : ofRow, words[word[row] ?? -1] ?? null, rule?.[row] ?? 0);
  });
}
