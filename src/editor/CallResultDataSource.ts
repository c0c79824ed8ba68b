import type {
  AdHocVariableFilter,
  CoreApp,
  DataFrame,
  DataQueryRequest,
  DataQueryResponse,
  DataSourceGetTagValuesOptions,
  DataSourceInstanceSettings,
  MetricFindValue,
  QueryFixAction,
  ScopedVars,
  TimeRange,
} from '@grafana/data';
import { DataSourceWithBackend, getTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { map, type Observable } from 'rxjs';
import type { AskedNumbers, ToldNumbers } from '../domain/askedNumbers';
import { QUERY_KINDS } from '../kinds/kinds';
import { CODE } from '../domain/filters';
import { RESULTS } from '../domain/results';
import type { LayoutName } from '../domain/layouts/layouts';
import { DEFAULT_LAYOUT } from '../domain/settings';
import { AnnotationEditor } from './annotations/AnnotationEditor';
import type { EditedSettings, EditorDataSource } from './editorDataSource';
import { type EditedQuery, NEW_ANNOTATION, NEW_QUERY } from './fields/editedQuery';
import { isAlertRule } from './query/newQuery';
import { querySummary } from './query/querySummary';
import { type Records, RecordsResource } from './records';
import { withAdHocFilters, withFilter, withResultFilter } from './variables/adHocFilters';
import { isOnlyViewed } from './isOnlyViewed';
import { liveAnswers } from './live/liveAnswers';
import { shownFrames } from './shownFrames';
import { CallResultVariables } from './variables/CallResultVariables';
import { findOptions, type VariableQuery } from './variables/options';
import { replaceInVariable, replaceVariables, withTimeZone } from './variables/replaceVariables';

/**
 * The data source in the browser: replaces variables, asks the backend, and never reshapes what it answers. Panels that are only viewed are answered light frames, whose
 * explanations are asked for where somebody opens them.
 */
export class CallResultDataSource extends DataSourceWithBackend<EditedQuery, EditedSettings> implements EditorDataSource {
  readonly records: Records;
  readonly layout: LayoutName;

  /** The frames have the names that Grafana's own mapping of fields looks for. */
  override annotations = { QueryEditor: AnnotationEditor, getDefaultQuery: () => ({ ...NEW_ANNOTATION }) };

  constructor(
    settings: DataSourceInstanceSettings<EditedSettings>,
    private readonly templates: TemplateSrv = getTemplateSrv()
  ) {
    super(settings);
    this.layout = settings.jsonData.layout ?? DEFAULT_LAYOUT;
    this.records = new RecordsResource(this);
    this.variables = new CallResultVariables(this);
  }

  /** None in alert rules: Grafana would show it there without storing it, so that the rule asked nothing. The editor stores its own. */
  override getDefaultQuery(app?: CoreApp): Partial<EditedQuery> {
    return isAlertRule(app) ? {} : { ...NEW_QUERY };
  }

  override getQueryDisplayText(query: EditedQuery): string {
    return querySummary(query);
  }

  override filterQuery(query: EditedQuery): boolean {
    return query.hide !== true && QUERY_KINDS.includes(query.kind);
  }

  override query(request: DataQueryRequest<EditedQuery>): Observable<DataQueryResponse> {
    const light = isOnlyViewed(request.app, window.location.search) ? { light: true } : {};
    const zoned = { ...request, targets: request.targets.map((query) => withTimeZone({ ...query, ...light }, request.timezone)) };
    const sent = zoned.targets.map((query) => this.applyTemplateVariables(query, request.scopedVars, request.filters));
    const shown = (frames: readonly DataFrame[], range: TimeRange) => shownFrames(frames, { ...request, range, targets: sent });
    const ask = (asked: DataQueryRequest<EditedQuery>) =>
      super.query(asked).pipe(map((response) => ({ ...response, data: shown(response.data, asked.range) })));
    return request.targets.some(({ live = false }) => live !== false) ? liveAnswers(zoned, ask, shown) : ask(zoned);
  }

  override applyTemplateVariables(query: EditedQuery, scopedVars: ScopedVars, filters?: AdHocVariableFilter[]): EditedQuery {
    return withAdHocFilters(replaceVariables(query, this.templates, scopedVars), filters);
  }

  /** What ad-hoc filters can be about. */
  override async getTagKeys(): Promise<MetricFindValue[]> {
    return [...new Set([...(await this.records.dimensions()), CODE])].map((text) => ({ text }));
  }

  override getTagValues({ key, timeRange }: DataSourceGetTagValuesOptions): Promise<MetricFindValue[]> {
    return findOptions({ refId: 'values', type: 'values', dimension: key }, this.records, timeRange);
  }

  /** "Filter for" and "filter out" of Explore's tables and panels. */
  override modifyQuery(query: EditedQuery, { type, options }: QueryFixAction): EditedQuery {
    const { key = '', value = '' } = options ?? {};
    const operator = type === 'ADD_FILTER' ? '=' : type === 'ADD_FILTER_OUT' ? '!=' : null;
    if (operator === null || key === '') {
      return query;
    }
    return key === 'result' ? withResultFilter(query, operator, value, RESULTS) : withFilter(query, key, operator, value);
  }

  /** Used where a query leaves its dashboard, as for a new alert rule or an expression: the dashboard's time zone goes with it. They are answered once. */
  override interpolateVariablesInQueries(queries: EditedQuery[], scopedVars: ScopedVars, filters?: AdHocVariableFilter[]): EditedQuery[] {
    const dashboard = this.templates.replace('${__timezone}', scopedVars);
    return queries.map(({ live: _live, ...query }) => withTimeZone(this.applyTemplateVariables(query, scopedVars, filters), dashboard));
  }

  /** How the numbers of a light frame are made. */
  numbers(asked: AskedNumbers): Promise<ToldNumbers> {
    // Grafana's inspector shows the answers of queries, and whoever shows this one says why it failed.
    return this.postResource<ToldNumbers>('explanation', asked, { hideFromInspector: true, showErrorAlert: false });
  }

  variableNames(): string[] {
    return this.templates.getVariables().map(({ name }) => name);
  }

  override metricFindQuery(query: VariableQuery, options?: { range?: TimeRange; scopedVars?: ScopedVars }): Promise<MetricFindValue[]> {
    const replaced =
      query.type === 'results' || query.type === 'dimensions' ? query : replaceInVariable(query, this.templates, options?.scopedVars ?? {});
    return findOptions(replaced, this.records, options?.range);
  }
}
