import { CallResultError } from '../../domain/errors';
import { compileRules, foldWord, type RuleSetting, type RuleTable } from '../../domain/rules';

/** The rules ready to decide, or what is wrong and with which of them (counted from 0; null: with none of them alone). */
export type CheckedRules =
  | { readonly good: true; readonly table: RuleTable }
  | { readonly good: false; readonly message: string; readonly index: number | null };

/** The same check as the backend's. */
export function checkedRules(rules: readonly RuleSetting[]): CheckedRules {
  try {
    return { good: true, table: compileRules(rules) };
  } catch (error) {
    if (!(error instanceof CallResultError)) {
      throw error;
    }
    const named = /^rule (\d+)\b/.exec(error.message);
    return { good: false, message: error.message, index: named ? Number(named[1]) - 1 : null };
  }
}

/** A status code, or the word of a switch and the code that it stands for by the settings, as someone types it to try the rules. */
export function readTried(text: string, words: Readonly<Record<string, number>> = {}): { code: number | null; word: string | null } | null {
  const tried = text.trim();
  if (tried === '') {
    return null;
  }
  const code = Object.entries(words).find(([word]) => foldWord(word) === foldWord(tried))?.[1] ?? null;
  return code === null && /^\d{1,3}$/.test(tried) ? { code: Number(tried), word: null } : { code, word: tried };
}
