import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import { type RecordText, textKey } from '../../domain/recordText';
import type { RuleTable } from '../../domain/rules';
import type { CountsAnswer } from '../../backend/stores/answer';
import { classifier } from '../../backend/queries/after/counting/classify';
import { codeRows, type CodeRow } from '../../backend/queries/after/counting/codeRows';
import type { ShownResults } from '../../backend/queries/after/counting/shownResults';
import type { TwoAnswers } from '../../backend/queries/ask/twoSides';
import type { Contrast } from './changeAssessment';
import { identifierText } from '../../backend/queries/after/tables/identifierText';

export interface CodeContrast extends Contrast, Pick<CodeRow, 'code' | 'word'> {}

/** A row per result, in their fixed order. */
export function resultContrasts({ baseline, current }: TwoAnswers, rules: RuleTable, shown: ShownResults): Contrast[] {
  const [before, now] = [callsByResult(baseline, rules), callsByResult(current, rules)];
  return shown.results
    .map((result) => ({ result, baseline: before.get(result) ?? 0, current: now.get(result) ?? 0 }))
    .filter(({ result, baseline: one, current: other }) => one + other > 0 || !shown.onlyIfAny.has(result));
}

/** A row per code (or word of the record) that occurs on a side, the largest change of its share first. */
export function codeContrasts(answers: TwoAnswers, rules: RuleTable, shown: ShownResults): CodeContrast[] {
  const rows = new Map<RecordText, CodeContrast>();
  for (const side of ['baseline', 'current'] as const) {
    for (const { code, word, result, calls } of codeRows(answers[side], rules)) {
      const key = textKey([code, word, result]);
      const known = rows.get(key) ?? { code, word, result, baseline: 0, current: 0 };
      rows.set(key, { ...known, [side]: calls });
    }
  }
  const [all, allBefore] = [Math.max(1, totalCalls(answers.current)), Math.max(1, totalCalls(answers.baseline))];
  const change = ({ baseline, current }: Contrast) => Math.abs(current / all - baseline / allBefore);
  return [...rows.values()]
    .filter(({ result }) => shown.results.includes(result))
    .sort((a, b) => change(b) - change(a) || (a.code ?? Infinity) - (b.code ?? Infinity) || wordOf(a).localeCompare(wordOf(b), 'en'));
}

function wordOf({ word }: CodeContrast): string {
  return word === null ? '' : identifierText(word);
}

function callsByResult(answer: CountsAnswer, rules: RuleTable): Map<string, number> {
  const resultOf = classifier(rules, answer);
  const sums = new Map<string, number>();
  answer.calls.forEach((calls, row) => sums.set(resultOf(row), (sums.get(resultOf(row)) ?? 0) + calls));
  return sums;
}
