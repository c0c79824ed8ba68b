import type { TrendQuery } from '../../../../domain/query';
import { addUp } from '../../../analysis/callCounts';
import { explainedResults } from '../../../analysis/explainedResults';
import { shownResults } from '../../../analysis/shownResults';
import { trend } from '../../../analysis/trend';
import type { Counted } from '../counted';
import { queryBuckets } from '../queryBuckets';
import type { Asked, Inquiry } from '../source';
import { countSplit, groupCount } from '../splitGroups';
import { valueFilters } from '../valueFilters';

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
