import type { CodesQuery } from '../kinds';
import { explainedResults } from '../../backend/queries/after/explanation/explainedResults';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import type { QueryResult } from '../../backend/queries/ask/queryResult';
import type { RequestContext, QueryContext } from '../../backend/queries/ask/queryContext';
import { valueFilters } from '../../backend/queries/ask/valueFilters';
import { codesTable } from './table';

export async function runCodes(query: CodesQuery, { range }: RequestContext, context: QueryContext): Promise<QueryResult> {
  const filters = await valueFilters(query.filters, range, context);
  const answer = await context.ask({ kind: 'counts', range, filters, grid: null, split: null });
  const { rules } = context.source;
  const shown = shownResults(query.results);
  return { bodies: [codesTable(answer, rules, shown)], calls: totalCalls(answer), range, numbers: explainedResults(answer, rules, shown) };
}
