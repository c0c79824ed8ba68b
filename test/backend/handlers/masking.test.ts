import type { QueryKind } from '../../../src/kinds/kinds';
import { FROM, PluginHarness, TO } from './pluginHarness';

const NUMBERS = ['+4930123456', '+4930123457', '004989765432'] as const;
const settings = { path: 'numbers.csv', maskNumbersForViewers: 'all' };
const door = new PluginHarness();
const never = new AbortController().signal;

beforeAll(() => {
  const rows = NUMBERS.flatMap((number, index) =>
    [200, 486, 486].map((code, minute) => `2026-11-23T08:${10 + index}:${10 + minute}Z,${code},${number},t1,1000`)
  );
  door.write('numbers.csv', `start_time,sip_code,from,trunk,pdd_ms\n${rows.join('\n')}\nno time for +4930123458,200,+4930123458,t1,1\n`);
});
afterAll(() => door.close());

/** Somebody who is not known, and an administrator. */
const nobody = () => door.context(settings);
const admin = () => ({ ...nobody(), user: { login: 'a', role: 'Admin' } });

const QUESTIONS: readonly { readonly kind: QueryKind; readonly [field: string]: unknown }[] = [
  { kind: 'distribution', splitBy: ['from'] },
  { kind: 'distribution', splitBy: ['from'], shape: 'table' },
  { kind: 'trend', splitBy: ['from', 'trunk'], bucket: '1h' },
  { kind: 'codes', filters: [{ dimension: 'from', operator: '!=', values: ['x'] }] },
  { kind: 'ratio', splitBy: ['from'] },
  { kind: 'verdict', per: 'from' },
  { kind: 'timing', timings: ['pdd'], splitBy: ['from'] },
  { kind: 'calls' },
  { kind: 'comparison', against: { type: 'previous' } },
  { kind: 'triage', dimensions: ['from'], minimumCalls: 1, minimumLift: 1 },
  { kind: 'changes', dimensions: ['from'] },
  { kind: 'annotations', event: 'spans', per: 'from' },
  { kind: 'annotations', event: 'verdict', per: 'from' },
  { kind: 'annotations', by: 'code', filters: [{ dimension: 'from', operator: '=~', values: ['.*'] }] },
  { kind: 'annotations', event: 'crossing', filters: [{ dimension: 'from', operator: '!~', values: ['x'] }] },
  { kind: 'calls', order: 'slowest', slowestBy: 'pdd', limit: 2, dimensions: ['from'] },
  { kind: 'timing', over: 'histogram' },
  { kind: 'verdict', per: 'from', frames: 'series' },
  { kind: 'changes', dimensions: ['from', 'trunk'], against: { type: 'filters', filters: [] }, top: 1 },
];

const answer = async (json: object, context = nobody()) => {
  const asked = { refId: 'A', queryType: '', intervalMs: 60_000, maxDataPoints: 500, from: FROM, to: TO, json };
  const frames = await door.handlers.query(asked, context, never);
  return frames.map((frame) => Buffer.from(frame).toString('latin1')).join('\n');
};
const digits = NUMBERS.map((number) => number.replace(/^\D*0*/, '').slice(2));

test.each(QUESTIONS)('no number shows anywhere in the frames of %j', async (question) => {
  const text = await answer(question);
  expect(digits.filter((number) => text.includes(number))).toEqual([]);
  expect(text).not.toContain('30123458');
});

test.each(QUESTIONS)('nor in what an alert rule gets of %j', async (question) => {
  const text = await answer(question, { ...door.context({ ...settings, settle: '0s' }, { FromAlert: 'true' }) });
  expect(digits.filter((number) => text.includes(number))).toEqual([]);
});

test.each(['Viewer', 'None', ''])('the role %j sees what viewers see', async (role) => {
  const text = await answer({ kind: 'calls' }, { ...nobody(), user: { login: 'x', role } });
  expect(digits.filter((number) => text.includes(number))).toEqual([]);
});

test('doctor, mapping, health and errors hide them too', async () => {
  const doubled =
    'start_time,sip_code,from,call_id\n' +
    '2026-11-23T08:00:10Z,+4930123456,+4930123456,+4930123457\n'.repeat(2) +
    'no time for +4930123458,200,a,b\n';
  door.write('doubled.csv', doubled);
  const hidden = door.context({ ...settings, maskNumbers: 'all', path: 'doubled.csv' });
  const context = { ...hidden, user: { login: 'editor', role: 'Editor' } };
  const ask = async (method: string, path: string) =>
    JSON.stringify(
      (await door.handlers.resource({ method, path, search: new URLSearchParams(), body: new Uint8Array() }, context, never)).body
    );
  const told = [
    await ask('GET', 'doctor'),
    await ask('POST', 'mapping'),
    await ask('GET', 'extent'),
    await ask('GET', 'codes'),
    JSON.stringify(await door.handlers.checkHealth(context, never)),
  ];
  expect(told.join('\n')).not.toMatch(/3012345/);
  expect(told[0]).toContain('duplicates');
  const message = await answer({ kind: 'distribution', splitBy: ['nobody'] }, context).then(
    () => '',
    (error: Error) => error.message
  );
  expect(message).toContain('Unknown dimension "nobody"');
  expect(message).not.toMatch(/3012345/);
});

test('an administrator sees them', async () => {
  const text = await answer({ kind: 'distribution', splitBy: ['from'] }, admin());
  expect(digits.filter((number) => text.includes(number))).toEqual(digits);
});

test('numbers that look the same keep series of their own', async () => {
  const { fields } = await door.query({ kind: 'distribution', results: ['busy'], splitBy: ['from'] }, nobody());
  const labels = fields.map(({ labels: found }) => (found as { from: string }).from);
  expect(new Set(labels).size).toBe(3);
  expect(fields.flatMap(({ values }) => values)).toEqual([2, 2, 2]);
});

test('hidden digits cannot be found out by an expression', async () => {
  const calls = async (expression: string, context = nobody()) =>
    (await door.query({ kind: 'distribution', filters: [{ dimension: 'from', operator: '=~', values: [expression] }] }, context)).meta
      .custom as { calls: number };
  expect(await calls('.*3456', admin())).toMatchObject({ calls: 3 });
  expect(await calls('.*3456')).toMatchObject({ calls: 0 });
  expect(await calls('.*\\*')).toMatchObject({ calls: 9 });
});

test('suggestions and the extent hide them too, and cannot be searched for them', async () => {
  const ask = async (path: string, search: Record<string, string> = {}) =>
    (await door.handlers.resource({ method: 'GET', path, search: new URLSearchParams(search), body: new Uint8Array() }, nobody(), never))
      .body;
  const values = (await ask('values', { dimension: 'from' })) as { values: { value: string }[] };
  expect(values.values.map(({ value }) => value)).toEqual(expect.arrayContaining(['+**********']));
  expect(JSON.stringify(values)).not.toMatch(/\d{5}/);
  expect(await ask('values', { dimension: 'from', search: '3456' })).toMatchObject({ values: [] });
  // Two numbers contain it; that there are more than asked for would tell.
  expect(await ask('values', { dimension: 'from', search: '3012345', limit: '1' })).toEqual({ values: [], more: false });
  expect(await ask('values', { dimension: 'from', search: '+**', limit: '1' })).toMatchObject({
    values: [{ value: '+**********' }],
    more: true,
  });
  expect(JSON.stringify(await ask('extent'))).not.toContain('30123458');
});
