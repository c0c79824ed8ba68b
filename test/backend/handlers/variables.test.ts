import { PluginHarness } from './pluginHarness';

const door = new PluginHarness();
beforeAll(() =>
  door.write(
    'runs.csv',
    'start_time,sip_code,run_id,trunk\n2026-11-23T08:00:00Z,200,r1,t1\n2026-11-23T08:10:00Z,486,r1,t1\n2026-11-23T09:00:00Z,486,r2,t1\n2026-11-23T10:00:00Z,503,r3,t2\n2026-11-23T10:01:00Z,,r3,t2\n'
  )
);
afterAll(() => door.close());

const never = new AbortController().signal;
const ask = async (path: string, search: Record<string, string>) =>
  (
    await door.handlers.resource(
      { method: 'GET', path, search: new URLSearchParams(search), body: new Uint8Array() },
      door.context({ path: 'runs.csv' }),
      never
    )
  ).body;

test('runs come newest first, under filters', async () => {
  const runs = async (search: Record<string, string> = {}) =>
    ((await ask('values', { dimension: 'run_id', order: 'newest', ...search })) as { values: { value: string }[] }).values.map(
      ({ value }) => value
    );
  expect(await runs()).toEqual(['r3', 'r2', 'r1']);
  expect(await runs({ filters: JSON.stringify([{ dimension: 'trunk', operator: '=', values: ['t1'] }]) })).toEqual(['r2', 'r1']);
  expect(await runs({ filters: JSON.stringify([{ dimension: 'run_id', operator: '=~', values: ['r[13]'] }]) })).toEqual(['r3', 'r1']);
});

test('codes that occur, the most frequent first, under filters', async () => {
  expect(await ask('codes', {})).toEqual({
    codes: [
      { code: 486, reason: 'Busy Here', calls: 2 },
      { code: 200, reason: 'OK', calls: 1 },
      { code: 503, reason: 'Service Unavailable', calls: 1 },
    ],
  });
  expect(await ask('codes', { filters: '[{"dimension":"trunk","operator":"=","values":["t2"]}]' })).toEqual({
    codes: [{ code: 503, reason: 'Service Unavailable', calls: 1 }],
  });
});

test('filters that are none are refused in words', async () => {
  expect(await ask('codes', { filters: '[' })).toMatchObject({ message: expect.stringContaining('filters: not valid JSON') });
  expect(await ask('codes', { filters: '[{"dimension":"trunk","operator":"like","values":["t"]}]' })).toMatchObject({
    message: expect.stringContaining('filters.0'),
  });
});
