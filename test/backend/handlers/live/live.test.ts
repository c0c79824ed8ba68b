/** Live channels, through the plugin's handlers: what they push, to whom, and when they end. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PluginContext } from '../../../../src/backend/protocol/plugin';
import { decodeFrame } from '../../../../src/preview/frames/decodeFrame';
import { untilLookedAgain } from '../../../support/records';
import { FROM, PluginHarness, TO } from '../pluginHarness';
import { channelOf, RunningChannel, type ReadPacket } from './liveHarness';

const SETTINGS = { path: 'calls.csv', liveInterval: '1s' };
const HOUR = 3_600_000;
const editor = { login: 'e', role: 'Editor' };
const viewer = { login: 'v', role: 'Viewer' };
const never = new AbortController().signal;

let door: PluginHarness;
let context: PluginContext;
/** Shortly before the end of the records, until a test says otherwise: the next answer is due in a moment. */
const NOW = TO - 20;
let now = NOW;
beforeEach(() => {
  now = NOW;
  door = new PluginHarness({}, () => now);
  context = { ...door.context(SETTINGS), user: editor };
});
afterEach(() => door.close());

const number = async (metric: string) => Number(new RegExp(`^${metric} (.*)$`, 'm').exec(await door.handlers.collectMetrics())?.[1]);

/** All frames of an answer, in the JSON that Grafana's server makes of them. */
async function framesOf(json: object, range: { from: number; to: number } = { from: FROM, to: TO }) {
  const asked = { refId: 'A', queryType: '', intervalMs: 60_000, maxDataPoints: 500, ...range, json };
  return (await door.handlers.query(asked, context, never)).map(decodeFrame);
}

async function started(json: object, range?: { from: number; to: number }) {
  const [frame] = await framesOf(json, range);
  const { path, live } = channelOf({ meta: { ...frame?.schema?.meta } });
  return { path, live, run: new RunningChannel(door, path, context) };
}

/** Without what says how long it took and when it was asked. */
function content(frame: unknown): unknown {
  const volatile = ['statementMs', 'settledUntil', 'at', 'executedQueryString', 'typeInfo', 'notices', 'others'];
  return JSON.parse(JSON.stringify(frame, (key, value: unknown) => (volatile.includes(key) ? undefined : value)));
}

const QUERIES = [
  { kind: 'trend', bucket: '1h', splitBy: ['trunk'] },
  { kind: 'trend', bucket: '1h', shape: 'table' },
  { kind: 'ratio', ratios: ['ASR', 'SER'], over: 'time', bucket: '1h', minimumCalls: 2 },
  { kind: 'timing', timings: ['duration'], statistics: ['p95', 'mean'], splitBy: ['trunk'] },
  { kind: 'distribution', measure: 'share' },
  { kind: 'verdict', per: 'trunk', minimumShare: 0.5 },
];

test.each(QUERIES)('pushes the frames that a query of the same range is answered: %j', async (query) => {
  const { run } = await started({ ...query, live: true });
  const packet = await run.next();
  const { at = 0 } = packet?.schema.meta.custom.live ?? {};
  expect(at).toBe(TO);
  const asked = await framesOf({ ...query, live: true }, { from: at - 3 * HOUR, to: at });
  const pushed = [packet, ...(packet?.others ?? [])];
  expect(pushed.map(content)).toEqual(asked.map(content));
  await run.cancel();
});

test('a panel that is only viewed is pushed light frames, in a channel of its own that opens to the same readers', async () => {
  const query = { kind: 'trend', bucket: '1h', live: true };
  const [light, full] = [await started({ ...query, light: true }), await started(query)];
  expect(light.path).not.toBe(full.path);
  const [packet, whole] = [await light.run.next(), await full.run.next()];
  expect(whole?.schema.meta.custom.question).toBeDefined();
  expect(packet?.schema.meta).not.toHaveProperty('executedQueryString');
  expect(Object.keys(packet?.schema.meta.custom ?? {}).sort()).toEqual([
    'calls',
    'links',
    'live',
    'settledUntil',
    'statementMs',
    'unread',
    'unsettledFrom',
  ]);
  expect(packet?.data).toEqual(whole?.data);
  expect(packet?.others?.length).toBe(whole?.others?.length);
  const masked = { ...context, user: viewer, instance: door.context({ ...SETTINGS, maskNumbersForViewers: 'all' }).instance };
  const asEditor = { ...masked, user: editor };
  const { path } = channelOf(await door.query({ ...query, light: true }, asEditor));
  expect(door.handlers.live.subscribe(path, asEditor).status).toBe('ok');
  expect(door.handlers.live.subscribe(path, masked).status).toBe('refused');
  await Promise.all([light, full].map(({ run }) => run.cancel()));
});

test('a range that ends now follows the clock, one that people chose does not, and one that began at midnight grows', async () => {
  const questionOf = (packet: ReadPacket | null) => packet?.schema.meta.custom.question;
  const sliding = await started({ kind: 'distribution', live: true });
  const past = await started({ kind: 'distribution', live: true }, { from: FROM, to: TO - HOUR });
  const growing = await started({ kind: 'distribution', live: { window: 'growing', behindMs: 60_000 } });
  const fixed = await started({ kind: 'distribution', live: { window: 'fixed' } });
  now += 60_000;
  expect(questionOf(await sliding.run.next())).toMatchObject({ from: FROM + 60_000, to: TO + 60_000 });
  expect(questionOf(await past.run.next())).toMatchObject({ from: FROM, to: TO - HOUR });
  expect(questionOf(await growing.run.next())).toMatchObject({ from: FROM, to: TO });
  expect(questionOf(await fixed.run.next())).toMatchObject({ from: FROM, to: TO });
  await Promise.all([sliding, past, growing, fixed].map(({ run }) => run.cancel()));
});

test('records that are written while somebody watches are pushed', async () => {
  const { run } = await started({ kind: 'distribution', live: true });
  const calls = (packet: ReadPacket | null) => (packet?.schema.meta.custom as { calls?: number } | undefined)?.calls;
  expect(calls(await run.next())).toBe(8);
  door.write('calls.csv', 'start_time,sip_code\n2026-11-23T10:59:59Z,200\n');
  await untilLookedAgain();
  expect(calls(await run.next())).toBe(1);
  await run.cancel();
});

test('a query that names its window comes from a browser that subscribes on its own, so Grafana does not see the channel', async () => {
  const [own] = await framesOf({ kind: 'distribution', live: { window: 'sliding' } });
  expect(own?.schema?.meta).not.toHaveProperty('channel');
  expect(own?.schema?.meta?.custom?.['live']).toEqual({
    at: NOW,
    everyMs: 1_000,
    channel: expect.stringMatching(/^ds\/.+\/distribution\/[\w-]{32}$/),
  });
  const [grafanas] = await framesOf({ kind: 'distribution', live: true });
  expect(grafanas?.schema?.meta).toMatchObject({ channel: expect.stringMatching(/\/distribution\/[\w-]{32}$/) });
});

test('alert rules and queries that are not live have no channel; other kinds refuse it', async () => {
  const rule = { ...context, headers: new Map([['FromAlert', 'true']]) };
  expect((await door.query({ kind: 'distribution', live: true }, rule)).meta).not.toHaveProperty('channel');
  expect((await door.query({ kind: 'distribution', live: false }, context)).meta['custom']).not.toHaveProperty('live');
  await expect(door.query({ kind: 'codes', live: true }, context)).rejects.toThrow(/live/);
});

test('equal questions have one channel, others have another', async () => {
  const path = async (json: object, range?: { from: number; to: number }) => {
    const [frame] = await framesOf(json, range);
    return channelOf({ meta: { ...frame?.schema?.meta } }).path;
  };
  const first = await path({ kind: 'distribution', live: true });
  now += 7_000;
  expect(await path({ kind: 'distribution', live: true, datasource: { uid: 'x' } }, { from: FROM + 7_003, to: TO + 7_000 })).toBe(first);
  const others = [
    await path({ kind: 'distribution', live: true, measure: 'share' }),
    await path({ kind: 'distribution', live: true }, { from: FROM, to: TO + 7_000 }),
    await path({ kind: 'distribution', live: { window: 'fixed' } }),
  ];
  expect(new Set([first, ...others]).size).toBe(4);
});

describe('subscribers', () => {
  const masked = { ...SETTINGS, maskNumbers: 3, maskNumbersForViewers: 'all' };
  const pathFor = async (asker: PluginContext) => channelOf(await door.query({ kind: 'distribution', live: true }, asker)).path;

  it('see a channel only if their own mask is not stricter', async () => {
    const [editors, viewers] = [editor, viewer].map((user) => ({ ...context, instance: door.context(masked).instance, user }));
    const same = { ...viewers!, instance: editors!.instance };
    const [ofEditors, ofViewers] = [await pathFor(editors!), await pathFor(same)];
    expect(ofEditors).not.toBe(ofViewers);
    const status = (path: string, asker: PluginContext) => door.handlers.live.subscribe(path, asker).status;
    expect([status(ofEditors, editors!), status(ofEditors, same), status(ofViewers, same), status(ofViewers, editors!)]).toEqual([
      'ok',
      'refused',
      'ok',
      'ok',
    ]);
    expect(status(ofEditors, { ...same, user: null })).toBe('refused');
    // Whoever runs it all the same gets nothing but the end.
    const run = new RunningChannel(door, ofEditors, same);
    expect([await run.next(), await run.next()]).toEqual([{ ended: true }, null]);
  });

  it('find no channel of another data source, organization or settings, nor one that nobody asked for', async () => {
    const path = await pathFor(context);
    const subscribe = (asker: PluginContext, of = path) => door.handlers.live.subscribe(of, asker).status;
    const { instance } = context;
    expect(subscribe(context)).toBe('ok');
    expect(subscribe({ ...context, orgId: 2 })).toBe('not found');
    expect(subscribe({ ...context, instance: instance && { ...instance, uid: 'other' } })).toBe('not found');
    expect(subscribe({ ...context, instance: instance && { ...instance, jsonData: masked } })).toBe('not found');
    expect(subscribe({ ...context, instance: null })).toBe('not found');
    expect(subscribe(context, `${path.slice(0, -1)}_`)).toBe('not found');
  });
});

describe('a run', () => {
  it('of an unknown channel tells those who still watch to ask again', async () => {
    const run = new RunningChannel(door, 'trend/from-before-a-restart', context);
    expect([await run.next(), await run.next()]).toEqual([{ ended: true }, null]);
  });

  it('ends when the last one leaves', async () => {
    const { run } = await started({ kind: 'distribution', live: true });
    await run.next();
    expect(await number('callresult_live_channels')).toBe(1);
    await run.cancel();
    expect(await number('callresult_live_channels')).toBe(0);
    expect(await number('callresult_live_ticks_total')).toBe(1);
    expect(await number('callresult_live_pushes_total')).toBe(1);
    expect(await number('callresult_live_pushed_bytes_total')).toBeGreaterThan(1_000);
  });

  it('ends when the settings of the data source change, and its path is not found from then on', async () => {
    const { run, path } = await started({ kind: 'distribution', live: true });
    await run.next();
    const changed = { ...context, instance: door.context({ ...SETTINGS, timeZone: 'Asia/Tokyo' }).instance };
    await door.query(
      { kind: 'distribution' },
      { ...changed, instance: changed.instance && { ...changed.instance, uid: context.instance?.uid ?? '' } }
    );
    expect([await run.next(), await run.next()]).toEqual([{ ended: true }, null]);
    expect(door.handlers.live.subscribe(path, changed).status).toBe('not found');
  });

  it('ends when the process does', async () => {
    const { run } = await started({ kind: 'distribution', live: true });
    await run.next();
    void door.handlers.close();
    expect([await run.next(), await run.next()]).toEqual([{ ended: true }, null]);
  });

  it('says why there is no newer answer, masked as the channel is, and heals', async () => {
    const asker = {
      ...context,
      user: viewer,
      instance: door.context({ ...SETTINGS, path: '4930123456.csv', maskNumbersForViewers: 'all' }).instance,
    };
    door.write('4930123456.csv', 'start_time,sip_code\n2026-11-23T10:00:00Z,200\n');
    const { path } = channelOf(await door.query({ kind: 'distribution', live: true }, asker));
    const run = new RunningChannel(door, path, asker);
    expect((await run.next())?.schema.meta.notices ?? []).not.toContainEqual(expect.objectContaining({ severity: 'error' }));
    rmSync(join(door.folder, '4930123456.csv'));
    await untilLookedAgain();
    const lost = await run.next();
    expect(lost?.schema.meta.notices?.[0]).toEqual({
      severity: 'error',
      text: expect.stringMatching(/^Not updated since 2026-11-23T11:00:00Z; the next attempt follows\. .*\*{10}\.csv/),
    });
    expect(lost?.data.values.flat()).toContain(1);
    door.write('4930123456.csv', 'start_time,sip_code\n2026-11-23T10:00:00Z,200\n2026-11-23T10:00:00Z,200\n');
    await untilLookedAgain();
    const healed = await run.next();
    expect(healed?.schema.meta.notices ?? []).not.toContainEqual(expect.objectContaining({ severity: 'error' }));
    expect(healed?.data.values.flat()).toContain(2);
    await run.cancel();
  });
});

test('no more channels run than the owner of the server allows: the panel says so, and stays as it is', async () => {
  const small = new PluginHarness({ GF_PLUGIN_LIVE_CHANNELS: '1' }, () => now);
  const asker = { ...small.context(SETTINGS), user: editor };
  const ask = (json: object) => small.query({ ...json, live: true }, asker);
  const [first, second] = [await ask({ kind: 'distribution' }), await ask({ kind: 'ratio' })];
  const run = new RunningChannel(small, channelOf(first).path, asker);
  await run.next();
  const late = new RunningChannel(small, channelOf(second).path, asker);
  expect([await late.next(), await late.next()]).toEqual([{ ended: true }, null]);
  const refused = await ask({ kind: 'ratio' });
  expect(refused.meta).not.toHaveProperty('channel');
  expect(refused.meta['notices']).toContainEqual({
    severity: 'warning',
    text: expect.stringMatching(/^This panel is not live: 1 live channel is in use/),
  });
  expect((await ask({ kind: 'distribution' })).meta).toHaveProperty('channel');
  await run.cancel();
  expect((await ask({ kind: 'ratio' })).meta).toHaveProperty('channel');
  await small.close();
});
