import type { CallResult } from '../../../../domain/results';
import type { RuleTable } from '../../../../domain/rules';
import type { CountsAnswer } from '../../../stores/answer';

/** The result of each row of an answer; each pair of code and word is decided once. */
export function classifier(
  rules: RuleTable,
  { code, word, words }: Pick<CountsAnswer, 'code' | 'word' | 'words'>
): (row: number) => CallResult {
  const decided = new Map<number, CallResult>();
  return (row) => {
    const [codeOrNone, wordIndex] = [code[row] ?? -1, word[row] ?? -1];
    const key = (codeOrNone + 1) * (words.length + 1) + wordIndex + 1;
    const known = decided.get(key);
    if (known !== undefined) {
      return known;
    }
    const result = rules.classify(codeOrNone < 0 ? null : codeOrNone, words[wordIndex] ?? null);
    decided.set(key, result);
    return result;
  };
}
