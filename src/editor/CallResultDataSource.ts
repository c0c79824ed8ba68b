import type {
  CoreApp,
  DataQueryRequest,
  DataQueryResponse,
  DataSourceInstanceSettings,
  DataSourceJsonData,
  MetricFindValue,
  ScopedVars,
  TimeRange,
} from '@grafana/data';
import { DataSourceWithBackend, getTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import type { Observable } from 'rxjs';
import { QUERY_KINDS } from '../domain/query';
import type { StoredSettings } from '../domain/settings';
import { type EditedQuery, NEW_QUERY } from './query/editedQuery';
import { isAlertRule } from './query/newQuery';
import { type Records, RecordsResource } from './records';
import { CallResultVariables } from './variables/CallResultVariables';
import { findOptions, type VariableQuery } from './variables/options';
import { replaceVariables, withTimeZone } from './variables/replaceVariables';

export type EditedSettings = StoredSettings & DataSourceJsonData;

/** The data source in the browser: replaces variables, asks the backend, and never reshapes what it answers. */
export class CallResultDataSource extends DataSourceWithBackend<EditedQuery, EditedSettings> {
  readonly records: Records;

  /** Queries of the same editor serve as annotations; Grafana's standard mapping of fields suffices. */
  override annotations = {};

  constructor(
    settings: DataSourceInstanceSettings<EditedSettings>,
    private readonly templates: TemplateSrv = getTemplateSrv()
  ) {
    super(settings);
    this.records = new RecordsResource(this);
    this.variables = new CallResultVariables(this);
  }

  /** None in alert rules: Grafana would show it there without storing it, so that the rule asked nothing. The editor stores its own. */
  override getDefaultQuery(app?: CoreApp): Partial<EditedQuery> {
    return isAlertRule(app) ? {} : { ...NEW_QUERY };
  }

  override filterQuery(query: EditedQuery): boolean {
    return query.hide !== true && QUERY_KINDS.includes(query.kind);
  }

  override query(request: DataQueryRequest<EditedQuery>): Observable<DataQueryResponse> {
    const targets = request.targets.map((query) => withTimeZone(query, request.timezone));
    return super.query({ ...request, targets });
  }

  override applyTemplateVariables(query: EditedQuery, scopedVars: ScopedVars): EditedQuery {
    return replaceVariables(query, this.templates, scopedVars);
  }

  /** Used where a query leaves its dashboard, as for a new alert rule: the dashboard's time zone goes with it. */
  override interpolateVariablesInQueries(queries: EditedQuery[], scopedVars: ScopedVars): EditedQuery[] {
    const dashboard = this.templates.replace('${__timezone}', scopedVars);
    return queries.map((query) => withTimeZone(this.applyTemplateVariables(query, scopedVars), dashboard));
  }

  /** Names of the dashboard's variables; none in alert rules. */
  variableNames(): string[] {
    return this.templates.getVariables().map(({ name }) => name);
  }

  override metricFindQuery(query: VariableQuery, options?: { range?: TimeRange; scopedVars?: ScopedVars }): Promise<MetricFindValue[]> {
    const replaced =
      query.type === 'values' ? { ...query, dimension: this.templates.replace(query.dimension, options?.scopedVars) } : query;
    return findOptions(replaced, this.records, options?.range);
  }
}
