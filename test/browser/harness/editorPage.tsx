import { GrafanaShim, type OutsideDataSource, startGrafanaShim } from '../../../src/preview/page/grafanaShim';
import { type AnnotationQuery, type CoreApp, dateTime, type DataSourceSettings, type TimeRange } from '@grafana/data';
import { Button } from '@grafana/ui';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import i18next from 'i18next';
import { PLUGIN_ID } from '../../../src/domain/pluginId';
import { AnnotationEditor } from '../../../src/editor/annotations/AnnotationEditor';
import { CallResultDataSource } from '../../../src/editor/CallResultDataSource';
import type { EditedSettings } from '../../../src/editor/editorDataSource';
import { ConfigEditor } from '../../../src/editor/config/ConfigEditor';
import type { EditedQuery } from '../../../src/editor/fields/editedQuery';
import { QueryEditor } from '../../../src/editor/query/QueryEditor';
import type { VariableQuery } from '../../../src/editor/variables/options';
import { VariableQueryEditor } from '../../../src/editor/variables/VariableQueryEditor';
import { OutsideTemplates } from '../../../src/preview/page/outsideTemplates';
import { instanceSettings } from './instanceSettings';

/** What a test may say in the page's address: `?editor=…&theme=…&language=…&value=<JSON>&source=<JSON>&readOnly&app=…`. */
const asked = new URLSearchParams(location.search);
const mode = asked.get('theme') === 'light' ? 'light' : 'dark';
const start: unknown = JSON.parse(asked.get('value') ?? '{}');

const RANGE: TimeRange = {
  from: dateTime(1_700_000_000_000),
  to: dateTime(1_700_086_400_000),
  raw: { from: 'now-1d', to: 'now' },
};

const app = (asked.get('app') ?? undefined) as CoreApp | undefined;

let outside: OutsideDataSource | null = null;
const templates = new OutsideTemplates([{ name: 'trunk', value: '$__all', options: ['t1', 't2', 't3'] }]);

function Emitted({ value }: { readonly value: unknown }) {
  return (
    <pre data-testid="emitted" style={{ margin: 16 }}>
      {JSON.stringify(value, null, 2)}
    </pre>
  );
}

function QueryPage({ datasource }: { readonly datasource: CallResultDataSource }) {
  const [query, setQuery] = useState<EditedQuery>({ refId: 'A', ...(start as Partial<EditedQuery>) } as EditedQuery);
  const [runs, setRuns] = useState(0);
  return (
    <>
      <QueryEditor
        datasource={datasource}
        query={query}
        onChange={setQuery}
        onRunQuery={() => setRuns((count) => count + 1)}
        range={RANGE}
        app={app}
      />
      <Emitted value={query} />
      <output data-testid="runs">{runs}</output>
    </>
  );
}

function AnnotationPage({ datasource }: { readonly datasource: CallResultDataSource }) {
  const target = Object.keys(start as object).length === 0 ? undefined : ({ refId: 'Anno', ...(start as object) } as EditedQuery);
  const [annotation, setAnnotation] = useState<AnnotationQuery<EditedQuery>>({
    name: 'New',
    enable: true,
    iconColor: 'red',
    ...(target === undefined ? {} : { target }),
  } as AnnotationQuery<EditedQuery>);
  // Grafana mixes the data source's default query in.
  const query = { ...datasource.getDefaultQuery(), ...(annotation.target ?? { refId: 'Anno' }) } as EditedQuery;
  return (
    <>
      <AnnotationEditor
        datasource={datasource}
        query={query}
        annotation={annotation}
        onChange={(next) => setAnnotation({ ...annotation, target: next })}
        onRunQuery={() => undefined}
        range={RANGE}
      />
      <Emitted value={annotation.target} />
    </>
  );
}

function ConfigPage() {
  const [options, setOptions] = useState({
    ...instanceSettings,
    ...(JSON.parse(asked.get('source') ?? '{}') as object),
    jsonData: start as EditedSettings,
    readOnly: asked.has('readOnly'),
  } as unknown as DataSourceSettings<EditedSettings>);
  const { url, user, database, secureJsonFields, secureJsonData } = options;
  /** Grafana's own button: it saves what was edited, and the data source has another version. */
  const save = async () => {
    await fetch('/api/datasources/uid/records', { method: 'PUT', body: JSON.stringify(options) });
    setOptions((before) => ({ ...before, version: (before.version ?? 0) + 1 }));
  };
  return (
    <>
      <ConfigEditor options={options} onOptionsChange={setOptions} />
      <Button type="button" onClick={() => void save()}>
        Save & test
      </Button>
      <Emitted value={options.jsonData} />
      <pre data-testid="emitted-source" style={{ margin: 16 }}>
        {JSON.stringify({ url, user, database, secureJsonFields, secureJsonData })}
      </pre>
    </>
  );
}

function VariablePage({ datasource }: { readonly datasource: CallResultDataSource }) {
  const [query, setQuery] = useState({ refId: 'variable', ...(start as object) } as VariableQuery);
  return (
    <>
      <VariableQueryEditor datasource={datasource} query={query} onChange={setQuery} onRunQuery={() => undefined} />
      <Emitted value={query} />
    </>
  );
}

/** As Grafana does for a user of another language than English. */
async function speak(language: string | null): Promise<void> {
  if (language !== null) {
    const texts = (await (await fetch(`/locales/${language}/${PLUGIN_ID}.json`)).json()) as object;
    await i18next.changeLanguage(language);
    i18next.addResourceBundle(language, PLUGIN_ID, texts, true, false);
  }
}

async function main(): Promise<void> {
  await startGrafanaShim(() => {
    if (outside === null) {
      throw new Error('asked for the data source before there was one');
    }
    return outside;
  }, templates);
  await speak(asked.get('language'));
  const datasource = new CallResultDataSource(instanceSettings, templates);
  outside = { settings: instanceSettings, instance: datasource };
  // Tests ask the data source itself as well.
  Object.assign(window, { callResult: { datasource, range: RANGE } });
  const editor = asked.get('editor');
  createRoot(document.getElementById('root') as HTMLElement).render(
    <GrafanaShim mode={mode}>
      <main style={{ padding: 16, maxWidth: 1100 }}>
        {/* Grafana's pages have one; its editors are below it. */}
        <h1 style={{ position: 'absolute', clipPath: 'inset(50%)' }}>Editors</h1>
        {editor === 'config' ? (
          <ConfigPage />
        ) : editor === 'variable' ? (
          <VariablePage datasource={datasource} />
        ) : editor === 'annotation' ? (
          <AnnotationPage datasource={datasource} />
        ) : (
          <QueryPage datasource={datasource} />
        )}
      </main>
    </GrafanaShim>
  );
}

void main();
