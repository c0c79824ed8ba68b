import type { CallResult } from '../../domain/results';
import type { RateUnit } from '../../domain/query';

/** What the numbers of a column are; decides unit, decimals and limits of its display. */
export type Quantity = { readonly of: 'calls' } | { readonly of: 'share' } | { readonly of: 'rate'; readonly per: RateUnit } | { readonly of: 'code' };

interface ColumnBase {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly displayName?: string;
  readonly description?: string;
  /** The result that the column counts: gives it the result's colour. */
  readonly result?: CallResult;
}

/** One column of an answer. Numbers: NaN stands for a missing value. */
export type Column =
  | (ColumnBase & { readonly type: 'time'; readonly values: Float64Array })
  | (ColumnBase & { readonly type: 'number'; readonly values: Float64Array; readonly quantity: Quantity })
  | (ColumnBase & { readonly type: 'text'; readonly values: readonly (string | null)[] });

export interface Notice {
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
}

/** What an analysis answers: pure data, turned into a Grafana frame by the room `frames`. */
export interface Table {
  readonly name: string;
  /** Grafana's dataplane type. */
  readonly type: 'timeseries-wide' | 'numeric-wide' | 'table';
  readonly columns: readonly Column[];
  readonly notices: readonly Notice[];
  /** `meta.custom`. */
  readonly custom: Readonly<Record<string, unknown>>;
  readonly statement: string;
  readonly visualisation?: 'table' | 'graph';
}
