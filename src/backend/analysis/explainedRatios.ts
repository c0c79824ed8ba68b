import { describeCallSet, type RatioDefinition } from '../../domain/ratios';
import type { RuleTable } from '../../domain/rules';
import type { CountsAnswer } from '../stores/store';
import { membership } from './callSets';
import { codeRows } from './codes';
import type { NumberOfCalls } from './explanation';

/** Both sides of each ratio by code. */
export function explainedRatios(definitions: readonly RatioDefinition[], answer: CountsAnswer, rules: RuleTable): NumberOfCalls[] {
  const rows = codeRows(answer, rules);
  return definitions.map(({ name, numerator, denominator, source }) => {
    const [inNumerator, inDenominator] = [membership(numerator), membership(denominator)];
    const whole = rows.filter(({ code, result }) => inDenominator(code, result));
    return { name, counted: describeCallSet(numerator), of: describeCallSet(denominator), source, numerator: whole.filter(({ code, result }) => inNumerator(code, result)), denominator: whole };
  });
}
