import type { RuleTable } from '../../domain/rules';
import type { CountsAnswer } from '../../backend/stores/answer';
import { classifier } from '../../backend/queries/after/counting/classify';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';

/** Which part of the calls was answered; null without calls. */
export function answeredShare(answer: CountsAnswer, rules: RuleTable): number | null {
  const resultOf = classifier(rules, answer);
  const answered = answer.calls.reduce((sum, calls, row) => sum + (resultOf(row) === 'answered' ? calls : 0), 0);
  const all = totalCalls(answer);
  return all === 0 ? null : answered / all;
}
