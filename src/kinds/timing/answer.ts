import type { TimingQuery } from './schema';
import { explainedTimings } from './explainedTimings';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import { timing } from './table';
import { HISTOGRAM_BOUNDS, timingHistogram } from './histogram';
import { timingNumbers, timingsToCount } from './numbers';
import { percentsOf } from './statistics';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import type { Counted } from '../../backend/queries/ask/queryResult';
import { queryBuckets } from '../../backend/queries/ask/queryBuckets';
import type { Asked, Inquiry } from '../../backend/queries/ask/queryContext';
import { countSplit, groupCount, NO_GROUPS, type RankedSplit } from '../../backend/queries/ask/splitGroups';
import { askHistogram, askTimings, type Timed } from './askTimings';
import { valueFilters } from '../../backend/queries/ask/valueFilters';

export async function countTiming(query: TimingQuery, asked: Asked, inquiry: Inquiry): Promise<Counted> {
  const shown = shownResults(query.results);
  const results = query.byResult ? shown.results : null;
  const numbers = timingNumbers(query);
  const timings = timingsToCount(query);
  const series = numbers.length * (results?.length ?? 1);
  const overTime = query.over === 'range' ? null : queryBuckets(query, asked, inquiry, series);
  const buckets = overTime?.buckets ?? null;
  const range = buckets?.range ?? asked.range;
  const filters = await valueFilters(query.filters, range, inquiry, query.seriesFrom);
  const { rules } = inquiry.source;
  const count = (one: Inquiry) =>
    countSplit(query, shown, { range, filters, grid: null }, one, (told) => overTime?.refuseSeries((told + 1) * series));
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
    const [{ answer: counts }, { cells, told }] = await inquiry.together(count, (one) =>
      askHistogram(first, HISTOGRAM_BOUNDS, timedBy(NO_GROUPS), one)
    );
    return {
      bodies: [timingHistogram(first, cells, buckets)],
      calls: totalCalls(counts),
      range,
      bucket: buckets.name,
      numbers: explainedTimings(new Map([[first, told]]), counts, rules, shown),
    };
  }
  const wanted = { timings, percents: percentsOf(query.statistics), below: query.shortUnderMs };
  const ask = (split: RankedSplit) => (one: Inquiry) => askTimings(wanted, timedBy(split), one);
  // Values have to be known before they are told apart; all calls can be timed while they are counted.
  const whole = query.splitBy.length === 0 ? await inquiry.together(count, ask(NO_GROUPS)) : null;
  const { split, answer: counts } = whole?.[0] ?? (await count(inquiry));
  const { summaries, told, others } = whole?.[1] ?? (await ask(split)(inquiry));
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
    numbers: explainedTimings(told, counts, rules, shown),
    ...(buckets === null ? {} : { bucket: buckets.name }),
  };
}
