import { describeCallSet } from '../../domain/ratios';
import type { RatioCells } from './ratioCounts';

/** How one ratio came about over the whole range, all split values together. */
export interface RatioExplanation {
  readonly ratio: string;
  readonly numerator: number;
  readonly denominator: number;
  /** The sets that were counted, and where their definition is from. */
  readonly counted: string;
  readonly of: string;
  readonly source: string | null;
  /** Calls by final status code; `none` where a call has none. */
  readonly numeratorCodes: Readonly<Record<string, number>>;
  readonly denominatorCodes: Readonly<Record<string, number>>;
}

export function explainRatio({ definition, numeratorCodes, denominatorCodes }: RatioCells): RatioExplanation {
  return {
    ratio: definition.name,
    numerator: total(numeratorCodes),
    denominator: total(denominatorCodes),
    counted: describeCallSet(definition.numerator),
    of: describeCallSet(definition.denominator),
    source: definition.source,
    numeratorCodes: named(numeratorCodes),
    denominatorCodes: named(denominatorCodes),
  };
}

function total(codes: ReadonlyMap<number, number>): number {
  return [...codes.values()].reduce((sum, calls) => sum + calls, 0);
}

function named(codes: ReadonlyMap<number, number>): Record<string, number> {
  return Object.fromEntries([...codes].sort(([a], [b]) => a - b).map(([code, calls]) => [code < 0 ? 'none' : String(code), calls]));
}
