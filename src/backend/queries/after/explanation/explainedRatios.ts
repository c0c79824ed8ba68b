import { describeCallSet, type RatioDefinition } from '../../../../domain/ratios';
import type { RuleTable } from '../../../../domain/rules';
import { membership } from '../ratios/callSets';
import { type CodeRow, codeRows } from '../counting/codeRows';
import type { NumberOfCalls } from './explanation';
import type { RatioAnswers } from '../ratios/ratioCounts';

/** Both sides of each ratio by code. */
export function explainedRatios(definitions: readonly RatioDefinition[], answers: RatioAnswers, rules: RuleTable): NumberOfCalls[] {
  const [all, retried] = [codeRows(answers.all, rules), answers.retried === null ? [] : codeRows(answers.retried, rules)];
  // Ratios among the same calls have one denominator, whose codes are told once.
  const denominators = new Map<string, CodeRow[]>();
  return definitions.map(({ name, numerator, denominator, among, source }) => {
    const [inNumerator, inDenominator] = [membership(numerator), membership(denominator)];
    const of = among === 'retried' ? 'calls with an attempt that was not answered' : describeCallSet(denominator);
    const key = `${among} ${of}`;
    const whole = denominators.get(key) ?? (among === 'retried' ? retried : all).filter(({ code, result }) => inDenominator(code, result));
    denominators.set(key, whole);
    return {
      name,
      counted: describeCallSet(numerator),
      of,
      source,
      numerator: whole.filter(({ code, result }) => inNumerator(code, result)),
      denominator: whole,
    };
  });
}
