import type { CallResult } from '../../../../domain/results';
import { callsOfResult, type Drilldown, type RowFilter } from '../tables/drilldown';
import { interleaved, repeated } from '../tables/longRows';
import { measured, quantityOf, type MeasureWanted } from './measures';
import type { Series } from './series';
import { splitColumns } from './splitColumns';
import { labelsOf, type SplitLabels } from './splitLabels';
import { filtersOfGroup, filtersOfRows } from './splitLinks';
import type { Column, NumberColumn } from '../tables/table';

/** Wide shape: one column of numbers per series, labelled with its result and split values, in the color of its result. */
export function wideColumns(series: readonly Series[], split: SplitLabels, wanted: MeasureWanted, lengths: Float64Array): NumberColumn[] {
  const positions = new Map<CallResult, number>();
  const variantOf = (result: CallResult) => {
    const position = positions.get(result) ?? 0;
    positions.set(result, position + 1);
    return position;
  };
  return series.map(({ result, group, calls, totals }) => ({
    type: 'number',
    name: wanted.measure,
    labels: { result, ...labelsOf(split, group) },
    displayName: [result, ...(split.groups[group] ?? [])].join(' · '),
    result,
    variant: variantOf(result),
    ...drilldown(result, split, group),
    quantity: quantityOf(wanted),
    values: measured(wanted, calls, totals, lengths),
  }));
}

function drilldown(result: CallResult, split: SplitLabels, group: number): { drilldown?: Drilldown } {
  const filters = filtersOfGroup(split, group);
  return filters === null ? {} : { drilldown: { title: 'Show these calls', results: [result], filters } };
}

/**
 * Long shape: a row per bucket and series, columns for the split dimensions, `result`, `calls` and `share` (`rate` if
 * rates are asked).
 */
export function longColumns(series: readonly Series[], split: SplitLabels, wanted: MeasureWanted, lengths: Float64Array): Column[] {
  const buckets = lengths.length;
  const second: MeasureWanted = wanted.measure === 'rate' ? wanted : { ...wanted, measure: 'share' };
  const groups = series.map(({ group }) => group);
  const filters = filtersOfRows(split, groups);
  return [
    ...splitColumns(split, groups, buckets),
    {
      type: 'text',
      holds: 'results',
      name: 'result',
      values: repeated(
        series.map(({ result }) => result),
        buckets
      ),
      drilldown: leadsToOfRows(filters),
    },
    {
      type: 'number',
      name: 'calls',
      quantity: { of: 'calls' },
      values: interleaved(
        series.map(({ calls }) => calls),
        buckets
      ),
    },
    {
      type: 'number',
      name: second.measure,
      quantity: quantityOf(second),
      values: interleaved(
        series.map(({ calls, totals }) => measured(second, calls, totals, lengths)),
        buckets
      ),
    },
  ];
}

function leadsToOfRows(filters: readonly RowFilter[] | null): Drilldown {
  const ofResult = callsOfResult('result', filters ?? []);
  return filters === null || filters.length === 0 ? ofResult : { ...ofResult, title: 'Show these calls' };
}
