import type { CallResult } from '../../domain/results';
import type { TimingQuery } from './schema';
import { type Timing, TIMING_FACTS } from '../../domain/timings';
import { labelsOf, type SplitLabels } from '../../backend/queries/after/splits/splitLabels';
import { interleaved, repeated, startsOfRows } from '../../backend/queries/after/tables/longRows';
import type { Column, NumberColumn, TableBody, TextColumn } from '../../backend/queries/after/tables/table';
import type { TimingNumber } from './numbers';
import type { TimingSummaries } from './summaries';

/** What was counted for an answer of timings. */
export interface TimingCounts {
  readonly summaries: ReadonlyMap<Timing, TimingSummaries>;
  /** Results that are distinguished; null if none are. */
  readonly results: readonly CallResult[] | null;
  readonly split: SplitLabels;
  /** Split groups that are shown. */
  readonly groups: readonly number[];
  /** When each bucket begins; null over the whole range. */
  readonly starts: Float64Array | null;
}

interface Part {
  readonly group: number;
  readonly result: CallResult | null;
  readonly resultIndex: number;
}

/** The numbers asked of each split group and result: a column of its own each, or a row per group and result. */
export function timing(query: TimingQuery, numbers: readonly TimingNumber[], counts: TimingCounts): TableBody {
  const { starts } = counts;
  const buckets = starts?.length ?? 1;
  const results = counts.results ?? [null];
  const parts = counts.groups.flatMap((group) => results.map((result, resultIndex): Part => ({ group, result, resultIndex })));
  const name = starts === null ? 'Timings' : 'Timings over time';
  switch (query.shape) {
    case 'series': {
      const columns = parts.flatMap((part) =>
        numbers.filter((number) => applies(number, part)).map((number) => seriesColumn(number, part, counts, buckets))
      );
      const time = starts === null || columns.length === 0 ? [] : [timeColumn(starts)];
      return {
        name,
        type: starts === null ? 'numeric-wide' : 'timeseries-wide',
        visualization: starts === null ? 'stat' : 'graph',
        columns: [...time, ...columns],
      };
    }
    case 'table':
      return { name, type: 'table', visualization: 'table', columns: tableColumns(numbers, parts, counts, buckets) };
  }
}

/** Only answered calls have a setup time and a duration, so no other result has a column of them. */
function applies(number: TimingNumber, { result }: Part): boolean {
  return result === null || result === 'answered' || !TIMING_FACTS[number.timing].answeredOnly;
}

function timeColumn(values: Float64Array): Column {
  return { type: 'time', name: 'time', values };
}

function seriesColumn(number: TimingNumber, part: Part, counts: TimingCounts, buckets: number): NumberColumn {
  const { group, result } = part;
  return {
    type: 'number',
    name: number.name,
    labels: { ...number.labels, ...(result === null ? {} : { result }), ...labelsOf(counts.split, group) },
    displayName: [number.name, ...(result === null ? [] : [result]), ...(counts.split.groups[group] ?? [])].join(' · '),
    description: number.description,
    quantity: number.quantity,
    values: valuesOf(number, part, counts, buckets),
  };
}

function valuesOf(number: TimingNumber, { group, resultIndex }: Part, { summaries }: TimingCounts, buckets: number): Float64Array {
  const summaryOf = summaries.get(number.timing);
  return new Float64Array(buckets).map((_, bucket) => (summaryOf === undefined ? NaN : number.of(summaryOf(group, resultIndex, bucket))));
}

/** Row order: bucket by bucket, within a bucket the groups and their results. */
function tableColumns(numbers: readonly TimingNumber[], parts: readonly Part[], counts: TimingCounts, buckets: number): Column[] {
  const { split, starts, results } = counts;
  const texts = (textOf: (part: Part) => string) => repeated(parts.map(textOf), buckets);
  const time = starts === null ? [] : [timeColumn(startsOfRows(starts, parts.length))];
  const splits = split.keys.map((key, index): TextColumn => ({
    type: 'text',
    holds: 'text',
    name: key,
    values: texts(({ group }) => split.groups[group]?.[index] ?? ''),
  }));
  const result: Column[] =
    results === null ? [] : [{ type: 'text', holds: 'results', name: 'result', values: texts((part) => part.result ?? '') }];
  const columns = numbers.map((number): NumberColumn => {
    const values = interleaved(
      parts.map((part) => valuesOf(number, part, counts, buckets)),
      buckets
    );
    return { type: 'number', name: number.name, description: number.description, quantity: number.quantity, values };
  });
  return [...time, ...splits, ...result, ...columns];
}
