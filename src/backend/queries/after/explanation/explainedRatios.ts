import { describeCallSet, type RatioDefinition } from '../../../../domain/ratios';
import type { RuleTable } from '../../../../domain/rules';
import { membership } from '../ratios/callSets';
import { codeRows } from '../counting/codeRows';
import type { NumberOfCalls } from './explanation';
import type { RatioAnswers } from '../ratios/ratioCounts';

/** Both sides of each ratio by code. */
export function explainedRatios(definitions: readonly RatioDefinition[], answers: RatioAnswers, rules: RuleTable): NumberOfCalls[] {
  const [all, retried] = [codeRows(answers.all, rules), answers.retried === null ? [] : codeRows(answers.retried, rules)];
  return definitions.map(({ name, numerator, denominator, among, source }) => {
    const [inNumerator, inDenominator] = [membership(numerator), membership(denominator)];
    const whole = (among === 'retried' ? retried : all).filter(({ code, result }) => inDenominator(code, result));
    return {
      name,
      counted: describeCallSet(numerator),
      of: among === 'retried' ? 'calls with an attempt that was not answered' : describeCallSet(denominator),
      source,
      numerator: whole.filter(({ code, result }) => inNumerator(code, result)),
      denominator: whole,
    };
  });
}
