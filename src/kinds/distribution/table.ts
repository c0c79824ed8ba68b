import type { DistributionQuery } from './schema';
import type { TimeRange } from '../../backend/stores/question';
import type { CallCounts } from '../../backend/queries/after/counting/callCounts';
import { listSeries } from '../../backend/queries/after/splits/series';
import { longColumns, wideColumns } from '../../backend/queries/after/splits/seriesColumns';
import type { ShownResults } from '../../backend/queries/after/counting/shownResults';
import type { SplitLabels } from '../../backend/queries/after/splits/splitLabels';
import type { TableBody } from '../../backend/queries/after/tables/table';

/** How many calls ended in which way over the whole range: one row of series, or a row per result. */
export function distribution(
  query: DistributionQuery,
  counts: CallCounts,
  shown: ShownResults,
  split: SplitLabels,
  range: TimeRange
): TableBody {
  const series = listSeries(counts, shown, split, query.shareOf);
  const length = Float64Array.of(range.to - range.from);
  const name = 'Call results';
  switch (query.shape) {
    case 'series':
      return { name, type: 'numeric-wide', visualization: 'bargauge', columns: wideColumns(series, split, query, length) };
    case 'table':
      return { name, type: 'table', visualization: 'table', columns: longColumns(series, split, query, length) };
  }
}
