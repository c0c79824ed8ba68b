import type { DistributionQuery } from './schema';
import { addUp } from '../../backend/queries/after/counting/callCounts';
import { distribution } from './table';
import { explainedResults } from '../../backend/queries/after/explanation/explainedResults';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import type { KindAnswer } from '../../backend/queries/ask/kindAnswer';
import { type CountedSplit, countSplit, groupCount } from '../../backend/queries/ask/splitGroups';
import { valueFilters } from '../../backend/queries/ask/valueFilters';

/** Counts per result, and per value of the split. */
export const distributionAnswer: KindAnswer<DistributionQuery, CountedSplit> = {
  *plan(query, context) {
    const { range, rule } = context.request;
    const filters = yield* valueFilters(query.filters, range, context, query.seriesFrom);
    return yield* countSplit(query, shownResults(query.results, rule), { range, filters, grid: null }, context);
  },

  evaluate(query, { split, answer }, { source: { rules }, request: { range, rule } }) {
    const shown = shownResults(query.results, rule);
    const shape = { results: shown.results, splitGroups: groupCount(split.groups), buckets: 1, positionOf: () => 0 };
    const counts = addUp(answer, rules, shape);
    return {
      bodies: [distribution(query, counts, shown, split.labels, range)],
      calls: counts.all,
      range,
      numbers: explainedResults(answer, rules, shown),
    };
  },
};
