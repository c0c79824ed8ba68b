import type { CallResult } from '../../../../domain/results';
import { MAX_RULES, type RuleTable } from '../../../../domain/rules';
import type { CountsAnswer } from '../../../stores/answer';

const NUMBERS_OF_RULES = MAX_RULES + 1;

/** The result of each row of an answer; each code with a word and a rule is decided once. */
export function classifier(
  rules: RuleTable,
  { code, word, words, rule }: Pick<CountsAnswer, 'code' | 'word' | 'words' | 'rule'>
): (row: number) => CallResult {
  const decided = new Map<number, CallResult>();
  return (row) => {
    const [codeOrNone, wordIndex] = [code[row] ?? -1, word[row] ?? -1];
    const rowRule = rule?.[row] ?? 0;
    const key = ((codeOrNone + 1) * (words.length + 1) + wordIndex + 1) * NUMBERS_OF_RULES + rowRule;
    const known = decided.get(key);
    if (known !== undefined) {
      return known;
    }
    const result = rules.classify(codeOrNone < 0 ? null : codeOrNone, words[wordIndex] ?? null, rowRule);
    decided.set(key, result);
    return result;
  };
}
