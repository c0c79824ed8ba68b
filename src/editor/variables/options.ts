import type { MetricFindValue, TimeRange } from '@grafana/data';
import type { DataQuery } from '@grafana/data';
import { MISSING_VALUE } from '../../domain/filters';
import { RESULTS } from '../../domain/results';
import type { Records } from '../records';

/** What a dashboard variable offers: the call results, or the values of a dimension. */
export type VariableQuery = DataQuery & ({ readonly type: 'results' } | { readonly type: 'values'; readonly dimension: string });

/** How a missing value is shown where it can be chosen. */
export const MISSING_TEXT = '(none)';

const MOST_OPTIONS = 1_000;

/** The options of a variable; of a dimension the values of the time range, the most frequent first. */
export async function findOptions(query: VariableQuery, records: Records, range?: TimeRange): Promise<MetricFindValue[]> {
  switch (query.type) {
    case 'results':
      return RESULTS.map((result) => ({ text: result, value: result }));
    case 'values': {
      if (query.dimension === '') {
        return [];
      }
      const { values } = await records.values({
        dimension: query.dimension,
        limit: MOST_OPTIONS,
        ...(range === undefined ? {} : { from: range.from.valueOf(), to: range.to.valueOf() }),
      });
      return values.map(({ value }) => ({ text: value === MISSING_VALUE ? MISSING_TEXT : value, value }));
    }
  }
}
