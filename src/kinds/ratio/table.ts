import type { RatioCells, RatioCounts } from '../../backend/queries/after/ratios/ratioCounts';
import { splitColumns } from '../../backend/queries/after/splits/splitColumns';
import type { SplitLabels } from '../../backend/queries/after/splits/splitLabels';
import { interleaved, startsOfRows } from '../../backend/queries/after/tables/longRows';
import type { Column, NumberColumn, TableBody } from '../../backend/queries/after/tables/table';
import type { TimeBuckets } from '../../backend/queries/before/buckets/timeBuckets';
import { ratioColumns, type RatioFields } from './columns';
import type { RatioSort, RatioQuery } from './schema';

type Starts = Pick<TimeBuckets, 'starts'> | null;

/** Ratios over the whole range or over time: a column per ratio and split value, or a row per split value. */
export function ratio(
  { shape, sort, top }: Pick<RatioQuery, 'shape' | 'sort' | 'top'>,
  counts: RatioCounts,
  split: SplitLabels,
  fields: RatioFields,
  buckets: Starts
): TableBody {
  const groups =
    sort === 'calls' || split.keys.length === 0 ? shownGroups(counts, split) : firstBy(sort, counts, fields.minimumCalls).slice(0, top);
  const perGroup = groups.map((group) =>
    counts.ratios.flatMap((cells, index) => ratioColumns(cells, group, counts.buckets, split, fields, group * counts.ratios.length + index))
  );
  const name = buckets === null ? 'Ratios' : 'Ratios over time';
  switch (shape) {
    case 'series':
      return buckets === null
        ? { name, type: 'numeric-wide', visualization: 'stat', columns: perGroup.flat() }
        : { name, type: 'timeseries-wide', visualization: 'graph', columns: overTime(perGroup.flat(), buckets.starts) };
    case 'table':
      return { name, type: 'table', visualization: 'table', columns: rows(perGroup, groups, split, buckets) };
  }
}

/** "Other" only where it has calls. */
function shownGroups(counts: RatioCounts, split: SplitLabels): number[] {
  return Array.from({ length: counts.groups }, (_, group) => group).filter((group) => {
    const others = split.keys.length > 0 && group === counts.groups - 1;
    return !others || (split.withoutOther !== true && cellsOf(counts.totals, group, counts.buckets) > 0);
  });
}

/** The values by their ratio; what has too few calls for one comes last. */
function firstBy(sort: Exclude<RatioSort, 'calls'>, counts: RatioCounts, minimumCalls: number): number[] {
  const [first] = counts.ratios;
  const sign = sort === 'lowest' ? 1 : -1;
  const values = Array.from({ length: counts.groups - 1 }, (_, group) =>
    first === undefined ? NaN : sign * newestRatio(first, group, counts.buckets, minimumCalls)
  );
  const key = (group: number) => (Number.isNaN(values[group]) ? Infinity : (values[group] ?? Infinity));
  return values.map((_, group) => group).sort((a, b) => (key(a) === key(b) ? a - b : key(a) - key(b)));
}

/** Of the newest bucket that has enough calls for one; NaN where none has. */
function newestRatio({ numerator, denominator }: RatioCells, group: number, buckets: number, minimumCalls: number): number {
  const first = group * buckets;
  const cell = denominator.subarray(first, first + buckets).findLastIndex((calls) => calls >= Math.max(1, minimumCalls));
  return cell < 0 ? NaN : (numerator[first + cell] ?? 0) / (denominator[first + cell] ?? 0);
}

function cellsOf(cells: Float64Array, group: number, buckets: number): number {
  return cells.subarray(group * buckets, (group + 1) * buckets).reduce((sum, calls) => sum + calls, 0);
}

/** A frame without any series has no time either: a lone time column is not a valid frame. */
function overTime(columns: readonly NumberColumn[], starts: Float64Array): Column[] {
  return columns.length === 0 ? [] : [{ type: 'time', name: 'time', values: starts }, ...columns];
}

/** Row order: bucket by bucket, within a bucket the groups. */
function rows(perGroup: readonly (readonly NumberColumn[])[], groups: readonly number[], split: SplitLabels, buckets: Starts): Column[] {
  const count = buckets?.starts.length ?? 1;
  const time: Column[] = buckets === null ? [] : [{ type: 'time', name: 'time', values: startsOfRows(buckets.starts, groups.length) }];
  const numbers = (perGroup[0] ?? []).map(({ name, description, quantity }, index): NumberColumn => ({
    type: 'number',
    name,
    quantity,
    ...(description === undefined ? {} : { description }),
    values: interleaved(
      perGroup.map((columns) => columns[index]?.values ?? new Float64Array()),
      count
    ),
  }));
  return [...time, ...splitColumns(split, groups, count), ...numbers];
}
