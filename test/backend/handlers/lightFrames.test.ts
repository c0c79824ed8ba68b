/** Light frames leave out what a viewer does not look at; what is shown, linked and warned of is the same. */
import type { DataFrame, DataFrameJSON, DateTime, TimeRange } from '@grafana/data';
import type { PluginContext } from '../../../src/backend/protocol/plugin';
import { shownFrames } from '../../../src/editor/shownFrames';
import type { EditedQuery } from '../../../src/editor/fields/editedQuery';
import type { QueryKind } from '../../../src/kinds/kinds';
import { decodeFrame } from '../../../src/preview/frames/decodeFrame';
import { FROM, PluginHarness, TO } from './pluginHarness';

const door = new PluginHarness({}, () => TO);
afterAll(() => door.close());

const never = new AbortController().signal;
const source = door.context({ path: 'calls.csv' });
const editor: PluginContext = { ...source, user: { login: 'e', role: 'Editor' } };

async function framesOf(json: object, context = editor): Promise<DataFrame[]> {
  const asked = { refId: 'A', queryType: '', intervalMs: 60_000, maxDataPoints: 500, from: FROM, to: TO, json };
  return (await door.handlers.query(asked, context, never)).map((frame) => frameOf(decodeFrame(frame)));
}

/** As Grafana's browser reads it. */
function frameOf({ schema, data }: DataFrameJSON): DataFrame {
  const [first = []] = data?.values ?? [];
  const fields = (schema?.fields ?? []).map((field, index) => ({ ...field, values: data?.values[index] ?? [] }));
  return { refId: schema?.refId, name: schema?.name, meta: schema?.meta, fields, length: first.length } as unknown as DataFrame;
}

const at = (epochMs: number) => ({ valueOf: () => epochMs }) as DateTime;
const RANGE: TimeRange = { from: at(FROM), to: at(TO), raw: { from: 'now-3h', to: 'now' } };

/** What a panel gets of a query's frames. */
const shown = (frames: readonly DataFrame[], query: object = {}) =>
  shownFrames(frames, { range: RANGE, targets: [{ refId: 'A', ...query } as EditedQuery], intervalMs: 60_000, maxDataPoints: 500 });

/** Without what light frames leave out, and what is another each time. */
function withoutNumbers(frames: readonly DataFrame[]): unknown {
  const left = new Set(['explanation', 'question', 'executedQueryString', 'asked', 'statementMs']);
  return JSON.parse(JSON.stringify(frames, (key, value: unknown) => (left.has(key) ? undefined : value)));
}

const FILTERS = [{ dimension: 'trunk', operator: '!=', values: ['t9'] }];
const QUERIES: Readonly<Record<QueryKind, readonly object[]>> = {
  distribution: [
    {},
    { splitBy: ['trunk'], top: 1, filters: FILTERS },
    { shape: 'table', splitBy: ['trunk'] },
    { measure: 'share', results: ['busy'] },
  ],
  trend: [
    { bucket: '1h', splitBy: ['trunk'], timeZone: 'Europe/Berlin' },
    { shape: 'table', unit: 'calls' },
  ],
  codes: [{ results: ['busy', 'failed'], filters: FILTERS }],
  ratio: [
    { ratios: ['ASR', 'NER E.425'], confidence: 95 },
    { over: 'time', confidence: 95, splitBy: ['trunk'] },
  ],
  verdict: [{ per: 'trunk' }],
  timing: [{ timings: ['duration'] }],
  calls: [{ limit: 2 }],
  comparison: [{ against: { type: 'filters', filters: [] } }],
  triage: [{ minimumCalls: 1, minimumLift: 1 }],
  changes: [{ against: { type: 'filters', filters: FILTERS }, dimensions: ['trunk'] }],
  annotations: [{ event: 'crossing', bucket: '1h' }],
};
const QUESTIONS = Object.entries(QUERIES).flatMap(([kind, queries]) => queries.map((query) => ({ kind, ...query })));

test.each(QUESTIONS)('a panel of light frames shows, links and warns the same: %j', async (query) => {
  const [full, light] = [await framesOf(query), await framesOf({ ...query, light: true })];
  expect(full[0]?.meta?.custom).toHaveProperty('explanation');
  for (const { meta } of light) {
    expect(Object.keys(meta?.custom ?? {})).not.toEqual(expect.arrayContaining(['explanation']));
    expect(Object.keys(meta?.custom ?? {})).not.toEqual(expect.arrayContaining(['question']));
    expect(meta).not.toHaveProperty('executedQueryString');
  }
  expect(withoutNumbers(shown(light, query))).toEqual(withoutNumbers(shown(full, query)));
});

test('links are there to be compared, and their common part is said once', async () => {
  const query = { kind: 'distribution', splitBy: ['trunk'], filters: FILTERS };
  const [full] = await framesOf(query);
  const [light] = await framesOf({ ...query, light: true });
  const links = full?.fields.flatMap(({ config }) => config.links ?? []) ?? [];
  expect(links.length).toBeGreaterThan(20);
  expect(light?.fields.flatMap(({ config }) => config.links ?? [])).toEqual([]);
  expect(JSON.stringify(light).match(/datasourceUid/g)).toHaveLength(1);
  expect(JSON.stringify(light).match(/"t9"/g)).toHaveLength(1);
});

test('a panel gets links once, however often its frames pass', async () => {
  const light = shown(await framesOf({ kind: 'distribution', light: true }));
  expect(shown(light)).toEqual(light);
});

test('the query is in light frames alone, and not in the mark of what is not settled', async () => {
  const query = { kind: 'trend', bucket: '1h' };
  const [frame, mark] = shown(await framesOf({ ...query, light: true }), query);
  const asked = { query: { refId: 'A', ...query }, from: FROM, to: TO, intervalMs: 60_000, maxDataPoints: 500 };
  expect(frame?.meta?.custom?.['asked']).toEqual(asked);
  expect(mark?.meta).toMatchObject({ dataTopic: 'annotations', custom: {} });
  expect(mark?.meta?.custom).not.toHaveProperty('asked');
  expect(shown(await framesOf(query), query)[0]?.meta?.custom).not.toHaveProperty('asked');
});

test.each([
  ['FromAlert', 'alert rules'],
  ['http_X-Grafana-From-Expr', 'expressions'],
])('%s: %s see no difference', async (header) => {
  const context = { ...editor, headers: new Map([[header, 'true']]) };
  const query = { kind: 'distribution' };
  const [full, light] = [await framesOf(query, context), await framesOf({ ...query, light: true }, context)];
  expect(light[0]?.meta).toHaveProperty('executedQueryString');
  expect(Object.keys(light[0]?.meta?.custom ?? {})).toEqual(Object.keys(full[0]?.meta?.custom ?? {}));
  expect(light[0]?.fields).toEqual(full[0]?.fields);
});

test('a public dashboard gets light frames, whose statements are for nobody', async () => {
  const [frame] = await framesOf({ kind: 'distribution' }, { ...source, user: { login: 'service', role: 'Admin' } });
  expect(frame?.meta).not.toHaveProperty('executedQueryString');
  expect(frame?.meta?.custom).toMatchObject({ calls: 8, links: { title: 'Show these calls' } });
  expect(JSON.stringify(frame)).not.toContain('calls.csv"');
});

test('calls are counted once for a panel that is viewed and one that is edited', async () => {
  const context = { ...door.context({ path: 'calls.csv' }), user: editor.user };
  const shared = async () => Number(/^callresult_store_shared_total\S* (\d+)$/m.exec(await door.handlers.collectMetrics())?.[1] ?? 0);
  const before = await shared();
  const [full, light] = await Promise.all([framesOf({ kind: 'codes' }, context), framesOf({ kind: 'codes', light: true }, context)]);
  expect(await shared()).toBe(before + 1);
  expect(light[0]?.fields[0]?.values).toEqual(full[0]?.fields[0]?.values);
});
