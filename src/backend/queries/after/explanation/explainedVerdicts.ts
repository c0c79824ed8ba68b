import type { CallResult } from '../../../../domain/results';
import type { RuleTable } from '../../../../domain/rules';
import type { CountsAnswer } from '../../../stores/answer';
import { codeRows } from '../counting/codeRows';
import type { NumberOfCalls } from './explanation';

/** The calls that ended as expected, of all that were judged; calls of none of the judged values (group -1) are left out. */
export function explainedVerdicts(answer: CountsAnswer, rules: RuleTable, expected: readonly CallResult[]): NumberOfCalls {
  const judged = codeRows(
    { ...answer, calls: answer.calls.map((calls, row) => ((answer.group?.[row] ?? 0) < 0 ? 0 : calls)) },
    rules
  ).filter(({ calls }) => calls > 0);
  return {
    name: 'expected',
    counted: `results ${expected.join(', ')}`,
    of: 'calls that were judged',
    numerator: judged.filter(({ result }) => expected.includes(result)),
    denominator: judged,
  };
}
