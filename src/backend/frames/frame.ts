import type { CallsLink } from '../../domain/callsLinks';

/** Grafana's data frame, as much of it as this plugin uses. Names and values are Grafana's own. */
export interface Frame {
  readonly name: string;
  readonly refId: string;
  readonly meta: FrameMeta;
  readonly fields: readonly Field[];
}

export interface FrameMeta {
  readonly type: 'timeseries-wide' | 'numeric-wide' | 'table' | 'heatmap-rows';
  readonly typeVersion: readonly [number, number];
  /** Grafana draws it over the panel's series. */
  readonly dataTopic?: 'annotations';
  readonly custom: Readonly<Record<string, unknown>>;
  /** Of a live answer, where Grafana subscribes. */
  readonly channel?: string;
  readonly notices?: readonly { readonly severity: 'info' | 'warning' | 'error'; readonly text: string }[];
  /** Absent from light frames. */
  readonly executedQueryString?: string;
  readonly preferredVisualisationType?: 'graph' | 'table';
  /** The id of the panel that Explore shows instead. */
  readonly preferredVisualisationPluginId?: string;
}

export interface FieldConfig {
  readonly displayNameFromDS?: string;
  readonly description?: string;
  readonly unit?: string;
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
  readonly noValue?: string;
  readonly color?: { readonly mode: 'fixed'; readonly fixedColor: string };
  readonly links?: readonly DataLink[];
  /** Cells of tables offer to filter for, and out, what they hold, by the field's name. */
  readonly filterable?: boolean;
  readonly mappings?: readonly ValueMapping[];
  readonly custom?: Readonly<Record<string, unknown>>;
}

/** To an address, or to a query of a data source in Explore; Grafana puts a row's values where the texts say `${…}`. */
export type DataLink = { readonly title: string; readonly url: string; readonly targetBlank: boolean } | CallsLink;

export type ValueMapping =
  | {
      readonly type: 'value';
      readonly options: Readonly<Record<string, { readonly text: string; readonly color: string; readonly index: number }>>;
    }
  /** Of numbers from one to another, both included. */
  | {
      readonly type: 'range';
      readonly options: { readonly from: number; readonly to: number; readonly result: { readonly text: string; readonly index: number } };
    };

interface FieldBase {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly config: FieldConfig;
  /** Whether a value may be missing; part of the type, whatever this answer holds. */
  readonly nullable: boolean;
}

/** A column. Time in epoch milliseconds; NaN (numbers) and null (text) stand for a missing value. */
export type Field =
  | (FieldBase & { readonly type: 'time'; readonly values: Float64Array })
  | (FieldBase & { readonly type: 'number'; readonly values: Float64Array })
  | (FieldBase & { readonly type: 'string'; readonly values: readonly (string | null)[] });
