import type { DistributionQuery } from '../kinds';
import { addUp } from '../../backend/queries/after/counting/callCounts';
import { distribution } from './table';
import { explainedResults } from '../../backend/queries/after/explanation/explainedResults';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import type { QueryResult } from '../../backend/queries/ask/queryResult';
import type { RequestContext, QueryContext } from '../../backend/queries/ask/queryContext';
import { countSplit, groupCount } from '../../backend/queries/ask/splitGroups';
import { valueFilters } from '../../backend/queries/ask/valueFilters';

export async function runDistribution(
  query: DistributionQuery,
  { range, rule }: RequestContext,
  context: QueryContext
): Promise<QueryResult> {
  const shown = shownResults(query.results, rule);
  const filters = await valueFilters(query.filters, range, context, query.seriesFrom);
  const { split, answer } = await countSplit(query, shown, { range, filters, grid: null }, context);
  const shape = { results: shown.results, splitGroups: groupCount(split.groups), buckets: 1, positionOf: () => 0 };
  const counts = addUp(answer, context.source.rules, shape);
  return {
    bodies: [distribution(query, counts, shown, split.labels, range)],
    calls: counts.all,
    range,
    numbers: explainedResults(answer, context.source.rules, shown),
  };
}
