import { decodeFrame, type DecodedFrame } from '../frames/decodeFrame';
import { FROM, PluginHarness, TO } from './pluginHarness';

const FROM_ALERT = { FromAlert: 'true' };
const MINUTE = 60_000;

/** What the plugin takes for the present: a day after the records. */
const NOW = FROM + 86_400_000;
const door = new PluginHarness({}, () => NOW);
afterAll(() => door.close());

/** As an alert rule asks, over a range that ends so many milliseconds after `from`. */
function judge(json: object, from: number, to: number, settings: object = {}) {
  return door.query(json, door.context({ path: 'calls.csv', ...settings }, FROM_ALERT), {
    from,
    to,
    intervalMs: 1_000,
    maxDataPoints: 43_200,
  });
}

test('the range of a rule moves back as a whole by the time that records take to settle', async () => {
  const at = (time: string) => Date.parse(`2026-11-23T${time}Z`);
  // The call of 08:10:00 counts in a rule's minute only once it has settled; 60 s is the layout's proposal.
  const calls = async (from: string, to: string, settings?: object) =>
    (await judge({ kind: 'distribution', results: ['answered'] }, at(from), at(to), settings)).fields[0]?.values[0];
  expect(await calls('08:10:00', '08:11:00')).toBe(0);
  expect(await calls('08:11:00', '08:12:00')).toBe(1);
  expect(await calls('08:15:00', '08:16:00', { settle: '5m' })).toBe(1);
  expect(await calls('08:10:00', '08:11:00', { settle: '0s' })).toBe(1);
});

test('a rule judges whole buckets alone', async () => {
  const frame = await judge({ kind: 'trend', results: ['answered'], bucket: '10m' }, FROM + 5 * MINUTE, FROM + 45 * MINUTE, {
    settle: '0s',
  });
  expect(frame.fields[0]?.values).toEqual([10, 20, 30].map((minute) => FROM + minute * MINUTE));
  // 08:10:00 is in the first of them.
  expect(frame.fields[1]?.values).toEqual([1, 0, 0]);
  await expect(judge({ kind: 'trend', bucket: '1h' }, FROM + MINUTE, FROM + 50 * MINUTE, { settle: '0s' })).rejects.toThrow(
    /no complete bucket of "1h".*shorter bucket or a longer range/
  );
});

describe('the series of a rule do not come and go', () => {
  const trunks = ({ fields }: DecodedFrame) => fields.map(({ labels }) => (labels as { trunk?: string } | undefined)?.trunk).sort();

  test('every value seen lately has one, whatever top says, and nothing is called other', async () => {
    const quiet = [TO - 5 * MINUTE, TO] as const;
    const frame = await judge({ kind: 'distribution', results: ['answered'], splitBy: ['trunk'], top: 1 }, ...quiet, { settle: '0s' });
    expect(trunks(frame)).toEqual(['(none)', 't1', 't2']);
    expect(frame.fields.flatMap(({ values }) => values)).toEqual([0, 0, 0]);
  });

  test('only the time of seriesFrom is looked through', async () => {
    // In the last 40 minutes only t1 and t2 had calls.
    const frame = await judge({ kind: 'distribution', results: ['answered'], splitBy: ['trunk'], seriesFrom: '61m' }, TO - 5 * MINUTE, TO, {
      settle: '0s',
    });
    expect(trunks(frame)).toEqual(['t1', 't2']);
  });

  test('values that the filters name have theirs, seen or not', async () => {
    const filters = [{ dimension: 'trunk', operator: 'in', values: ['t2', 't9'] }];
    const frame = await judge({ kind: 'distribution', results: ['busy'], splitBy: ['trunk'], filters }, FROM, TO, { settle: '0s' });
    expect(trunks(frame)).toEqual(['t2', 't9']);
  });
});

describe('the series of a rule with an expression', () => {
  const rows = ['2026-11-23T05:00:00Z,200,t3', '2026-11-23T05:10:00Z,200,t2', '2026-11-23T08:10:00Z,200,t1'];
  beforeAll(() => door.write('regex.csv', `start_time,sip_code,trunk\n${rows.join('\n')}\n`));
  const trunksOf = async (query: object, expression: string) => {
    const filters = [{ dimension: 'trunk', operator: '=~', values: [expression] }];
    const context = door.context({ path: 'regex.csv', settle: '0s' }, FROM_ALERT);
    const { fields } = await door.query({ splitBy: ['trunk'], filters, ...query }, context, { from: FROM, to: FROM + 30 * MINUTE });
    return [...new Set(fields.flatMap(({ labels }) => (labels as { trunk?: string } | undefined)?.trunk ?? []))].sort();
  };

  test.each([
    [{ kind: 'distribution', results: ['answered'] }],
    [{ kind: 'trend', results: ['answered'], bucket: '10m' }],
    [{ kind: 'ratio' }],
  ])('%j: every value seen lately that matches, and no other', async (query) => {
    // In the rule's half hour only t1 had calls.
    expect(await trunksOf(query, 't[12]')).toEqual(['t1', 't2']);
    expect(await trunksOf(query, 't2')).toEqual(['t2']);
    expect(await trunksOf({ ...query, seriesFrom: '3h' }, 't[123]')).toEqual(['t1']);
  });
});

test('of several conditions on the split all must hold for a value to have a series', async () => {
  const filters = [
    { dimension: 'trunk', operator: 'in', values: ['t1', 't2', 't9'] },
    { dimension: 'trunk', operator: '!=', values: ['t2'] },
  ];
  const frame = await judge({ kind: 'distribution', results: ['busy'], splitBy: ['trunk'], filters }, FROM, TO, { settle: '0s' });
  expect(frame.fields.map(({ labels }) => (labels as { trunk: string }).trunk)).toEqual(['t1', 't9']);
});

test.each([{ kind: 'distribution' }, { kind: 'trend', bucket: '1h' }, { kind: 'comparison', shape: 'series' }])(
  'every result has its series in a rule, unclassified too: %j',
  async (query) => {
    const resultsAt = async (from: number, to: number) =>
      (await judge(query, from, to, { settle: '0s' })).fields.flatMap(
        ({ labels }) => (labels as { result?: string } | undefined)?.result ?? []
      );
    // The call without a code is at 10:00.
    const [without, withOne] = [await resultsAt(FROM, FROM + 60 * MINUTE), await resultsAt(FROM + 60 * MINUTE, TO)];
    expect(without).toContain('unclassified');
    expect(without).toEqual(withOne);
  }
);

test('a rule can count the calls of a side alone, those of silent values being zero', async () => {
  const of = async (side: string) =>
    (await judge({ kind: 'ratio', ratios: ['ASR'], splitBy: ['trunk'], return: side }, TO - 31 * MINUTE, TO, { settle: '0s' })).fields.map(
      ({ name, labels, values }) => [name, labels, values]
    );
  // Only t1 had a call in the last half hour, an answered one.
  expect(await of('of')).toEqual(
    ['(none)', 't1', 't2'].map((trunk) => ['ASR of', { ratio: 'ASR', count: 'of', trunk }, [trunk === 't1' ? 1 : 0]])
  );
  expect((await of('calls')).map(([name, , values]) => [name, values])).toEqual([
    ['ASR calls', [0]],
    ['ASR calls', [1]],
    ['ASR calls', [0]],
  ]);
});

test('a panel that shows nothing but what is unsettled says so', async () => {
  const notices = async (from: number, to: number) =>
    (await door.query({ kind: 'trend', bucket: '1m' }, door.context({ path: 'calls.csv', settle: '10m' }), { from, to })).meta.notices ??
    [];
  const said = { severity: 'info', text: expect.stringContaining('may still be recorded') };
  expect(await notices(NOW - 5 * MINUTE, NOW)).toContainEqual(said);
  expect(await notices(NOW + 60 * MINUTE, NOW + 120 * MINUTE)).not.toContainEqual(said);
});

test('a panel is told from when on calls may still be recorded', async () => {
  const frame = await door.query({ kind: 'trend', bucket: '1m' }, door.context({ path: 'calls.csv', settle: '5m' }), {
    from: NOW - 60 * MINUTE,
    to: NOW,
  });
  const { settledUntil } = frame.meta.custom as { settledUntil: string };
  expect(Date.parse(settledUntil)).toBe(NOW - 5 * MINUTE);
  expect(frame.meta.notices).toContainEqual({ severity: 'info', text: expect.stringContaining('may still be recorded') });
});

test.each<[string, Record<string, string>, number]>([
  ['a panel', {}, 2],
  ['an expression', { 'http_X-Grafana-From-Expr': 'true' }, 1],
  ['an alert rule', { FromAlert: 'true' }, 1],
])('%s gets what it can use: marks of unsettled buckets are for panels alone', async (_name, headers, frames) => {
  const asked = { refId: 'A', queryType: '', intervalMs: 60_000, maxDataPoints: 500, from: NOW - 60 * MINUTE, to: NOW };
  const context = door.context({ path: 'calls.csv', settle: '5m' }, headers);
  const answer = await door.handlers.query({ ...asked, json: { kind: 'trend', bucket: '10m' } }, context, new AbortController().signal);
  expect(answer.map((frame) => decodeFrame(frame).meta['dataTopic'])).toEqual([undefined, 'annotations'].slice(0, frames));
});

test('rows that are merged wait for settle alone, whose proposal leaves time for rows that decide a call', async () => {
  door.write('acc.csv', `id,method,callid,sip_code,time\n1,INVITE,a,200,2026-11-23 08:10:00\n`);
  const kamailio = { path: 'acc.csv', layout: 'kamailio' };
  const at = (time: string) => Date.parse(`2026-11-23T${time}Z`);
  const calls = async (from: string, to: string, settings: object = {}) =>
    (await judge({ kind: 'distribution', results: ['answered'] }, at(from), at(to), { ...kamailio, ...settings })).fields[0]?.values[0];
  expect(await calls('08:13:00', '08:14:00')).toBe(0);
  expect(await calls('08:14:00', '08:15:00')).toBe(1);
  expect(await calls('08:10:00', '08:11:00', { settle: '60s' })).toBe(0);
  expect(await calls('08:11:00', '08:12:00', { settle: '60s' })).toBe(1);
});
