import { parseBucket } from '../../../domain/buckets';
import type { CallQuery, CodesQuery, DistributionQuery, TrendQuery } from '../../../domain/query';
import { addUp } from '../../analysis/callCounts';
import { chooseBuckets, refuseTooMany, type BucketsWanted } from '../../analysis/chooseBuckets';
import { codes } from '../../analysis/codes';
import { distribution } from '../../analysis/distribution';
import { shownResults } from '../../analysis/shownResults';
import type { Table } from '../../analysis/table';
import { trend } from '../../analysis/trend';
import type { Counted } from './counted';
import { explain } from './explain';
import { rankSplit } from './splitGroups';
import { Inquiry, type Asked, type CallSource } from './source';
import { valueFilters } from './valueFilters';

/**
 * Asks the store what a query needs and makes a table of it.
 * @throws CallResultError
 */
export async function answerQuery(query: CallQuery, asked: Asked, source: CallSource, signal: AbortSignal): Promise<Table> {
  const inquiry = new Inquiry(source, signal);
  const counted = await count(query, asked, inquiry);
  return explain(query, asked, counted, inquiry);
}

function count(query: CallQuery, asked: Asked, inquiry: Inquiry): Promise<Counted> {
  switch (query.kind) {
    case 'distribution':
      return countDistribution(query, asked, inquiry);
    case 'trend':
      return countTrend(query, asked, inquiry);
    case 'codes':
      return countCodes(query, asked, inquiry);
  }
}

async function countDistribution(query: DistributionQuery, { range }: Asked, inquiry: Inquiry): Promise<Counted> {
  const shown = shownResults(query.results);
  const filters = await valueFilters(query.filters, range, inquiry);
  const split = await rankSplit(query, shown, range, filters, inquiry);
  const answer = await inquiry.ask({ kind: 'counts', range, filters, grid: null, split: split.groups });
  const shape = { results: shown.results, splitGroups: groupCount(split.groups), buckets: 1, positionOf: () => 0 };
  const counts = addUp(answer, inquiry.source.rules, shape);
  return { body: distribution(query, counts, shown, split.labels, range), calls: counts.all, range };
}

async function countTrend(query: TrendQuery, asked: Asked, inquiry: Inquiry): Promise<Counted> {
  const shown = shownResults(query.results);
  const wanted = bucketsWanted(query, asked, inquiry, shown.results.length);
  const buckets = chooseBuckets(wanted);
  const { range, grid, starts } = buckets;
  const filters = await valueFilters(query.filters, range, inquiry);
  const split = await rankSplit(query, shown, range, filters, inquiry);
  const series = shown.results.length * ((groupCount(split.groups) ?? 0) + 1);
  refuseTooMany(buckets.name, starts.length, { ...wanted, mostSeries: series });
  const answer = await inquiry.ask({ kind: 'counts', range, filters, grid, split: split.groups });
  const shape = { results: shown.results, splitGroups: groupCount(split.groups), buckets: starts.length, positionOf: buckets.positionOf };
  const counts = addUp(answer, inquiry.source.rules, shape);
  return { body: trend(query, counts, shown, split.labels, buckets), calls: counts.all, range, bucket: buckets.name };
}

/** `auto` reckons with all series that there could be; a named bucket is judged once the values are known. */
function bucketsWanted(query: TrendQuery, asked: Asked, inquiry: Inquiry, results: number): BucketsWanted {
  const bucket = parseBucket(query.bucket) ?? { type: 'auto' };
  const groups = query.splitBy.length === 0 ? 1 : query.top + 1;
  const { range, intervalMs, maxDataPoints } = asked;
  const timeZone = query.timeZone ?? inquiry.source.timeZone;
  return { bucket, range, intervalMs, maxDataPoints, timeZone, mostSeries: bucket.type === 'auto' ? results * groups : 1 };
}

async function countCodes(query: CodesQuery, { range }: Asked, inquiry: Inquiry): Promise<Counted> {
  const filters = await valueFilters(query.filters, range, inquiry);
  const answer = await inquiry.ask({ kind: 'counts', range, filters, grid: null, split: null });
  const calls = answer.calls.reduce((sum, number) => sum + number, 0);
  return { body: codes(answer, inquiry.source.rules, shownResults(query.results)), calls, range };
}

function groupCount(split: { readonly groups: readonly unknown[] } | null): number | null {
  return split === null ? null : split.groups.length;
}
