import { repeated } from '../tables/longRows';
import type { TextColumn } from '../tables/table';
import type { SplitLabels } from './splitLabels';
import { filtersOfRows } from './splitLinks';

/** The dimensions of a split as columns of rows that repeat the groups in each bucket; each value leads to its calls where a filter can say which. */
export function splitColumns(split: SplitLabels, groups: readonly number[], buckets: number): TextColumn[] {
  const filters = filtersOfRows(split, groups);
  return split.keys.map((key, index): TextColumn => {
    const filter = filters?.[index];
    const leads = filter === undefined ? {} : { drilldown: { title: `Show the calls with this ${key}`, results: null, filters: [filter] } };
    const values = groups.map((group) => split.groups[group]?.[index] ?? '');
    return {
      type: 'text',
      holds: 'text',
      name: key,
      values: repeated(values, buckets),
      filterable: filter?.dimension === key,
      ...leads,
    };
  });
}
