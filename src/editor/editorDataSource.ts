import type { DataSourceJsonData, MetricFindValue, ScopedVars, TimeRange } from '@grafana/data';
import type { DataSourceWithBackend } from '@grafana/runtime';
import type { AskedNumbers, ToldNumbers } from '../domain/askedNumbers';
import type { LayoutName } from '../domain/layouts/layouts';
import type { StoredSettings } from '../domain/settings';
import type { EditedQuery } from './fields/editedQuery';
import type { Records } from './records';
import type { VariableQuery } from './variables/options';

export type EditedSettings = StoredSettings & DataSourceJsonData;

/** The data source as its editors see it. The class itself imports the editors. */
export interface EditorDataSource extends DataSourceWithBackend<EditedQuery, EditedSettings> {
  readonly records: Records;
  /** What kind of records it reads. */
  readonly layout: LayoutName;
  /** Names of the dashboard's variables; none in alert rules. */
  variableNames(): string[];
  /** How the numbers of a light frame are made. */
  numbers(asked: AskedNumbers): Promise<ToldNumbers>;
  metricFindQuery(query: VariableQuery, options?: { range?: TimeRange; scopedVars?: ScopedVars }): Promise<MetricFindValue[]>;
}
