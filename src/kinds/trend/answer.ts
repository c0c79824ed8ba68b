import type { TrendQuery } from './schema';
import type { CellShape } from '../../backend/queries/after/counting/cells';
import type { CountsAnswer } from '../../backend/stores/answer';
import { addUp } from '../../backend/queries/after/counting/callCounts';
import { explainedResults } from '../../backend/queries/after/explanation/explainedResults';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import { trend } from './table';
import type { KindAnswer } from '../../backend/queries/ask/kindAnswer';
import { type BucketChoice, fitBuckets, gridOf, withinBuckets } from '../../backend/queries/after/ratios/fitBuckets';
import { listSeries } from '../../backend/queries/after/splits/series';
import type { TimeRange } from '../../backend/stores/question';
import { queryBuckets } from '../../backend/queries/ask/queryBuckets';
import { type CountedSplit, countSplit, groupCount } from '../../backend/queries/ask/splitGroups';
import { valueFilters } from '../../backend/queries/ask/valueFilters';

interface CountedTrend extends CountedSplit {
  readonly choice: BucketChoice;
  /** What was counted. */
  readonly range: TimeRange;
}

/** Counts per bucket and result, and per value of the split. */
export const trendAnswer: KindAnswer<TrendQuery, CountedTrend> = {
  *plan(query, context) {
    const shown = shownResults(query.results, context.request.rule);
    const { buckets, choice, rangeOfChoice, refuseSeries } = queryBuckets(query, context, shown.results.length);
    // Numbers of calls are right in buckets of any size; shares are ratios.
    const isShare = query.measure === 'share';
    const range = isShare ? rangeOfChoice : buckets.range;
    const filters = yield* valueFilters(query.filters, range, context, query.seriesFrom);
    const refuse = (groups: number) => refuseSeries(shown.results.length * (groups + 1));
    const counted = yield* countSplit(query, shown, { range, filters, grid: buckets.grid }, context, refuse);
    return { ...counted, choice: isShare ? choice : { ...choice, coarser: [] }, range };
  },

  evaluate(query, { split, answer: counted, choice, range }, { source: { rules }, request: { rule, settledUntil } }) {
    const shown = shownResults(query.results, rule);
    const countedIn = (answer: CountsAnswer, shape: Omit<CellShape, 'splitGroups'>) =>
      addUp(answer, rules, { results: shown.results, splitGroups: groupCount(split.groups), ...shape });
    const { buckets, addedUp } = fitBuckets(choice, settledUntil, gridOf(counted), (grid) =>
      listSeries(countedIn(counted, grid), shown, split.labels, query.shareOf).map(({ totals }) => totals)
    );
    const answer = withinBuckets(counted, buckets, range);
    const counts = countedIn(answer, { buckets: buckets.starts.length, positionOf: buckets.positionOf });
    return {
      bodies: [trend(query, counts, shown, split.labels, buckets)],
      calls: counts.all,
      range: buckets.range,
      bucket: buckets.name,
      numbers: explainedResults(answer, rules, shown),
      ...(addedUp === undefined ? {} : { explained: { addedUp } }),
    };
  },
};
