import { RESULT_FACTS } from '../../../src/domain/results';
import { decodeFrame } from '../frames/decodeFrame';
import { FROM, PluginHarness, TO } from './pluginHarness';

const HOUR = 3_600_000;
const door = new PluginHarness();
afterAll(() => door.close());

const numbers = ({ fields }: { fields: { labels: unknown; values: unknown[] }[] }) =>
  fields.map(({ labels, values }) => [labels, ...values]);

test('a distribution', async () => {
  const frame = await door.query({ refId: 'A', kind: 'distribution' });
  expect(frame.meta).toMatchObject({ type: 'numeric-wide', typeVersion: [0, 1], custom: { calls: 8, unread: 0 } });
  expect(frame.meta.executedQueryString).toContain('select');
  expect(numbers(frame)).toEqual([
    [{ result: 'answered' }, 3],
    [{ result: 'busy' }, 2],
    [{ result: 'rejected' }, 0],
    [{ result: 'timeout' }, 0],
    [{ result: 'cancelled' }, 0],
    [{ result: 'unavailable' }, 1],
    [{ result: 'failed' }, 1],
    [{ result: 'unclassified' }, 1],
  ]);
  expect(frame.fields[1]).toMatchObject({
    name: 'calls',
    config: { displayNameFromDS: 'busy', color: { fixedColor: RESULT_FACTS.busy.color } },
  });
});

test('bounds over time are a band in the color of their ratio, per value of a split', async () => {
  const frame = await door.query({
    kind: 'ratio',
    over: 'time',
    bucket: '1h',
    confidence: 95,
    ratios: ['ASR', 'ISA'],
    splitBy: ['trunk'],
    top: 1,
  });
  const configs = new Map(
    frame.fields.slice(1).map(({ config }) => {
      const { displayNameFromDS: name, color, custom } = config as Record<'displayNameFromDS' | 'color' | 'custom', never>;
      return [name, { color, custom }] as const;
    })
  );
  const colors = { 'ASR · t1': 'green', 'ISA · t1': 'semi-dark-yellow', 'ASR · other': 'blue', 'ISA · other': 'orange' };
  expect([...configs.keys()].filter((name) => !/ (lower|upper) ·/.test(name))).toEqual(Object.keys(colors));
  for (const [name, fixedColor] of Object.entries(colors)) {
    const [lower, upper] = ['lower', 'upper'].map((bound) => name.replace(' ·', ` ${bound} ·`));
    const edge = { lineWidth: 0, hideFrom: { legend: true, tooltip: false, viz: false } };
    expect(configs.get(name as never)).toEqual({ color: { mode: 'fixed', fixedColor }, custom: undefined });
    expect(configs.get(lower as never)).toMatchObject({ color: { fixedColor }, custom: { ...edge, fillOpacity: 0 } });
    expect(configs.get(upper as never)).toMatchObject({ color: { fixedColor }, custom: { ...edge, fillBelowTo: lower, fillOpacity: 15 } });
  }
});

test.each([
  ['over the range', { confidence: 95 }],
  ['without bounds', { over: 'time', bucket: '1h' }],
  ['of one bound', { over: 'time', bucket: '1h', return: 'lower' }],
])('a ratio %s leaves colors and lines to the panel', async (_name, query) => {
  const { fields } = await door.query({ kind: 'ratio', ...query });
  for (const { config } of fields) {
    expect(config).not.toHaveProperty('color');
    expect(config).not.toHaveProperty('custom');
  }
});

test('calls, masked for viewers and for whoever is not known, with a link', async () => {
  door.write('numbers.csv', 'start_time,sip_code,call_id,from\n2026-11-23T08:00:10Z,200,a/b,4930123456\n');
  const context = door.context({
    path: 'numbers.csv',
    maskNumbersForViewers: 'all',
    callLink: 'https://homer.example/search?callid=${callId}',
  });
  const seenBy = async (role: string | null) => {
    const frame = await door.query({ kind: 'calls' }, { ...context, user: role === null ? null : { login: 'x', role } });
    return frame.fields.find(({ name }) => name === 'from')?.values;
  };
  expect(await Promise.all(['Admin', 'Editor', 'Viewer', 'None', null].map(seenBy))).toEqual([
    ['4930123456'],
    ['4930123456'],
    ['**********'],
    ['**********'],
    ['**********'],
  ]);
  const frame = await door.query({ kind: 'calls' }, context);
  expect(frame.meta).toMatchObject({ type: 'table', custom: { calls: 1, next: null } });
  expect(frame.fields.find(({ name }) => name === 'call_id')).toMatchObject({
    values: ['a/b'],
    config: { links: [{ url: 'https://homer.example/search?callid=${__value.raw:percentencode}' }] },
  });
});

test('a trend of two results, split, as shares', async () => {
  const frame = await door.query({
    kind: 'trend',
    bucket: '1h',
    results: ['busy', 'answered'],
    splitBy: ['trunk'],
    measure: 'share',
    top: 2,
  });
  expect(frame.meta).toMatchObject({ type: 'timeseries-wide' });
  expect(numbers(frame)).toEqual([
    [undefined, FROM, FROM + HOUR, FROM + 2 * HOUR],
    [{ result: 'answered', trunk: 't1' }, 0.5, 0, 1],
    [{ result: 'busy', trunk: 't1' }, 0.5, 1, 0],
    [{ result: 'answered', trunk: 't2' }, 1, 0, 0],
    [{ result: 'busy', trunk: 't2' }, 0, 0, 0],
  ]);
});

test('a trend as a table', async () => {
  const frame = await door.query({
    kind: 'trend',
    bucket: 'day',
    timeZone: 'Europe/Berlin',
    results: ['busy'],
    measure: 'rate',
    ratePer: 'hour',
    shape: 'table',
  });
  expect(frame.meta).toMatchObject({ type: 'table' });
  expect(frame.fields.map(({ name, values }) => [name, ...values])).toEqual([
    ['time', Date.parse('2026-11-22T23:00:00Z')],
    ['result', 'busy'],
    ['calls', 2],
    ['rate', 2 / 24],
  ]);
});

test('codes', async () => {
  const frame = await door.query({ kind: 'codes' });
  expect(frame.fields.map(({ name, values }) => [name, ...values])).toEqual([
    ['code', 200, 486, 404, 503, null],
    ['word', null, null, null, null, null],
    ['reason', 'OK', 'Busy Here', 'Not Found', 'Service Unavailable', null],
    ['result', 'answered', 'busy', 'failed', 'unavailable', 'unclassified'],
    ['calls', 3, 2, 1, 1, 1],
    ['share', 0.375, 0.25, 0.125, 0.125, 0.125],
  ]);
});

test('ratios over time, null without calls', async () => {
  const query = { kind: 'ratio', ratios: ['ASR', 'NER E.425'], over: 'time', bucket: '1h', minimumCalls: 3 };
  const frame = await door.query(query);
  expect(frame.meta).toMatchObject({ type: 'timeseries-wide', custom: { calls: 8, question: { bucket: '1h' } } });
  expect(frame.fields.map(({ name, labels, values }) => [name, labels, ...values])).toEqual([
    ['time', undefined, FROM, FROM + HOUR, FROM + 2 * HOUR],
    ['ASR', { ratio: 'ASR' }, 2 / 3, 0, null],
    ['NER E.425', { ratio: 'NER E.425' }, 1, 1 / 3, null],
  ]);
  expect(frame.fields[1]).toMatchObject({ nullable: true, config: { unit: 'percentunit', min: 0, max: 1 } });
  const rule = await door.query({ ...query, over: 'range', confidence: 95, counts: true }, door.context(undefined, { FromAlert: 'true' }));
  expect(rule.fields.map(({ name }) => name)).toEqual(['ASR', 'NER E.425']);
});

test('a verdict per trunk: a table with words and colors, and the series', async () => {
  const asked = {
    refId: 'A',
    queryType: '',
    intervalMs: 60_000,
    maxDataPoints: 500,
    from: FROM,
    to: TO,
    json: { kind: 'verdict', per: 'trunk', minimumShare: 0.5 },
  };
  const [table, series] = (await door.handlers.query(asked, door.context(), new AbortController().signal)).map(decodeFrame);
  expect(table?.fields.map(({ name, values }) => [name, ...values])).toEqual([
    ['time', FROM + 10 * 60_000, FROM + 10_000],
    ['trunk', 't2', 't1'],
    ['passed', 0, 1],
    ['calls', 3, 4],
    ['violating calls', 2, 2],
    ['share', 1 / 3, 0.5],
    ['worst code', 404, 486],
    ['worst result', 'failed', 'busy'],
    ['why', '2 of 3 calls ended otherwise than expected', null],
  ]);
  expect(table?.fields[2]?.config).toMatchObject({
    mappings: [{ type: 'value', options: { 0: { text: 'failed' }, 1: { text: 'passed' } } }],
  });
  expect(table?.fields[7]?.config).toMatchObject({ mappings: [{ options: { busy: { color: RESULT_FACTS.busy.color } } }] });
  expect(series?.fields.map(({ name, values }) => [name, ...values])).toEqual([
    ['time', FROM + 10_000, FROM + 10 * 60_000],
    ['passed', 1, 0],
  ]);
});

test('a comparison with the hour before', async () => {
  const frame = await door.query(
    { kind: 'comparison', against: { type: 'shift', by: '1h' }, results: ['answered', 'busy'] },
    door.context(),
    { from: FROM + HOUR, to: FROM + 2 * HOUR }
  );
  expect(frame.fields.map(({ name, values }) => [name, ...values])).toEqual([
    ['result', 'answered', 'busy'],
    ['baseline calls', 2, 1],
    ['calls', 0, 1],
    ['baseline share', 2 / 3, 1 / 3],
    ['share', 0, 1 / 3],
    ['change', expect.closeTo(-200 / 3, 9), 0],
    // Of the 20 ways to choose 3 of 6 calls, 4 have no answered one and 4 have both.
    ['p', expect.closeTo(0.4, 12), 1],
    ['adjusted p', expect.closeTo(0.8, 12), 1],
    ['test', 'fisher', 'fisher'],
    ['verdict', 'too few', 'too few'],
  ]);
  expect(frame.fields.at(-1)?.config).toMatchObject({ mappings: [{ options: { worse: { color: 'red' } } }] });
});

test('a triage', async () => {
  const frame = await door.query({ kind: 'triage', minimumCalls: 1, dimensions: ['trunk'] });
  expect(frame.meta).toMatchObject({ type: 'table', custom: { calls: 8, examined: ['trunk'] } });
  expect(frame.fields.slice(0, 8).map(({ name, values }) => [name, ...values])).toEqual([
    ['result', 'busy', 'busy'],
    ['aspect', 'result', 'code'],
    ['name', 'result', 'code'],
    ['value', 'busy', '486'],
    ['reason', null, 'Busy Here'],
    ['calls', 2, 2],
    ['share', 0.25, 1],
    // Both busy calls are among the four of t1, which chance explains: 6 of 28 pairs would be.
    ['lift', null, null],
  ]);
});

test.each([
  ['=', ['t1'], 4],
  ['!=', ['t1'], 4],
  ['in', ['t1', ''], 5],
  ['not in', ['t1', ''], 3],
  ['in', [], 8],
  ['=~', ['t[0-9]'], 7],
  ['=~', ['t'], 0],
  ['!~', ['t.*'], 1],
])('the filter trunk %s %j leaves %d calls', async (operator, values, calls) => {
  const { meta } = await door.query({ kind: 'distribution', filters: [{ dimension: 'trunk', operator, values }] });
  expect(meta.custom).toMatchObject({ calls });
});

test.each([
  ['a field that does not exist', { kind: 'distribution', color: 'red' }, 'Unknown field "color".'],
  [
    'a kind that does not exist',
    { kind: 'pie' },
    'allowed: distribution, trend, codes, ratio, timing, verdict, comparison, changes, triage, calls',
  ],
  ['a dimension that does not exist', { kind: 'distribution', splitBy: ['nope'] }, 'Unknown dimension "nope". Available:'],
  ['too many buckets', { kind: 'trend', bucket: '1s' }, null],
  [
    'an expression that is none',
    { kind: 'distribution', filters: [{ dimension: 'trunk', operator: '=~', values: ['('] }] },
    'is not a valid RE2 expression',
  ],
])("%s is the author's error, with the repair", async (_name, json, message) => {
  const asking = door.query(json, door.context(), { to: FROM + 365 * 24 * HOUR });
  await expect(asking).rejects.toMatchObject({
    name: 'ResponseError',
    status: 400,
    source: 'downstream',
    message: expect.stringContaining(message ?? 'at most 11,000 are allowed'),
  });
});

test('a range that ends before it begins is refused', async () => {
  await expect(door.query({ kind: 'distribution' }, door.context(), { from: TO, to: FROM })).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('ends before it starts'),
  });
});

test('wrong settings and missing records are distinguished', async () => {
  const rules = [
    { codes: '486', result: 'busy' },
    { codes: '486', result: 'failed' },
  ];
  await expect(door.query({ kind: 'distribution' }, door.context({ path: 'calls.csv', rules }))).rejects.toMatchObject({
    status: 400,
    source: 'downstream',
    message: expect.stringContaining('can never match'),
  });
  const gone = door.query({ kind: 'distribution' }, door.context({ path: 'gone.csv' }));
  await expect(gone).rejects.toMatchObject({ name: 'ResponseError', source: 'downstream', message: expect.stringContaining('gone.csv') });
});

test('a query without a data source is refused', async () => {
  const context = { ...door.context(), instance: null };
  await expect(door.query({ kind: 'distribution' }, context)).rejects.toMatchObject({ status: 400 });
});

test('a question that is withdrawn is answered as such', async () => {
  const stop = new AbortController();
  stop.abort();
  await expect(door.query({ kind: 'distribution' }, door.context(), {}, stop.signal)).rejects.toMatchObject({ status: 499 });
});

test('changed settings are a new data source', async () => {
  const busy = { path: 'calls.csv', rules: [{ codes: '404', result: 'busy' }] };
  const { fields } = await door.query({ kind: 'distribution', results: ['busy'] }, door.context(busy));
  expect(fields[0]?.values).toEqual([3]);
});

test('panels are told where the calls are, alert rules are not', async () => {
  const later = { from: TO + HOUR, to: TO + 2 * HOUR };
  const panel = await door.query({ kind: 'distribution' }, door.context(), later);
  expect(panel.meta.notices).toEqual([
    { severity: 'info', text: expect.stringContaining('between 2026-11-23T08:00:10Z and 2026-11-23T10:30:00Z') },
  ]);
  const rule = await door.query({ kind: 'distribution' }, door.context({ path: 'calls.csv' }, { FromAlert: 'true' }), later);
  expect(rule.meta).not.toHaveProperty('notices');
});

test('all time is a range as well', async () => {
  const { fields } = await door.query({ kind: 'trend', results: ['answered'], splitBy: ['trunk'] }, door.context(), {
    from: -1e15,
    to: Date.parse('2030-01-01'),
  });
  expect(fields.slice(1).map(({ values }) => values.reduce((sum: number, calls) => sum + Number(calls), 0))).toEqual([2, 1]);
});
