import type { QueryKind } from '../../../src/kinds/kinds';
import { PluginHarness } from './pluginHarness';

const scope = [{ dimension: 'trunk', operator: '=', values: ['t2'] }];
const door = new PluginHarness();
afterAll(() => door.close());

const scoped = (more: object = {}) => door.context({ path: 'calls.csv', scope, ...more });

/** The trunk in a field's labels. */
const trunkOf = (labels: unknown) => (labels as { trunk?: string } | undefined)?.trunk;

/** Of the eight calls, trunk t2 has three: an answered one, a 404, and one without code. */
const ALL_OF_T2 = 3;

/** Every kind, and every way in which one of them may ask of other calls than its filters name. */
const QUESTIONS: readonly { readonly kind: QueryKind; readonly [field: string]: unknown }[] = [
  { kind: 'distribution' },
  { kind: 'trend' },
  { kind: 'codes' },
  { kind: 'ratio', counts: true },
  { kind: 'verdict', per: 'trunk' },
  { kind: 'comparison', against: { type: 'previous' } },
  { kind: 'comparison', against: { type: 'filters', filters: [{ dimension: 'trunk', operator: '=', values: ['t1'] }] } },
  { kind: 'triage', of: 'each', minimumCalls: 1, dimensions: ['trunk'] },
  { kind: 'changes', against: { type: 'filters', filters: [] }, dimensions: ['trunk'] },
  { kind: 'changes', against: { type: 'shift', by: '1h' }, dimensions: ['trunk'] },
  { kind: 'timing', timings: ['duration'], statistics: ['count', 'max'], byResult: true },
  { kind: 'timing', timings: ['duration'], over: 'histogram', bucket: '1h' },
  { kind: 'calls' },
  { kind: 'calls', order: 'slowest', slowestBy: 'duration', cursor: '999999999:0' },
  { kind: 'annotations', by: 'code', quiet: '0s', bucket: '10m' },
  { kind: 'annotations', event: 'spans', per: 'trunk' },
  { kind: 'annotations', event: 'verdict', per: 'trunk' },
  { kind: 'annotations', event: 'crossing', bucket: '1h' },
];

const ATTACKS: readonly (readonly [string, object[]])[] = [
  ['another value', [{ dimension: 'trunk', operator: '=', values: ['t1'] }]],
  ['all values', [{ dimension: 'trunk', operator: '=~', values: ['.*'] }]],
  ['an empty list', [{ dimension: 'trunk', operator: 'in', values: [] }]],
  ['a list', [{ dimension: 'trunk', operator: 'in', values: ['t1', 't2'] }]],
  ['a negation', [{ dimension: 'trunk', operator: '!=', values: ['t2'] }]],
  ['a negated expression', [{ dimension: 'trunk', operator: '!~', values: ['t2'] }]],
  ['a quote', [{ dimension: 'trunk', operator: '=', values: ["t2' or '1'='1"] }]],
  ['the missing value', [{ dimension: 'trunk', operator: '=', values: [''] }]],
];

test.each(ATTACKS)('no filter widens it: %s', async (_name, filters) => {
  // Links to the calls go on from the filters of the query itself, whatever they name.
  const own = JSON.stringify(filters).slice(1, -1);
  for (const question of QUESTIONS) {
    const frame = await door.query({ ...question, filters }, scoped());
    expect((frame.meta.custom as { calls: number }).calls).toBeLessThanOrEqual(2 * ALL_OF_T2);
    expect(JSON.stringify(frame.fields).replaceAll(own, '')).not.toMatch(/t1/);
    // The busy calls are all of t1.
    expect(JSON.stringify(frame.fields.map(({ values }) => values))).not.toMatch(/486/);
  }
});

test('splits, suggestions, the extent and the health check know only calls within it', async () => {
  const split = await door.query({ kind: 'distribution', splitBy: ['trunk'] }, scoped());
  expect(new Set(split.fields.map(({ labels }) => trunkOf(labels)))).toEqual(new Set(['t2']));
  const ask = (path: string, search: Record<string, string> = {}) =>
    door.handlers.resource(
      { method: 'GET', path, search: new URLSearchParams(search), body: new Uint8Array() },
      scoped(),
      new AbortController().signal
    );
  expect((await ask('values', { dimension: 'trunk' })).body).toEqual({ values: [{ value: 't2', calls: ALL_OF_T2 }], more: false });
  expect((await ask('extent')).body).toMatchObject({ calls: ALL_OF_T2, from: Date.parse('2026-11-23T08:10:00Z') });
  const health = await door.handlers.checkHealth(scoped(), new AbortController().signal);
  expect(health.details).toMatchObject({ calls: ALL_OF_T2, results: { answered: 1, failed: 1, unclassified: 1, busy: 0 } });
});

test('runs of somebody else compare as nothing', async () => {
  const frame = await door.query(
    { kind: 'comparison', against: { type: 'runs', dimension: 'trunk', baseline: ['t1'], current: ['t2'] } },
    scoped()
  );
  expect(frame.fields.find(({ name }) => name === 'baseline calls')?.values).toEqual(expect.arrayContaining([0]));
  expect(new Set(frame.fields.find(({ name }) => name === 'baseline calls')?.values)).toEqual(new Set([0]));
});

test('an alert rule that names values outside gets zeros', async () => {
  const filters = [{ dimension: 'trunk', operator: 'in', values: ['t1', 't2'] }];
  const frame = await door.query(
    { kind: 'distribution', splitBy: ['trunk'], filters },
    door.context({ path: 'calls.csv', scope, settle: '0s' }, { FromAlert: 'true' })
  );
  const ofT1 = frame.fields.filter(({ labels }) => trunkOf(labels) === 't1').flatMap(({ values }) => values);
  expect([ofT1.length > 0, new Set(ofT1)]).toEqual([true, new Set([0])]);
});

test('no resource knows more, whatever filters it is given', async () => {
  const filters = JSON.stringify([{ dimension: 'trunk', operator: 'in', values: ['t1', 't2'] }]);
  const ask = async (method: string, path: string, search: Record<string, string> = {}) =>
    JSON.stringify(
      (
        await door.handlers.resource(
          { method, path, search: new URLSearchParams(search), body: new Uint8Array() },
          { ...scoped(), user: { login: 'editor', role: 'Editor' } },
          new AbortController().signal
        )
      ).body
    );
  expect(JSON.parse(await ask('GET', 'codes', { filters }))).toEqual({
    codes: [
      { code: 200, reason: 'OK', calls: 1 },
      { code: 404, reason: 'Not Found', calls: 1 },
    ],
  });
  expect(await ask('GET', 'values', { dimension: 'trunk', filters, search: 't', order: 'newest' })).toBe(
    JSON.stringify({ values: [{ value: 't2', calls: ALL_OF_T2 }], more: false })
  );
  for (const path of ['doctor', 'extent', 'dimensions', 'columns']) {
    expect(await ask('GET', path)).not.toMatch(/t1/);
  }
  expect(JSON.parse(await ask('GET', 'doctor'))).toMatchObject({ examined: { calls: ALL_OF_T2 } });
  expect(JSON.parse(await ask('POST', 'mapping'))).toMatchObject({
    calls: ALL_OF_T2,
    outcomes: [{ calls: 1 }, { calls: 1 }, { calls: 1 }],
  });
});

test('a scope that cannot be applied shows nothing and says so', async () => {
  const broken = door.context({ path: 'calls.csv', scope: [{ dimension: 'tenant', operator: '=', values: ['a'] }] });
  await expect(door.query({ kind: 'distribution' }, broken)).rejects.toThrow(/scope: unknown dimension "tenant".*Queries return no data/);
  await expect(
    door.query({ kind: 'distribution' }, door.context({ path: 'calls.csv', scope: [{ dimension: 'trunk', operator: 'in', values: [] }] }))
  ).rejects.toThrow(/scope/);
});

test("examples of unreadable rows, which may be somebody else's, are not shown", async () => {
  door.write('torn.csv', 'start_time,sip_code,trunk\n2026-11-23T08:00:10Z,200,t2\nsecret of t1,200,t1\n');
  const frame = await door.query({ kind: 'distribution' }, door.context({ path: 'torn.csv', scope }));
  expect(frame.meta.custom).toMatchObject({ calls: 1, unread: 1 });
  expect(JSON.stringify(frame)).not.toContain('secret');
});
