import { DataSourcePlugin } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { PLUGIN_ID } from '../domain/pluginId';
import { CallResultDataSource } from './CallResultDataSource';
import type { EditedSettings } from './editorDataSource';
import { ConfigEditor } from './config/ConfigEditor';
import type { EditedQuery } from './fields/editedQuery';
import { ExplanationInspector } from './query/ExplanationInspector';
import { QueryEditor } from './query/QueryEditor';

// Grafana has loaded the translations when it loads the plugin; this says whose they are, and is done before anything is drawn.
void initPluginTranslations(PLUGIN_ID);

/** What Grafana loads as module.js. */
export const plugin = new DataSourcePlugin<CallResultDataSource, EditedQuery, EditedSettings>(CallResultDataSource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor)
  .setMetadataInspector(ExplanationInspector);
