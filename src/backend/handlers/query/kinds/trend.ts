import { parseBucket } from '../../../../domain/buckets';
import type { TrendQuery } from '../../../../domain/query';
import { addUp } from '../../../analysis/callCounts';
import { chooseBuckets, refuseTooMany, type BucketsWanted } from '../../../analysis/chooseBuckets';
import { shownResults } from '../../../analysis/shownResults';
import { trend } from '../../../analysis/trend';
import { wholeBuckets } from '../../../analysis/wholeBuckets';
import type { Counted } from '../counted';
import type { Asked, Inquiry } from '../source';
import { groupCount, rankSplit } from '../splitGroups';
import { valueFilters } from '../valueFilters';

export async function countTrend(query: TrendQuery, asked: Asked, inquiry: Inquiry): Promise<Counted> {
  const shown = shownResults(query.results);
  const wanted = bucketsWanted(query, asked, inquiry, shown.results.length);
  const widened = chooseBuckets(wanted);
  const buckets = asked.rule ? wholeBuckets(widened, asked.range) : widened;
  const { range, grid, starts } = buckets;
  const filters = await valueFilters(query.filters, range, inquiry);
  const split = await rankSplit(query, shown, range, filters, inquiry);
  const series = shown.results.length * ((groupCount(split.groups) ?? 0) + 1);
  refuseTooMany(buckets.name, starts.length, { ...wanted, mostSeries: series });
  const answer = await inquiry.ask({ kind: 'counts', range, filters, grid, split: split.groups });
  const shape = { results: shown.results, splitGroups: groupCount(split.groups), buckets: starts.length, positionOf: buckets.positionOf };
  const counts = addUp(answer, inquiry.source.rules, shape);
  return { bodies: [trend(query, counts, shown, split.labels, buckets)], calls: counts.all, range, bucket: buckets.name };
}

/** `auto` reckons with all series that there could be; a named bucket is judged once the values are known. */
function bucketsWanted(query: TrendQuery, asked: Asked, inquiry: Inquiry, results: number): BucketsWanted {
  const bucket = parseBucket(query.bucket) ?? { type: 'auto' };
  const groups = query.splitBy.length === 0 ? 1 : query.top + 1;
  const { range, intervalMs, maxDataPoints } = asked;
  const timeZone = query.timeZone ?? inquiry.source.timeZone;
  return { bucket, range, intervalMs, maxDataPoints, timeZone, mostSeries: bucket.type === 'auto' ? results * groups : 1 };
}
