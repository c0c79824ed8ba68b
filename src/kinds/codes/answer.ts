import type { CodesQuery } from '../kinds';
import { explainedResults } from '../../backend/queries/after/explanation/explainedResults';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import type { Counted } from '../../backend/queries/ask/queryResult';
import type { Asked, Inquiry } from '../../backend/queries/ask/queryContext';
import { valueFilters } from '../../backend/queries/ask/valueFilters';
import { codesTable } from './table';

export async function countCodes(query: CodesQuery, { range }: Asked, inquiry: Inquiry): Promise<Counted> {
  const filters = await valueFilters(query.filters, range, inquiry);
  const answer = await inquiry.ask({ kind: 'counts', range, filters, grid: null, split: null });
  const { rules } = inquiry.source;
  const shown = shownResults(query.results);
  return { bodies: [codesTable(answer, rules, shown)], calls: totalCalls(answer), range, numbers: explainedResults(answer, rules, shown) };
}
