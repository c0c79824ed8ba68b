import type { RatioCounts } from '../../backend/queries/after/ratios/ratioCounts';
import { ratioColumns, type RatioFields } from './columns';
import type { SplitLabels } from '../../backend/queries/after/splits/splitLabels';
import type { NumberColumn, TableBody } from '../../backend/queries/after/tables/table';
import type { TimeBuckets } from '../../backend/queries/before/buckets/timeBuckets';

/** Ratios over the whole range, one row, or over time. Groups in the order of their rank, "other" last and only where it has calls. */
export function ratio(
  counts: RatioCounts,
  split: SplitLabels,
  fields: RatioFields,
  buckets: Pick<TimeBuckets, 'starts'> | null
): TableBody {
  const columns: NumberColumn[] = [];
  for (let group = 0; group < counts.groups; group++) {
    const others = split.keys.length > 0 && group === counts.groups - 1;
    if (!others || (split.withoutOther !== true && counts.totals.subarray(group * counts.buckets).some((calls) => calls > 0))) {
      columns.push(...counts.ratios.flatMap((cells) => ratioColumns(cells, group, counts.buckets, split, fields)));
    }
  }
  if (buckets === null) {
    return { name: 'Ratios', type: 'numeric-wide', visualization: 'table', columns };
  }
  // A frame without any series has no time either: a lone time column is not a valid frame.
  const time = columns.length === 0 ? [] : [{ type: 'time', name: 'time', values: buckets.starts } as const];
  return { name: 'Ratios over time', type: 'timeseries-wide', visualization: 'graph', columns: [...time, ...columns] };
}
