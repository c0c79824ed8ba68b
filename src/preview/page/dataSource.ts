import { type DataSourceInstanceSettings, PluginType } from '@grafana/data';
import { PLUGIN_ID } from '../../domain/pluginId';
import { CallResultDataSource } from '../../editor/CallResultDataSource';
import type { EditedSettings } from '../../editor/editorDataSource';
import type { Source } from './api';
import { startGrafanaShim } from './grafanaShim';

/** The plugin's own data source class, on the page's one data source, with everything around it that Grafana would give. */
export async function makeDataSource(source: Source): Promise<CallResultDataSource> {
  const settings = {
    id: 1,
    uid: source.uid,
    name: source.name,
    type: PLUGIN_ID,
    access: 'proxy',
    readOnly: false,
    url: '',
    jsonData: source.jsonData,
    meta: { id: PLUGIN_ID, name: 'Call Result', type: PluginType.datasource, module: '', baseUrl: '', info: {} },
  } as unknown as DataSourceInstanceSettings<EditedSettings>;
  const made: { instance?: CallResultDataSource } = {};
  await startGrafanaShim(() => {
    if (made.instance === undefined) {
      throw new Error('The data source was asked for before it was made.');
    }
    return { settings, instance: made.instance };
  });
  made.instance = new CallResultDataSource(settings);
  return made.instance;
}
