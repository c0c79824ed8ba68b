import type { RowFilter } from '../tables/drilldown';
import type { SplitLabels } from './splitLabels';

/** What the calls of a group are filtered by; null where no filter can say it, or would say more than the reader may see. */
export function filtersOfGroup({ filterable: { dimensions, values } }: SplitLabels, group: number): RowFilter[] | null {
  const own = values[group];
  if (own !== undefined) {
    return own && dimensions.map((dimension, index) => ({ dimension, includes: true, values: [own[index] ?? ''] }));
  }
  const [dimension] = dimensions;
  const named = values.flatMap((group) => group ?? []);
  return dimension === undefined || dimensions.length > 1 || named.length < values.length
    ? null
    : [{ dimension, includes: false, values: named }];
}

/** The same for rows, by the texts that they hold in the columns of the split; null if one of these groups is called otherwise than its value. */
export function filtersOfRows(
  { keys, groups, filterable: { dimensions, values } }: SplitLabels,
  shown: readonly number[]
): RowFilter[] | null {
  const asNamed = shown.every((group) => values[group]?.every((value, index) => value === groups[group]?.[index]) === true);
  return asNamed
    ? dimensions.map((dimension, index) => ({ dimension, includes: true, values: [{ column: keys[index] ?? dimension }] }))
    : null;
}
