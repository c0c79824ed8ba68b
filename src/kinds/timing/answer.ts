import type { TimingQuery } from './schema';
import { explainedTimings } from './explainedTimings';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import { timing } from './table';
import { HISTOGRAM_BOUNDS, timingHistogram } from './histogram';
import { timingNumbers, timingsToCount } from './numbers';
import { percentsOf } from './statistics';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import type { QueryResult } from '../../backend/queries/ask/queryResult';
import { queryBuckets } from '../../backend/queries/ask/queryBuckets';
import type { RequestContext, QueryContext } from '../../backend/queries/ask/queryContext';
import { countSplit, groupCount, NO_GROUPS, type RankedSplit } from '../../backend/queries/ask/splitGroups';
import { askHistogram, askTimings, type Timed } from './askTimings';
import { valueFilters } from '../../backend/queries/ask/valueFilters';

export async function runTiming(query: TimingQuery, request: RequestContext, context: QueryContext): Promise<QueryResult> {
  const shown = shownResults(query.results);
  const results = query.byResult ? shown.results : null;
  const numbers = timingNumbers(query);
  const timings = timingsToCount(query);
  const series = numbers.length * (results?.length ?? 1);
  const overTime = query.over === 'range' ? null : queryBuckets(query, request, context, series);
  const buckets = overTime?.buckets ?? null;
  const range = buckets?.range ?? request.range;
  const filters = await valueFilters(query.filters, range, context, query.seriesFrom);
  const { rules } = context.source;
  const count = (one: QueryContext) =>
    countSplit(query, shown, { range, filters, grid: null }, one, (known) => overTime?.refuseSeries((known + 1) * series));
  const timedBy = ({ groups }: RankedSplit): Timed => ({
    scope: { range, filters, grid: buckets?.grid ?? null, split: groups },
    shown,
    shape: {
      results,
      groups: (groupCount(groups) ?? 0) + 1,
      buckets: buckets?.starts.length ?? 1,
      positionOf: (bucket: number) => buckets?.positionOf(bucket) ?? 0,
    },
  });
  const [first] = timings;
  if (query.over === 'histogram' && buckets !== null && first !== undefined) {
    const [{ answer: counts }, { cells, known }] = await context.together(count, (one) =>
      askHistogram(first, HISTOGRAM_BOUNDS, timedBy(NO_GROUPS), one)
    );
    return {
      bodies: [timingHistogram(first, cells, buckets)],
      calls: totalCalls(counts),
      range,
      bucket: buckets.name,
      numbers: explainedTimings(new Map([[first, known]]), counts, rules, shown),
    };
  }
  const wanted = { timings, percents: percentsOf(query.statistics), below: query.shortUnderMs };
  const ask = (split: RankedSplit) => (one: QueryContext) => askTimings(wanted, timedBy(split), one);
  // Values are known before they are divided by; all calls can be timed while they are counted.
  const whole = query.splitBy.length === 0 ? await context.together(count, ask(NO_GROUPS)) : null;
  const { split, answer: counts } = whole?.[0] ?? (await count(context));
  const { summaries, known, others } = whole?.[1] ?? (await ask(split)(context));
  const groups = (groupCount(split.groups) ?? 0) + 1;
  const shownGroups = Array.from(
    { length: split.groups === null || (others && split.labels.withoutOther !== true) ? groups : groups - 1 },
    (_, group) => group
  );
  const body = timing(query, numbers, { summaries, results, split: split.labels, groups: shownGroups, starts: buckets?.starts ?? null });
  return {
    bodies: [body],
    calls: totalCalls(counts),
    range,
    numbers: explainedTimings(known, counts, rules, shown),
    ...(buckets === null ? {} : { bucket: buckets.name }),
  };
}
