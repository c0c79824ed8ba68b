import type { TrendQuery } from '../kinds';
import { addUp } from '../../backend/queries/after/counting/callCounts';
import { explainedResults } from '../../backend/queries/after/explanation/explainedResults';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import { trend } from './table';
import type { Counted } from '../../backend/queries/ask/queryResult';
import { queryBuckets } from '../../backend/queries/ask/queryBuckets';
import type { Asked, Inquiry } from '../../backend/queries/ask/queryContext';
import { countSplit, groupCount } from '../../backend/queries/ask/splitGroups';
import { valueFilters } from '../../backend/queries/ask/valueFilters';

export async function countTrend(query: TrendQuery, asked: Asked, inquiry: Inquiry): Promise<Counted> {
  const shown = shownResults(query.results, asked.rule);
  const { buckets, refuseSeries } = queryBuckets(query, asked, inquiry, shown.results.length);
  const { range, grid, starts } = buckets;
  const filters = await valueFilters(query.filters, range, inquiry, query.seriesFrom);
  const { split, answer } = await countSplit(query, shown, { range, filters, grid }, inquiry, (groups) =>
    refuseSeries(shown.results.length * (groups + 1))
  );
  const shape = { results: shown.results, splitGroups: groupCount(split.groups), buckets: starts.length, positionOf: buckets.positionOf };
  const counts = addUp(answer, inquiry.source.rules, shape);
  return {
    bodies: [trend(query, counts, shown, split.labels, buckets)],
    calls: counts.all,
    range,
    bucket: buckets.name,
    numbers: explainedResults(answer, inquiry.source.rules, shown),
  };
}
