import type { TrendQuery } from './schema';
import type { CallCounts } from '../../backend/queries/after/counting/callCounts';
import { listSeries } from '../../backend/queries/after/splits/series';
import { longColumns, wideColumns } from '../../backend/queries/after/splits/seriesColumns';
import type { ShownResults } from '../../backend/queries/after/counting/shownResults';
import type { SplitLabels } from '../../backend/queries/after/splits/splitLabels';
import { startsOfRows } from '../../backend/queries/after/tables/longRows';
import type { TableBody } from '../../backend/queries/after/tables/table';
import type { TimeBuckets } from '../../backend/queries/before/buckets/timeBuckets';

/** How many calls ended in which way in each bucket of time. */
export function trend(
  query: TrendQuery,
  counts: CallCounts,
  shown: ShownResults,
  split: SplitLabels,
  { starts, lengths }: TimeBuckets
): TableBody {
  const series = listSeries(counts, shown, split, query.shareOf);
  const name = 'Call results over time';
  switch (query.shape) {
    case 'series': {
      // A series frame without any series has no time either: a lone time column is not a valid frame.
      const time = series.length === 0 ? [] : [{ type: 'time', name: 'time', values: starts } as const];
      return { name, type: 'timeseries-wide', visualization: 'graph', columns: [...time, ...wideColumns(series, split, query, lengths)] };
    }
    case 'table': {
      return {
        name,
        type: 'table',
        visualization: 'table',
        columns: [
          { type: 'time', name: 'time', values: startsOfRows(starts, series.length) },
          ...longColumns(series, split, query, lengths),
        ],
      };
    }
  }
}
