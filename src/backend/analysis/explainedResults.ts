import type { CallResult } from '../../domain/results';
import type { RuleTable } from '../../domain/rules';
import type { CountsAnswer } from '../stores/store';
import { codeRows } from './codes';
import type { NumberOfCalls } from './explanation';
import type { ShownResults } from './shownResults';

/** The calls of each result that an answer shows, of all calls. */
export function explainedResults(answer: CountsAnswer, rules: RuleTable, { results, onlyIfAny }: Pick<ShownResults, 'results' | 'onlyIfAny'>, side?: 'baseline' | 'current'): NumberOfCalls[] {
  const rows = codeRows(answer, rules);
  return results
    .map((result) => numberOf(result, rows.filter((row) => row.result === result)))
    .filter(({ name, numerator }) => !(onlyIfAny as ReadonlySet<string>).has(name) || numerator.length > 0)
    .map((number) => ({ ...number, denominator: rows, ...(side === undefined ? {} : { side }) }));
}

function numberOf(result: CallResult, numerator: ReturnType<typeof codeRows>) {
  return { name: result, counted: `result ${result}`, of: 'all calls', numerator };
}
