import type { StoredCallQuery } from '../../../domain/query';
import { proposedDimension } from '../parts/proposedDimension';

/** What the examples divide calls by. */
const GROUPING = 'trunk';

interface Adapted {
  readonly query: StoredCallQuery;
  /** The dimension of the records that stands for the example's; null where the example is asked as it is. */
  readonly standIn: string | null;
}

/** Records without trunks have something else that divides their calls: where any grouping will do, the example takes it. */
export function withOwnDimension(query: StoredCallQuery, dimensions: readonly string[] | null): Adapted {
  const own = dimensions === null || dimensions.includes(GROUPING) ? undefined : proposedDimension(dimensions);
  const { splitBy, dimensions: examined } = query;
  if (own === undefined || !(splitBy?.includes(GROUPING) || examined?.includes(GROUPING))) {
    return { query, standIn: null };
  }
  const put = (names: readonly string[]) => names.map((name) => (name === GROUPING ? own : name));
  return { query: { ...query, ...(splitBy && { splitBy: put(splitBy) }), ...(examined && { dimensions: put(examined) }) }, standIn: own };
}
