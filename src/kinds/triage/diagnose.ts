import type { CallResult } from '../../domain/results';
import type { RuleTable } from '../../domain/rules';
import type { CountsAnswer } from '../../backend/stores/answer';
import { codeRows, mostFrequentFirst, type CodeRow } from '../../backend/queries/after/counting/codeRows';
import type { Breakdown } from '../../backend/queries/ask/examinedDimensions';
import { overRepresented, type Outlier, type OutlierThresholds } from './overRepresented';

/** What is known of one result that is not answered. */
export interface Diagnosis {
  readonly result: CallResult;
  readonly calls: number;
  /** All calls, whatever their result. */
  readonly of: number;
  /** The most frequent first. */
  readonly codes: readonly CodeRow[];
  readonly outliers: readonly Outlier[];
}

/** Findings of one kind that a reader can take in. */
const MAX_FINDINGS = 10;

/** Results other than answered that occur, the most frequent first, ties in their fixed order. */
export function notAnswered(answer: CountsAnswer, rules: RuleTable, results: readonly CallResult[]): CallResult[] {
  const calls = new Map(results.map((result) => [result, 0]));
  codeRows(answer, rules).forEach((row) => calls.set(row.result, (calls.get(row.result) ?? 0) + row.calls));
  const occurring = results.filter((result) => result !== 'answered' && (calls.get(result) ?? 0) > 0);
  return occurring.sort((a, b) => (calls.get(b) ?? 0) - (calls.get(a) ?? 0));
}

export function diagnose(
  result: CallResult,
  answer: CountsAnswer,
  breakdowns: readonly Breakdown[],
  rules: RuleTable,
  min: OutlierThresholds
): Diagnosis {
  const rows = codeRows(answer, rules);
  const sum = (some: readonly CodeRow[]) => some.reduce((calls, row) => calls + row.calls, 0);
  const codes = rows.filter((row) => row.result === result && row.calls > 0).sort(mostFrequentFirst);
  return {
    result,
    calls: sum(codes),
    of: sum(rows),
    codes: codes.slice(0, MAX_FINDINGS),
    outliers: overRepresented(result, breakdowns, rules, min).slice(0, MAX_FINDINGS),
  };
}
