import type { CallUnit } from '../../../../domain/callUnit';
import type { DimensionFilter } from '../../../../domain/filters';
import type { CallResult } from '../../../../domain/results';

/** A text that is the same for every row, or what the row holds in a column of text. */
export type RowText = string | { readonly column: string };

/** A condition on a dimension, whose name and values a row may have. */
export interface RowFilter {
  readonly dimension: RowText;
  readonly includes: boolean;
  readonly values: readonly RowText[];
}

/** The calls that a column, or each of its rows, is about; beside what the whole answer is about. */
export interface Drilldown {
  readonly title: string;
  /** Null: those that the query asked for. */
  readonly results: readonly RowText[] | null;
  readonly filters: readonly RowFilter[];
}

/** The calls that a whole answer is about. */
export interface DrilldownContext {
  readonly unit: CallUnit;
  /** None: all. */
  readonly results: readonly CallResult[];
  readonly filters: readonly DimensionFilter[];
  readonly timeZone: string | undefined;
}

/** Of a column that holds results. */
export function callsOfResult(column: string, filters: readonly RowFilter[] = []): Drilldown {
  return { title: 'Show the calls with this result', results: [{ column }], filters };
}
