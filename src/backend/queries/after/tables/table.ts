import type { RateUnit } from '../../../../domain/queryParts';
import type { CallResult } from '../../../../domain/results';
import type { DrilldownContext, Drilldown } from './drilldown';

/** What the numbers of a column are; decides unit, decimals, limits and whether they can be missing. */
export type Quantity =
  | { readonly of: 'calls' }
  | { readonly of: 'share' }
  | { readonly of: 'rate'; readonly per: RateUnit }
  | {
      readonly of: 'code';
      /** A row need not be about one code, so a missing one does not say that calls have none. */ readonly optional?: true;
    }
  | { readonly of: 'milliseconds' }
  | { readonly of: 'verdict' }
  | { readonly of: 'ratio'; /** Missing also where there were some calls, but too few. */ readonly ofSome: boolean }
  | { readonly of: 'points' }
  /** Epoch milliseconds, where a row need not have a time. */
  | { readonly of: 'moment' }
  /** Seconds before it was asked. */
  | { readonly of: 'age' }
  | { readonly of: 'factor' }
  | { readonly of: 'probability' }
  | { readonly of: 'flag'; readonly yes: string; readonly no: string };

interface ColumnBase {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly displayName?: string;
  readonly description?: string;
  /** The result that the column counts: gives it the result's color. */
  readonly result?: CallResult;
  /** Where several columns count one result: which of them this is. Each has the result's color in a look of its own. */
  readonly variant?: number;
  /** The calls behind it. Columns whose rows cannot all be told by their texts lead nowhere. */
  readonly drilldown?: Drilldown;
}

export interface TimeColumn extends ColumnBase {
  readonly type: 'time';
  /** Epoch milliseconds. */
  readonly values: Float64Array;
}

export interface NumberColumn extends ColumnBase {
  readonly type: 'number';
  /** NaN stands for a missing value. */
  readonly values: Float64Array;
  readonly quantity: Quantity;
  /** Over time: columns of one number have one color. */
  readonly family?: number;
  /** Over time: an edge of the band between two bounds. The upper one names the lower one, as it is displayed. */
  readonly band?: { readonly downTo: string | null };
}

export interface TextColumn extends ColumnBase {
  readonly type: 'text';
  readonly values: readonly (string | null)[];
  /** `results`: the values are names of results and get their colors. `optional`: values can be missing. */
  readonly holds: 'text' | 'optional text' | 'results' | 'optional results';
  /** Colors of certain values. */
  readonly colors?: Readonly<Record<string, string>>;
  /** Sentences, which need several lines. */
  readonly prose?: true;
  /** Letters of the longest value, where all values are known beforehand. */
  readonly longest?: number;
  /** The values are, as they stand, those of the dimension that is called like the column: filters can name them. */
  readonly filterable?: boolean;
  /** Where a value leads: an address with `${callId}` for the value. */
  readonly link?: string;
}

/** One column of an answer. */
export type Column = TimeColumn | NumberColumn | TextColumn;

export interface Notice {
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
}

/** What `meta.custom` may hold: JSON, in which record text has become text. */
export type CustomValue = string | number | boolean | null | readonly CustomValue[] | { readonly [name: string]: CustomValue };

/** What an analysis answers: pure data, turned into a Grafana frame by the room `frames`. All columns are of one length. */
export interface Table {
  readonly name: string;
  /** Grafana's dataplane type. */
  readonly type: 'timeseries-wide' | 'numeric-wide' | 'table' | 'heatmap-rows';
  /** Drawn over the series of a panel, and not shown as data. */
  readonly topic?: 'annotations';
  readonly columns: readonly Column[];
  /** What `leadsTo` of the columns goes on from; null where nobody follows. */
  readonly about: DrilldownContext | null;
  readonly notices: readonly Notice[];
  /** `meta.custom`. */
  readonly custom: Readonly<Record<string, unknown>>;
  /** What was run, readable by people. */
  readonly statement: string;
  /** How Explore should draw it, and what a new panel should be offered first. */
  readonly visualization: Visualization;
}

/** A table, lines over time, or another of Grafana's panels by the id that it has there. */
export type Visualization = 'table' | 'graph' | 'bargauge' | 'stat' | 'heatmap';

/** The part of an answer that the counts alone decide. */
export type TableBody = Pick<Table, 'name' | 'type' | 'columns' | 'visualization'>;
