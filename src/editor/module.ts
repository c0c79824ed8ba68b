import { DataSourcePlugin } from '@grafana/data';
import { CallResultDataSource } from './CallResultDataSource';
import type { EditedSettings } from './editorDataSource';
import { ConfigEditor } from './config/ConfigEditor';
import type { EditedQuery } from './fields/editedQuery';
import { QueryEditor } from './query/QueryEditor';

/** What Grafana loads as module.js. */
export const plugin = new DataSourcePlugin<CallResultDataSource, EditedQuery, EditedSettings>(CallResultDataSource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor);
