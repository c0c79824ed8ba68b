import type { TimingQuery } from '../../../../domain/timingQuery';
import { explainedTimings } from '../../../analysis/explainedTimings';
import { shownResults } from '../../../analysis/shownResults';
import { timing } from '../../../analysis/timing';
import { HISTOGRAM_BOUNDS, timingHistogram } from '../../../analysis/timingHistogram';
import { timingNumbers, timingsToCount } from '../../../analysis/timingNumbers';
import { percentsOf } from '../../../analysis/timingStatistics';
import { totalCalls } from '../../../analysis/totalCalls';
import type { Counted } from '../counted';
import { queryBuckets } from '../queryBuckets';
import type { Asked, Inquiry } from '../source';
import { countSplit, groupCount } from '../splitGroups';
import { askHistogram, askTimings } from '../timings';
import { valueFilters } from '../valueFilters';

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
  const { split, answer: counts } = await countSplit(query, shown, { range, filters, grid: null }, inquiry, (told) => overTime?.refuseSeries((told + 1) * series));
  const groups = (groupCount(split.groups) ?? 0) + 1;
  const calls = totalCalls(counts);
  const shape = { results, groups, buckets: buckets?.starts.length ?? 1, positionOf: (bucket: number) => buckets?.positionOf(bucket) ?? 0 };
  const timed = { scope: { range, filters, grid: buckets?.grid ?? null, split: split.groups }, shown, shape, calls };
  const { rules } = inquiry.source;
  const [first] = timings;
  if (query.over === 'histogram' && buckets !== null && first !== undefined) {
    const { cells, told } = await askHistogram(first, HISTOGRAM_BOUNDS, timed, inquiry);
    return { bodies: [timingHistogram(first, cells, buckets)], calls, range, bucket: buckets.name, numbers: explainedTimings(new Map([[first, told]]), counts, rules, shown) };
  }
  const { summaries, told, others } = await askTimings({ timings, percents: percentsOf(query.statistics), below: query.shortUnderMs }, timed, inquiry);
  const shownGroups = Array.from({ length: split.groups === null || (others && split.labels.withoutOther !== true) ? groups : groups - 1 }, (_, group) => group);
  const body = timing(query, numbers, { summaries, results, split: split.labels, groups: shownGroups, starts: buckets?.starts ?? null });
  return { bodies: [body], calls, range, numbers: explainedTimings(told, counts, rules, shown), ...(buckets === null ? {} : { bucket: buckets.name }) };
}
