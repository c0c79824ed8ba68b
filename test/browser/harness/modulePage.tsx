import { GrafanaShim, startGrafanaShim } from '../../../src/preview/page/grafanaShim';
import * as emotionCss from '@emotion/css';
import * as grafanaData from '@grafana/data';
import type { DataSourceInstanceSettings, DataSourcePlugin } from '@grafana/data';
import * as grafanaRuntime from '@grafana/runtime';
import * as grafanaUi from '@grafana/ui';
import i18next from 'i18next';
import * as React from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import { createRoot } from 'react-dom/client';
import * as rxjs from 'rxjs';
import type { CallResultDataSource } from '../../../src/editor/CallResultDataSource';
import type { EditedSettings } from '../../../src/editor/editorDataSource';
import type { EditedQuery } from '../../../src/editor/fields/editedQuery';

/** What Grafana hands to a plugin's module, as far as ours may ask for it. */
const PROVIDED: Readonly<Record<string, unknown>> = {
  '@emotion/css': emotionCss,
  '@grafana/data': grafanaData,
  '@grafana/runtime': grafanaRuntime,
  '@grafana/ui': grafanaUi,
  i18next,
  react: React,
  'react/jsx-runtime': jsxRuntime,
  rxjs,
};

type Plugin = DataSourcePlugin<CallResultDataSource, EditedQuery, EditedSettings>;

/** Loads the built module.js the way an AMD loader does. */
function loadModule(): Promise<{ plugin: Plugin }> {
  return new Promise((resolve, reject) => {
    const define = (dependencies: string[], factory: (...modules: unknown[]) => { plugin: Plugin }) => {
      const missing = dependencies.filter((name) => !(name in PROVIDED));
      if (missing.length > 0) {
        reject(new Error(`module.js asks for ${missing.join(', ')}`));
        return;
      }
      resolve(factory(...dependencies.map((name) => PROVIDED[name])));
    };
    Object.assign(window, { define });
    const script = document.createElement('script');
    script.src = '/module.js';
    script.onerror = () => reject(new Error('module.js could not be loaded'));
    document.head.append(script);
  });
}

function Page({ plugin, datasource }: { readonly plugin: Plugin; readonly datasource: CallResultDataSource }) {
  const [query, setQuery] = React.useState<EditedQuery>({ refId: 'A', kind: 'trend' });
  const { QueryEditor, MetadataInspector } = plugin.components;
  if (QueryEditor === undefined || MetadataInspector === undefined) {
    throw new Error('the module has no query editor, or no inspector');
  }
  return (
    <>
      <p data-testid="react">{React.version}</p>
      <QueryEditor datasource={datasource} query={query} onChange={setQuery} onRunQuery={() => undefined} />
      <pre data-testid="emitted">{JSON.stringify(query)}</pre>
    </>
  );
}

async function main(): Promise<void> {
  const settings = { id: 1, uid: 'records', name: 'Records', type: 'callmeter-callresult-datasource', jsonData: {}, meta: {} };
  const instanceSettings = settings as unknown as DataSourceInstanceSettings<EditedSettings>;
  await startGrafanaShim(() => {
    throw new Error('nothing here asks for a data source');
  });
  const { plugin } = await loadModule();
  const datasource = new plugin.DataSourceClass(instanceSettings);
  createRoot(document.getElementById('root') as HTMLElement).render(
    <GrafanaShim mode="dark">
      <Page plugin={plugin} datasource={datasource} />
    </GrafanaShim>
  );
}

main().catch((error: unknown) => {
  document.body.textContent = String(error);
});
