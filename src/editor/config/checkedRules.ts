import { CallResultError } from '../../domain/errors';
import { compileRules, type RuleSetting, type RuleTable } from '../../domain/rules';
import { DEFAULT_LAYOUT, vocabularyOf } from '../../domain/settings';
import type { EditedSettings } from '../editorDataSource';

/** The rules ready to decide, or what is wrong and with which of them (counted from 0; null: with none of them alone). */
export type CheckedRules =
  { readonly good: true; readonly table: RuleTable } | { readonly good: false; readonly message: string; readonly index: number | null };

/** The same check as the backend's; what words mean depends on the layout and the settings. */
export function checkedRules(
  rules: readonly RuleSetting[],
  { layout = DEFAULT_LAYOUT, vocabulary, words = {} }: Pick<EditedSettings, 'layout' | 'vocabulary' | 'words'> = {}
): CheckedRules {
  try {
    return { good: true, table: compileRules(rules, vocabularyOf({ layout, vocabulary, words })) };
  } catch (error) {
    if (!(error instanceof CallResultError)) {
      throw error;
    }
    const named = /^rule (\d+)\b/.exec(error.message);
    return { good: false, message: error.message, index: named ? Number(named[1]) - 1 : null };
  }
}

/** A status code, or the word of a switch, as someone types it to try the rules. */
export function readTried(text: string): { code: number | null; word: string | null } | null {
  const tried = text.trim();
  if (tried === '') {
    return null;
  }
  return /^\d{1,3}$/.test(tried) ? { code: Number(tried), word: null } : { code: null, word: tried };
}
