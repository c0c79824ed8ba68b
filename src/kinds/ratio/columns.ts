import { describeCallSet, type RatioDefinition } from '../../domain/ratios';
import type { Confidence } from './schema';
import type { RatioCells } from '../../backend/queries/after/ratios/ratioCounts';
import { labelsOf, type SplitLabels } from '../../backend/queries/after/splits/splitLabels';
import type { NumberColumn } from '../../backend/queries/after/tables/table';
import { wilsonBounds } from '../../backend/queries/after/statistics/wilson';

/** What an answer says of each ratio. */
export interface RatioFields {
  readonly value: boolean;
  readonly bounds: readonly ('lower' | 'upper')[];
  readonly counts: readonly ('calls' | 'of')[];
  readonly confidence: Confidence;
  readonly minimumCalls: number;
}

/**
 * The columns of one ratio and split group, a number per bucket.
 * @param family gives them one color over time, where bounds are drawn as a band
 */
export function ratioColumns(
  cells: RatioCells,
  group: number,
  buckets: number,
  split: SplitLabels,
  fields: RatioFields,
  family: number
): NumberColumn[] {
  const { definition } = cells;
  const [numerator, denominator] = [cells.numerator, cells.denominator].map((side) =>
    side.subarray(group * buckets, (group + 1) * buckets)
  ) as [Float64Array, Float64Array];
  const column = (suffix: string, labels: Record<string, string>, description: string): Omit<NumberColumn, 'values' | 'quantity'> => {
    const { name, displayName } = namesOf(suffix);
    return { type: 'number', name, labels: { ratio: definition.name, ...labels, ...labelsOf(split, group) }, displayName, description };
  };
  const namesOf = (suffix: string) => {
    const name = suffix === '' ? definition.name : `${definition.name} ${suffix}`;
    return { name, displayName: [name, ...(split.groups[group] ?? [])].join(' · ') };
  };
  // A bound alone is a line like any other.
  const banded = fields.bounds.length === 2 ? { family } : {};
  const bandOf = (bound: 'lower' | 'upper') =>
    fields.bounds.length === 2 ? { band: { downTo: bound === 'upper' ? namesOf('lower').displayName : null } } : {};
  const quantity = { of: 'ratio', ofSome: fields.minimumCalls > 1 } as const;
  const min = Math.max(1, fields.minimumCalls);
  const ofEnough = (number: (part: number, whole: number) => number) =>
    denominator.map((whole, bucket) => (whole >= min ? number(numerator[bucket] ?? 0, whole) : NaN));

  const value: NumberColumn[] = fields.value
    ? [{ ...column('', {}, describeRatio(definition)), quantity, ...banded, values: ofEnough((part, whole) => part / whole) }]
    : [];
  const bounds = fields.bounds.map((bound): NumberColumn => {
    const description = `The ${bound} bound of ${definition.name} (Wilson score interval, ${fields.confidence}%).`;
    return {
      ...column(bound, { bound }, description),
      quantity,
      ...banded,
      ...bandOf(bound),
      values: ofEnough((part, whole) => wilsonBounds(part, whole, fields.confidence)[bound]),
    };
  });
  const sides = {
    calls: { described: `Numerator: ${describeCallSet(definition.numerator)}.`, values: numerator },
    of: { described: `Denominator: ${describeCallSet(definition.denominator)}.`, values: denominator },
  };
  const counts = fields.counts.map((count): NumberColumn => ({
    ...column(count, { count }, sides[count].described),
    quantity: { of: 'calls' },
    values: sides[count].values,
  }));
  return [...value, ...bounds, ...counts];
}

function describeRatio({ meaning, numerator, denominator, source }: RatioDefinition): string {
  return `${meaning} Counted: ${describeCallSet(numerator)}, of ${describeCallSet(denominator)}.${source === null ? '' : ` Source: ${source}.`}`;
}
