import type { TrendQuery } from './schema';
import { addUp } from '../../backend/queries/after/counting/callCounts';
import { explainedResults } from '../../backend/queries/after/explanation/explainedResults';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import { trend } from './table';
import type { KindAnswer } from '../../backend/queries/ask/kindAnswer';
import type { TimeBuckets } from '../../backend/queries/before/buckets/timeBuckets';
import { queryBuckets } from '../../backend/queries/ask/queryBuckets';
import { type CountedSplit, countSplit, groupCount } from '../../backend/queries/ask/splitGroups';
import { valueFilters } from '../../backend/queries/ask/valueFilters';

interface CountedTrend extends CountedSplit {
  readonly buckets: TimeBuckets;
}

/** Counts per bucket and result, and per value of the split. */
export const trendAnswer: KindAnswer<TrendQuery, CountedTrend> = {
  *plan(query, context) {
    const shown = shownResults(query.results, context.request.rule);
    const { buckets, refuseSeries } = queryBuckets(query, context, shown.results.length);
    const { range, grid } = buckets;
    const filters = yield* valueFilters(query.filters, range, context, query.seriesFrom);
    const refuse = (groups: number) => refuseSeries(shown.results.length * (groups + 1));
    return { ...(yield* countSplit(query, shown, { range, filters, grid }, context, refuse)), buckets };
  },

  evaluate(query, { split, answer, buckets }, { source: { rules }, request: { rule } }) {
    const { range, starts, positionOf, name } = buckets;
    const shown = shownResults(query.results, rule);
    const shape = { results: shown.results, splitGroups: groupCount(split.groups), buckets: starts.length, positionOf };
    const counts = addUp(answer, rules, shape);
    return {
      bodies: [trend(query, counts, shown, split.labels, buckets)],
      calls: counts.all,
      range,
      bucket: name,
      numbers: explainedResults(answer, rules, shown),
    };
  },
};
