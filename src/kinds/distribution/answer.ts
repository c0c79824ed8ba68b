import type { DistributionQuery } from '../kinds';
import { addUp } from '../../backend/queries/after/counting/callCounts';
import { distribution } from './table';
import { explainedResults } from '../../backend/queries/after/explanation/explainedResults';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import type { Counted } from '../../backend/queries/ask/queryResult';
import type { Asked, Inquiry } from '../../backend/queries/ask/queryContext';
import { countSplit, groupCount } from '../../backend/queries/ask/splitGroups';
import { valueFilters } from '../../backend/queries/ask/valueFilters';

export async function countDistribution(query: DistributionQuery, { range, rule }: Asked, inquiry: Inquiry): Promise<Counted> {
  const shown = shownResults(query.results, rule);
  const filters = await valueFilters(query.filters, range, inquiry, query.seriesFrom);
  const { split, answer } = await countSplit(query, shown, { range, filters, grid: null }, inquiry);
  const shape = { results: shown.results, splitGroups: groupCount(split.groups), buckets: 1, positionOf: () => 0 };
  const counts = addUp(answer, inquiry.source.rules, shape);
  return {
    bodies: [distribution(query, counts, shown, split.labels, range)],
    calls: counts.all,
    range,
    numbers: explainedResults(answer, inquiry.source.rules, shown),
  };
}
