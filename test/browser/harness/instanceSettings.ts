import { type DataSourceInstanceSettings, PluginType } from '@grafana/data';
import { PLUGIN_ID } from '../../../src/domain/pluginId';
import type { EditedSettings } from '../../../src/editor/editorDataSource';

/** The data source of the pages, as Grafana tells the browser of it. */
export const instanceSettings = {
  id: 1,
  uid: 'records',
  name: 'Records',
  type: PLUGIN_ID,
  access: 'proxy',
  readOnly: false,
  url: '',
  jsonData: {},
  meta: { id: PLUGIN_ID, name: 'Call Result', type: PluginType.datasource, module: '', baseUrl: '', info: {} },
} as unknown as DataSourceInstanceSettings<EditedSettings>;
