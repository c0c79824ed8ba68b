import type { MetricFindValue, TimeRange } from '@grafana/data';
import type { DataQuery } from '@grafana/data';
import { MISSING_VALUE } from '../../domain/filters';
import { RESULTS } from '../../domain/results';
import type { EditedFilter } from '../fields/editedQuery';
import type { Looked, Records } from '../records';

/** What a dashboard variable offers: the call results, the dimensions of the records, codes that occur, values of a dimension, or runs, the newest first. */
export type VariableQuery = DataQuery &
  (
    | { readonly type: 'results' }
    | { readonly type: 'dimensions' }
    | { readonly type: 'codes'; readonly filters?: EditedFilter[] }
    | { readonly type: 'values' | 'runs'; readonly dimension: string; readonly filters?: EditedFilter[] }
  );

/** How a missing value is shown where it can be chosen. */
export const MISSING_TEXT = '(none)';

const MAX_OPTIONS = 1_000;

/** The options of a variable; of a dimension the values of the time range, the most frequent first. */
export async function findOptions(query: VariableQuery, records: Records, range?: TimeRange): Promise<MetricFindValue[]> {
  switch (query.type) {
    case 'results':
      return RESULTS.map((result) => ({ text: result, value: result }));
    case 'dimensions':
      return (await records.dimensions()).map((name) => ({ text: name, value: name }));
    case 'codes': {
      const codes = await records.codes(looked(query.filters, range));
      return codes.map(({ code, reason }) => ({ text: [code, reason ?? ''].join(' ').trim(), value: String(code) }));
    }
    case 'values':
    case 'runs': {
      if (query.dimension === '') {
        return [];
      }
      const { values } = await records.values({
        dimension: query.dimension,
        limit: MAX_OPTIONS,
        ...looked(query.filters, range),
        ...(query.type === 'runs' ? { order: 'newest' } : {}),
      });
      // Calls without a run do not make one.
      const offered = query.type === 'runs' ? values.filter(({ value }) => value !== MISSING_VALUE) : values;
      return offered.map(({ value }) => ({ text: value === MISSING_VALUE ? MISSING_TEXT : value, value }));
    }
  }
}

function looked(filters: EditedFilter[] = [], range?: TimeRange): Looked {
  return {
    ...(filters.length === 0 ? {} : { filters: JSON.stringify(filters) }),
    ...(range === undefined ? {} : { from: range.from.valueOf(), to: range.to.valueOf() }),
  };
}
