import { parseBucket } from '../../../domain/buckets';
import type { StoredCallQuery } from '../../../kinds/storedQuery';
import { proposedDimension } from '../parts/proposedDimension';

/** What the examples divide calls by. */
const GROUPING = 'trunk';

const DAY_MS = 86_400_000;
/** Fewer buckets show no course of time. */
const FEWEST_BUCKETS = 3;

interface Adapted {
  readonly query: StoredCallQuery;
  /** The dimension of the records that stands for the example's; null where the example has its own. */
  readonly standIn: string | null;
}

/**
 * An example as these records can answer it. Where they have no trunks and any grouping will do, it takes another one of
 * theirs; where the range has hardly a bucket, the bucket that fits.
 */
export function adaptedQuery(query: StoredCallQuery, dimensions: readonly string[] | null, rangeMs: number): Adapted {
  const fitting = { ...query, ...(isTooLong(query.bucket, rangeMs) ? { bucket: 'auto' } : {}) };
  const own = dimensions === null || dimensions.includes(GROUPING) ? undefined : proposedDimension(dimensions);
  const { splitBy, dimensions: examined } = query;
  if (own === undefined || !(splitBy?.includes(GROUPING) || examined?.includes(GROUPING))) {
    return { query: fitting, standIn: null };
  }
  const put = (names: readonly string[]) => names.map((name) => (name === GROUPING ? own : name));
  return { query: { ...fitting, ...(splitBy && { splitBy: put(splitBy) }), ...(examined && { dimensions: put(examined) }) }, standIn: own };
}

function isTooLong(bucket: string | undefined, rangeMs: number): boolean {
  const parsed = parseBucket(bucket ?? 'auto');
  const stepMs = parsed?.type === 'fixed' ? parsed.stepMs : parsed?.type === 'calendar' ? DAY_MS : 0;
  return rangeMs < FEWEST_BUCKETS * stepMs;
}
