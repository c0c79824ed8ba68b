import type { DistributionQuery } from '../../../../domain/query';
import { addUp } from '../../../analysis/callCounts';
import { distribution } from '../../../analysis/distribution';
import { explainedResults } from '../../../analysis/explainedResults';
import { shownResults } from '../../../analysis/shownResults';
import type { Counted } from '../counted';
import type { Asked, Inquiry } from '../source';
import { countSplit, groupCount } from '../splitGroups';
import { valueFilters } from '../valueFilters';

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
