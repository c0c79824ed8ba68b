import type { CallResult } from '../../../../domain/results';
import type { RuleTable } from '../../../../domain/rules';
import type { CountsAnswer } from '../../../stores/answer';
import { cellsOf, groupsOf } from './cells';
import { classifier } from './classify';

/** What passes. */
export interface PassCriteria {
  readonly expected: readonly CallResult[];
  /** 0 to 1. */
  readonly minimumShare: number;
  readonly minimumCalls: number;
}

/** The most frequent code, or missing code, of calls that should have ended otherwise. */
export interface WorstCode {
  readonly code: number | null;
  readonly result: CallResult;
  readonly calls: number;
}

export interface PassResult {
  readonly passed: boolean;
  readonly calls: number;
  /** Calls whose result is none of the expected. */
  readonly violating: number;
  /** Expected calls of all, 0 to 1; NaN without calls. */
  readonly share: number;
  readonly worst: WorstCode | null;
  /** Why it did not pass; null if it did. */
  readonly why: string | null;
}

/** One verdict per group that the store was asked to distinguish; one for all calls if there is none. */
export function judge(answer: CountsAnswer, rules: RuleTable, terms: PassCriteria, splitGroups: number | null): PassResult[] {
  const shape = { splitGroups, buckets: 1, positionOf: () => 0 };
  const cells = cellsOf(answer, shape);
  const resultOf = classifier(rules, answer);
  const expected = new Set(terms.expected);
  const groups = Array.from({ length: groupsOf(shape) }, () => ({ calls: 0, violations: new Map<string, WorstCode>() }));
  for (let row = 0; row < answer.calls.length; row++) {
    const group = groups[cells[row] ?? -1];
    const calls = answer.calls[row] ?? 0;
    const result = resultOf(row);
    if (group === undefined || calls === 0) {
      continue;
    }
    group.calls += calls;
    if (!expected.has(result)) {
      const code = answer.code[row] ?? -1;
      const key = `${code} ${result}`;
      group.violations.set(key, { code: code < 0 ? null : code, result, calls: (group.violations.get(key)?.calls ?? 0) + calls });
    }
  }
  const judged = groups.map(({ calls, violations }) => verdictOf(calls, [...violations.values()], terms));
  return splitGroups === null ? judged : judged.slice(0, splitGroups);
}

function verdictOf(calls: number, violations: readonly WorstCode[], { minimumShare, minimumCalls }: PassCriteria): PassResult {
  const violating = violations.reduce((sum, one) => sum + one.calls, 0);
  const share = calls > 0 ? (calls - violating) / calls : NaN;
  const [worst = null] = [...violations].sort((a, b) => b.calls - a.calls || (a.code ?? Infinity) - (b.code ?? Infinity));
  const why =
    calls < minimumCalls
      ? `${count(calls)} calls, at least ${count(minimumCalls)} required`
      : share < minimumShare
        ? `${count(violating)} of ${count(calls)} calls ended otherwise than expected`
        : null;
  return { passed: why === null, calls, violating, share, worst, why };
}

function count(calls: number): string {
  return calls.toLocaleString('en-US');
}
