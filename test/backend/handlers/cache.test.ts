/** What the plugin keeps of earlier queries, through its handlers: files, whose changes are seen, and what passes it by. */
import type { PluginContext } from '../../../src/backend/protocol/plugin';
import { PluginHarness } from './pluginHarness';
import { untilLookedAgain } from '../../support/records';

const KEPT = /past calls are kept from statements like these, the oldest of 2026-11-30T/;
const NOW = Date.parse('2026-11-30T12:00:00Z');
const TREND = { kind: 'trend', bucket: '1h' };

/** All queries are of one data source. */
async function withDoor(work: (door: PluginHarness, context: PluginContext) => Promise<void>, env: NodeJS.ProcessEnv = {}): Promise<void> {
  const door = new PluginHarness(env, () => NOW);
  try {
    await work(door, door.context());
  } finally {
    await door.close();
  }
}

const metric = async (door: PluginHarness, name: string) =>
  Number(new RegExp(`^${name} (.*)$`, 'm').exec(await door.handlers.collectMetrics())?.[1]);

test('a query that is asked again is answered from what is kept, and the inspector says so', () =>
  withDoor(async (door, context) => {
    await door.query(TREND, context);
    const first = await door.query(TREND, context);
    expect(first.meta?.executedQueryString).not.toMatch(KEPT);
    const again = await door.query(TREND, context);
    expect(again.meta?.executedQueryString).toMatch(KEPT);
    expect(again.meta).toMatchObject({ custom: { statementMs: 0 } });
    expect(again.fields).toEqual(first.fields);
    expect(await metric(door, 'callresult_cache_units_total{outcome="hit"}')).toBe(3);
    expect(await metric(door, 'callresult_cache_bytes')).toBeGreaterThan(0);
  }));

test('another kind of the same calls, over another range and in other buckets, asks only for what is missing', () =>
  withDoor(async (door, context) => {
    await door.query(TREND, context);
    await door.query(TREND, context);
    const codes = await door.query({ kind: 'codes' }, context);
    expect(codes.meta?.executedQueryString).toMatch(KEPT);
    expect(codes.meta?.custom).toMatchObject({ statementMs: 0, calls: 8 });
  }));

test('files that change are counted anew', () =>
  withDoor(async (door, context) => {
    await door.query({ kind: 'codes' }, context);
    expect((await door.query({ kind: 'codes' }, context)).meta).toMatchObject({ custom: { calls: 8 } });
    door.write('calls.csv', 'start_time,sip_code\n2026-11-23T08:00:10Z,200\n');
    await untilLookedAgain();
    const changed = await door.query({ kind: 'codes' }, context);
    expect(changed.meta?.executedQueryString).not.toMatch(KEPT);
    expect(changed.meta).toMatchObject({ custom: { calls: 1 } });
  }));

test('"fresh" counts everything anew', () =>
  withDoor(async (door, context) => {
    await door.query({ kind: 'codes' }, context);
    await door.query({ kind: 'codes' }, context);
    const fresh = await door.query({ kind: 'codes', fresh: true }, context);
    expect(fresh.meta?.executedQueryString).not.toMatch(KEPT);
    expect(fresh.meta).toMatchObject({ custom: { question: { fresh: true } } });
  }));

test('nothing is kept where the owner of the server says so', () =>
  withDoor(
    async (door, context) => {
      await door.query({ kind: 'codes' }, context);
      await door.query({ kind: 'codes' }, context);
      expect((await door.query({ kind: 'codes' }, context)).meta?.executedQueryString).not.toMatch(KEPT);
    },
    { GF_PLUGIN_CACHE_MB: '0' }
  ));

test('what was kept is gone when settings change', () =>
  withDoor(async (door, context) => {
    await door.query({ kind: 'codes' }, context);
    await door.query({ kind: 'codes' }, context);
    expect(await metric(door, 'callresult_cache_bytes')).toBeGreaterThan(0);
    const { instance } = context;
    const scope = [{ dimension: 'trunk', operator: '=', values: ['t1'] }];
    const changed = { ...context, instance: instance && { ...instance, jsonData: { path: 'calls.csv', scope } } };
    const frame = await door.query({ kind: 'codes' }, changed);
    expect(frame.meta).toMatchObject({ custom: { calls: 4 } });
    expect(frame.meta?.executedQueryString).not.toMatch(KEPT);
  }));

test.each<{ readonly name: string; readonly query: object }>([
  { name: 'trend', query: TREND },
  { name: 'distribution', query: { kind: 'distribution' } },
  { name: 'ratio by trunk', query: { kind: 'ratio', ratios: ['ASR'], over: 'range', splitBy: ['trunk'] } },
  { name: 'comparison with the hour before', query: { kind: 'comparison', against: { type: 'shift', by: '1h' } } },
  { name: 'comparison with the week before', query: { kind: 'comparison', against: { type: 'shift', by: '7d' } } },
  { name: 'list of changes', query: { kind: 'changes', dimensions: ['trunk'], against: { type: 'shift', by: '1h' } } },
  { name: 'triage against the usual', query: { kind: 'triage', dimensions: ['trunk'] } },
  { name: 'timing', query: { kind: 'timing', timings: ['duration'], over: 'range' } },
  { name: 'timing over time', query: { kind: 'timing', timings: ['duration'], over: 'time', bucket: '1h' } },
])('a first $name runs the statements that it runs where nothing is kept', ({ query }) =>
  withDoor(async (door, context) => {
    const first = await door.query(query, context);
    const fresh = await door.query({ ...query, fresh: true }, context);
    expect(first.meta?.executedQueryString).toBe(fresh.meta?.executedQueryString);
  })
);

test('a first query runs its own statement while nothing is kept of a wider one', () =>
  withDoor(async (door, context) => {
    await door.query({ kind: 'ratio', ratios: ['ASR'], over: 'range', splitBy: ['trunk'] }, context);
    await door.query({ kind: 'distribution' }, context);
    expect(await metric(door, 'callresult_cache_units_total{outcome="miss"}')).not.toBeGreaterThan(0);
  }));

test('a comparison that is repeated is answered from what is kept of both sides', () =>
  withDoor(async (door, context) => {
    const query = { kind: 'comparison', against: { type: 'shift', by: '1h' } };
    const first = await door.query(query, context);
    await door.query(query, context);
    const again = await door.query(query, context);
    expect(again.meta).toMatchObject({ custom: { statementMs: 0 } });
    expect(again.fields).toEqual(first.fields);
  }));
