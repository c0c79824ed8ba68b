import { FROM, PluginHarness, TO } from './pluginHarness';

const door = new PluginHarness();
afterAll(() => door.close());

test('health tells what the records hold', async () => {
  const { ok, message, details } = await door.health();
  expect({ ok, message }).toEqual({
    ok: true,
    message: '8 calls from 2026-11-23T08:00:10Z to 2026-11-23T10:30:00Z. 12.5% of the calls are unclassified: no code (1 call).',
  });
  expect(details).toMatchObject({
    calls: 8,
    from: '2026-11-23T08:00:10.000Z',
    to: '2026-11-23T10:30:00.000Z',
    results: { answered: 3, busy: 2, rejected: 0, timeout: 0, cancelled: 0, unavailable: 1, failed: 1, unclassified: 1 },
    unread: 0,
    layout: 'calls',
    columns: expect.arrayContaining([
      { name: 'trunk', column: 'trunk', type: 'text' },
      { name: 'sip_code', column: 'sip_code', type: 'text' },
    ]),
  });
});

test('health counts the unreadable rows', async () => {
  door.write('torn.csv', 'start_time,sip_code\n2026-11-23T08:00:00Z,200\nyesterday,486\n');
  const { ok, message, details } = await door.health({ path: 'torn.csv' });
  expect(ok).toBe(true);
  expect(message).toMatch(/^1 call from .*; 1 unreadable row is not counted\. Most often: .+, for example .+\. Correct/);
  expect(details).toMatchObject({ calls: 1, unread: 1 });
});

test('health fails where not one row could be read', async () => {
  door.write('broken.csv', 'start_time,sip_code\nyesterday,486\ntomorrow,200\n');
  const { ok, message } = await door.health({ path: 'broken.csv' });
  expect(ok).toBe(false);
  expect(message).toMatch(/^No call could be read\. 2 unreadable rows .* Correct/);
});

test.each([
  ['a path outside of the records folder', { path: '../x.csv' }],
  ['a path that does not exist', { path: 'gone.csv' }],
  ['a layout that does not exist', { path: 'calls.csv', layout: 'avaya' }],
])('health says the cause: %s', async (_name, settings) => {
  const { ok, message } = await door.health(settings);
  expect(ok).toBe(false);
  expect(message.length).toBeGreaterThan(20);
});

test('dimensions', async () => {
  expect(await door.resource('dimensions')).toEqual({ status: 200, body: { dimensions: ['trunk'], timings: ['duration'] } });
});

test('values: the most frequent first, searched, limited, within a range', async () => {
  const values = async (search: Record<string, string>) =>
    (await door.resource('values', { search: { dimension: 'trunk', ...search } })).body;
  expect(await values({})).toEqual({
    values: [
      { value: 't1', calls: 4 },
      { value: 't2', calls: 3 },
      { value: '', calls: 1 },
    ],
    more: false,
  });
  expect(await values({ limit: '1' })).toEqual({ values: [{ value: 't1', calls: 4 }], more: true });
  expect(await values({ search: 'T2' })).toEqual({ values: [{ value: 't2', calls: 3 }], more: false });
  expect(await values({ from: String(FROM), to: String(FROM + 3_600_000) })).toEqual({
    values: [
      { value: 't1', calls: 2 },
      { value: 't2', calls: 1 },
    ],
    more: false,
  });
});

test('extent', async () => {
  expect(await door.resource('extent')).toMatchObject({
    status: 200,
    body: {
      calls: 8,
      from: FROM + 10_000,
      to: TO - 1_800_000,
      dimensions: ['trunk'],
      timings: ['duration'],
      unread: { rows: 0, reasons: [] },
    },
  });
});

test('columns: what the records have, with their types', async () => {
  expect(await door.resource('columns')).toMatchObject({
    status: 200,
    body: {
      columns: expect.arrayContaining([
        { name: 'trunk', type: 'text' },
        { name: 'sip_code', type: 'text' },
      ]),
    },
  });
});

test('rules are checked, and bad ones are an answer', async () => {
  const check = (body: string) => door.resource('check-rules', { method: 'POST', body });
  expect(await check('{"rules":[{"codes":"486,600","result":"failed"}]}')).toEqual({ status: 200, body: { ok: true } });
  expect(await check('{"rules":[{"codes":"48","result":"sad"}]}')).toEqual({
    status: 200,
    body: { error: expect.stringContaining('rules.0.result') },
  });
  expect(await check('rules')).toMatchObject({ status: 400, body: { error: expect.stringContaining('Send {"rules"') } });
});

test.each([
  [
    'nothing',
    {},
    404,
    'Available: dimensions, values, codes, extent, columns, layouts, first-calls, doctor, mapping, explanation, check-rules',
  ],
  ['check-rules', {}, 405, 'it takes POST'],
  ['values', {}, 400, 'dimension: missing'],
  ['values', { dimension: 'nope' }, 400, 'Unknown dimension "nope"'],
  ['values', { dimension: 'trunk', limit: '0' }, 400, 'limit: "0" is not allowed'],
  ['values', { dimension: 'trunk', from: '5' }, 400, 'or neither'],
])('%s with %j is answered with an error', async (path, search: Record<string, string>, status, error) => {
  const answer = await door.resource(path, { search });
  expect(answer).toEqual({ status, body: { error: expect.stringContaining(error), message: expect.stringContaining(error) } });
});
