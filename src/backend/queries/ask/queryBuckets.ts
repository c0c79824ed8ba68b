import { parseBucket } from '../../../domain/buckets';
import { chooseBuckets, refuseTooMany } from '../before/buckets/chooseBuckets';
import { coarserBuckets, rangeOfAll } from '../before/buckets/coarserBuckets';
import type { TimeRange } from '../../stores/question';
import type { BucketChoice } from '../after/ratios/fitBuckets';
import type { TimeBuckets } from '../before/buckets/timeBuckets';
import { wholeBuckets } from '../before/buckets/wholeBuckets';
import type { QueryContext } from './queryContext';

/** What a query over time says of its buckets and its split. */
export interface BucketedQuery {
  readonly bucket: string;
  readonly timeZone?: string | undefined;
  readonly splitBy: readonly string[];
  readonly top: number;
}

export interface QueryBuckets {
  readonly buckets: TimeBuckets;
  /** What ratios choose from, once their calls are counted: none where the query names a bucket, and in alert rules, whose series stay the same. */
  readonly choice: BucketChoice;
  /** What is counted of a choice. */
  readonly rangeOfChoice: TimeRange;
  /**
   * Refuses the answer if so many series are too many for its buckets.
   * @throws CallResultError `query`
   */
  refuseSeries(series: number): void;
}

/**
 * The buckets of a query; an alert rule gets whole ones only. `auto` reckons with all series that there could
 * be; a named bucket is judged by `refuseSeries`, once the values of the split are known.
 * @param perGroup series that each value of the split has
 */
export function queryBuckets(query: BucketedQuery, context: QueryContext, perGroup: number): QueryBuckets {
  const bucket = parseBucket(query.bucket) ?? { type: 'auto' };
  const groups = query.splitBy.length === 0 ? 1 : query.top + 1;
  const { request } = context;
  const { range, intervalMs, maxDataPoints } = request;
  const timeZone = query.timeZone ?? context.source.timeZone;
  const wanted = { bucket, range, intervalMs, maxDataPoints, timeZone, maxSeries: bucket.type === 'auto' ? perGroup * groups : 1 };
  const widened = chooseBuckets(wanted);
  const buckets = request.rule ? wholeBuckets(widened, range) : widened;
  const coarser = bucket.type === 'auto' && !request.rule ? coarserBuckets(buckets, range, timeZone) : [];
  return {
    buckets,
    choice: { fine: buckets, coarser, asked: range },
    rangeOfChoice: rangeOfAll([buckets, ...coarser]),
    refuseSeries: (series) => refuseTooMany(buckets.name, buckets.starts.length, { ...wanted, maxSeries: series }),
  };
}
