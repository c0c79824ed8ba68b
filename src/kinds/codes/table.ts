import { codeColumns, codeRows, mostFrequentFirst } from '../../backend/queries/after/counting/codeRows';
import type { ShownResults } from '../../backend/queries/after/counting/shownResults';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import type { TableBody } from '../../backend/queries/after/tables/table';
import type { CountsAnswer } from '../../backend/stores/answer';
import type { RuleTable } from '../../domain/rules';

/** Which final status codes, or words of the record, stand behind the results; the most frequent first. Shares are of all calls. */
export function codesTable(answer: CountsAnswer, rules: RuleTable, shown: ShownResults): TableBody {
  const wanted = new Set(shown.results);
  const rows = codeRows(answer, rules).filter(({ result, calls }) => calls > 0 && wanted.has(result));
  rows.sort(mostFrequentFirst);
  const all = totalCalls(answer);
  return {
    name: 'Status codes',
    type: 'table',
    visualization: 'table',
    columns: [
      ...codeColumns(rows),
      { type: 'number', name: 'calls', quantity: { of: 'calls' }, values: Float64Array.from(rows, ({ calls }) => calls) },
      { type: 'number', name: 'share', quantity: { of: 'share' }, values: Float64Array.from(rows, ({ calls }) => calls / all) },
    ],
  };
}
