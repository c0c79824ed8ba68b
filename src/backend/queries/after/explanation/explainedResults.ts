import type { RuleTable } from '../../../../domain/rules';
import type { CountsAnswer } from '../../../stores/answer';
import { codeRows, type CodeRow } from '../counting/codeRows';
import type { NumberOfCalls } from './explanation';
import type { ShownResults } from '../counting/shownResults';

type Shown = Pick<ShownResults, 'results' | 'onlyIfAny'>;

/** The calls of each result that an answer shows, of all calls. */
export function explainedResults(answer: CountsAnswer, rules: RuleTable, shown: Shown, side?: 'baseline' | 'current'): NumberOfCalls[] {
  return explainedRows(codeRows(answer, rules), shown).map((number) => ({ ...number, ...(side === undefined ? {} : { side }) }));
}

/** The same of calls by code. */
export function explainedRows(rows: readonly CodeRow[], { results, onlyIfAny }: Shown): NumberOfCalls[] {
  return results
    .map((result) => ({ result, numerator: rows.filter((row) => row.result === result) }))
    .filter(({ result, numerator }) => !onlyIfAny.has(result) || numerator.length > 0)
    .map(({ result, numerator }) => ({ name: result, counted: `result ${result}`, of: 'all calls', numerator, denominator: rows }));
}
