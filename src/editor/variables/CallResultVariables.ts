import { CustomVariableSupport, type DataQueryRequest, type DataQueryResponse } from '@grafana/data';
import { from, map, type Observable } from 'rxjs';
import type { EditedSettings, EditorDataSource } from '../editorDataSource';
import type { EditedQuery } from '../fields/editedQuery';
import { VariableQueryEditor } from './VariableQueryEditor';
import type { VariableQuery } from './options';

/** Query variables of a dashboard, with an editor of their own. */
export class CallResultVariables extends CustomVariableSupport<EditorDataSource, VariableQuery, EditedQuery, EditedSettings> {
  override editor = VariableQueryEditor;

  constructor(private readonly dataSource: EditorDataSource) {
    super();
  }

  override getDefaultQuery(): Partial<VariableQuery> {
    return { type: 'results' };
  }

  override query(request: DataQueryRequest<VariableQuery>): Observable<DataQueryResponse> {
    const query: VariableQuery = request.targets[0] ?? { refId: 'variable', type: 'results' };
    const found = this.dataSource.metricFindQuery(query, { range: request.range, scopedVars: request.scopedVars });
    return from(found).pipe(map((data) => ({ data })));
  }
}
