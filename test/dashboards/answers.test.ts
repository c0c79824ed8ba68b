import { decodeFrame } from '../backend/frames/decodeFrame';
import { FROM, PluginHarness, TO } from '../backend/handlers/pluginHarness';
import { DASHBOARDS } from '../../src/dashboards/dashboards';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';

const CALLS = `start_time,answer_time,sip_code,pdd_ms,setup_ms,duration_ms,from,to,trunk,run_id
2026-11-23T08:00:10Z,2026-11-23T08:00:12Z,200,300,2000,61000,1,2,t1,
2026-11-23T08:10:00Z,2026-11-23T08:10:03Z,200,400,3000,5000,1,2,t2,r1
2026-11-23T08:20:00Z,,486,300,,,1,2,t1,r1
2026-11-23T09:00:00Z,,486,350,,,1,2,t1,r2
2026-11-23T09:30:00Z,,503,20,,,1,2,t2,r2
`;
/** What the reader chose. */
const CHOSEN: Readonly<Record<string, string>> = { by: 'trunk', runs: 'run_id', run: 'r2', result: 'failed' };

let plugin: PluginHarness;
beforeAll(() => {
  plugin = new PluginHarness();
  plugin.write('calls.csv', CALLS);
});
afterAll(() => plugin.close());

/** A query as the data source in the browser asks it: All restricts nothing. */
function chosen(target: unknown): object {
  const withoutAll = JSON.stringify(target, (_, value: unknown) => (Array.isArray(value) ? value.filter((one) => !isAll(one)) : value));
  return JSON.parse(withoutAll.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => CHOSEN[name] ?? name)) as object;
}

function isAll(filter: unknown): boolean {
  const { values } = (filter ?? {}) as { values?: unknown };
  return Array.isArray(values) && ['${values}', '${baseline}', '${code}'].includes(String(values[0]));
}

const panels = Object.entries(DASHBOARDS).flatMap(([name, dashboard]) =>
  (dashboard().panels ?? []).map((panel, index) => ({ name, panel: panel as Panel, of: `${name} ${index + 1}: ${panel.title ?? ''}` }))
);

test.each(panels)('$of is answered, with the fields that its panel names', async ({ panel }) => {
  const fields = new Set<string>();
  for (const target of panel.targets ?? []) {
    const asked = { refId: 'A', queryType: '', intervalMs: 60_000, maxDataPoints: 500, from: FROM, to: TO, json: chosen(target) };
    const frames = await plugin.handlers.query(asked, plugin.context({ path: 'calls.csv' }), new AbortController().signal);
    frames.map(decodeFrame).forEach((frame) => frame.fields.forEach(({ name }) => fields.add(name)));
  }
  expect(fields.size).toBeGreaterThan(0);
  expect([...fields]).toEqual(expect.arrayContaining((panel.transformations ?? []).flatMap(namesIn)));
});

/** Fields that a transformation keeps. */
function namesIn({ id, options }: { readonly id: string; readonly options?: unknown }): string[] {
  const { include } = options as { include?: { names: string[] } };
  return id === 'filterFieldsByName' ? (include?.names ?? []) : [];
}
