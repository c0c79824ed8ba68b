import { GrafanaShim, startGrafanaShim } from '../../../src/preview/page/grafanaShim';
import { type CoreApp, type DataFrame, type DataQueryRequest, dateTime, LoadingState, type PanelData, type TimeRange } from '@grafana/data';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { CallResultDataSource } from '../../../src/editor/CallResultDataSource';
import type { EditedQuery } from '../../../src/editor/fields/editedQuery';
import { ExplanationInspector } from '../../../src/editor/query/ExplanationInspector';
import { QueryEditor } from '../../../src/editor/query/QueryEditor';
import { instanceSettings } from './instanceSettings';

/** A panel, its inspector and its editor: `?app=…&query=<JSON>&from=…&to=…`, and whatever the address of a dashboard has. */
const asked = new URLSearchParams(location.search);
const query = { refId: 'A', datasource: { uid: 'records' }, ...(JSON.parse(asked.get('query') ?? '{}') as object) } as EditedQuery;
const [from, to] = [dateTime(Number(asked.get('from'))), dateTime(Number(asked.get('to')))];
const RANGE: TimeRange = { from, to, raw: { from, to } };
const REQUEST = {
  app: (asked.get('app') ?? undefined) as CoreApp,
  targets: [query],
  range: RANGE,
  timezone: 'UTC',
  intervalMs: 60_000,
  maxDataPoints: 500,
  scopedVars: {},
  requestId: 'Q',
} as unknown as DataQueryRequest<EditedQuery>;

function Panel({ datasource }: { readonly datasource: CallResultDataSource }) {
  const [series, setSeries] = useState<DataFrame[]>([]);
  const refresh = () => datasource.query(REQUEST).subscribe(({ data }) => setSeries(data as DataFrame[]));
  const data: PanelData = { state: LoadingState.Done, series, timeRange: RANGE };
  const looked = series.map(({ meta, fields }) => ({ meta, links: fields.flatMap(({ config }) => config.links ?? []) }));
  return (
    <>
      <button onClick={refresh}>Refresh</button>
      <section aria-label="Inspector">
        <ExplanationInspector datasource={datasource} data={series} />
      </section>
      <section aria-label="Editor">
        <QueryEditor datasource={datasource} query={query} onChange={() => undefined} onRunQuery={() => undefined} data={data} />
      </section>
      <pre data-testid="emitted">{JSON.stringify(looked)}</pre>
    </>
  );
}

async function main(): Promise<void> {
  let datasource: CallResultDataSource | null = null;
  await startGrafanaShim(() => ({ settings: instanceSettings, instance: datasource! }));
  datasource = new CallResultDataSource(instanceSettings);
  createRoot(document.getElementById('root') as HTMLElement).render(
    <GrafanaShim mode="dark">
      <Panel datasource={datasource} />
    </GrafanaShim>
  );
}

void main();
