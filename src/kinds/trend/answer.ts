import type { TrendQuery } from '../kinds';
import { addUp } from '../../backend/queries/after/counting/callCounts';
import { explainedResults } from '../../backend/queries/after/explanation/explainedResults';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import { trend } from './table';
import type { QueryResult } from '../../backend/queries/ask/queryResult';
import { queryBuckets } from '../../backend/queries/ask/queryBuckets';
import type { RequestContext, QueryContext } from '../../backend/queries/ask/queryContext';
import { countSplit, groupCount } from '../../backend/queries/ask/splitGroups';
import { valueFilters } from '../../backend/queries/ask/valueFilters';

export async function runTrend(query: TrendQuery, request: RequestContext, context: QueryContext): Promise<QueryResult> {
  const shown = shownResults(query.results, request.rule);
  const { buckets, refuseSeries } = queryBuckets(query, request, context, shown.results.length);
  const { range, grid, starts } = buckets;
  const filters = await valueFilters(query.filters, range, context, query.seriesFrom);
  const { split, answer } = await countSplit(query, shown, { range, filters, grid }, context, (groups) =>
    refuseSeries(shown.results.length * (groups + 1))
  );
  const shape = { results: shown.results, splitGroups: groupCount(split.groups), buckets: starts.length, positionOf: buckets.positionOf };
  const counts = addUp(answer, context.source.rules, shape);
  return {
    bodies: [trend(query, counts, shown, split.labels, buckets)],
    calls: counts.all,
    range,
    bucket: buckets.name,
    numbers: explainedResults(answer, context.source.rules, shown),
  };
}
