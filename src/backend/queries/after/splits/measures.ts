import type { Measure, RateUnit } from '../../../../domain/queryParts';
import type { Quantity } from '../tables/table';

/** What the numbers of an answer say. */
export interface MeasureWanted {
  readonly measure: Measure;
  readonly ratePer: RateUnit;
}

const UNIT_MS: Readonly<Record<RateUnit, number>> = { second: 1_000, minute: 60_000, hour: 3_600_000 };

export function quantityOf({ measure, ratePer }: MeasureWanted): Quantity {
  switch (measure) {
    case 'calls':
    case 'share':
      return { of: measure };
    case 'rate':
      return { of: 'rate', per: ratePer };
  }
}

/**
 * The numbers of one series, per bucket.
 * @param totals calls that a share is of
 * @param lengths milliseconds of each bucket
 * @returns NaN where there is nothing to divide by
 */
export function measured(wanted: MeasureWanted, calls: Float64Array, totals: Float64Array, lengths: Float64Array): Float64Array {
  switch (wanted.measure) {
    case 'calls':
      return calls;
    case 'share':
      return calls.map((count, index) => quotient(count, totals[index] ?? 0));
    case 'rate': {
      const unitMs = UNIT_MS[wanted.ratePer];
      return calls.map((count, index) => quotient(count, (lengths[index] ?? 0) / unitMs));
    }
  }
}

function quotient(part: number, whole: number): number {
  return whole > 0 ? part / whole : NaN;
}
