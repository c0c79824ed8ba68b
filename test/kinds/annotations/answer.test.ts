import { ask, rowsOf } from '../queryHarness';
import { MemoryStore, type TestCall } from '../memoryStore';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const T0 = Date.parse('2026-11-23T12:00:00Z');
const RANGE = { from: T0, to: T0 + 6 * HOUR };

/** A call so many minutes after noon. */
const call = (minutes: number, code: number, run = ''): TestCall => ({
  time: T0 + minutes * MINUTE,
  code,
  word: null,
  dimensions: { run_id: run, trunk: 't1' },
});
const storeOf = (...calls: TestCall[]) => new MemoryStore(calls, ['run_id', 'trunk']);

const clock = (ms: unknown) => new Date(Number(ms)).toISOString().slice(11, 16);

/** [time, end, title, text, tags] of each event. */
async function events(store: MemoryStore, query: object, asking: Parameters<typeof ask>[2] = {}) {
  const table = await ask(store, { kind: 'annotations', bucket: '5m', ...query }, { range: RANGE, ...asking });
  return rowsOf(table).map(({ time, timeEnd, title, text, tags }) => [clock(time), clock(timeEnd), title, text, tags]);
}

/** One answered call every ten minutes, from three hours before noon until seven in the evening. */
const STEADY = Array.from({ length: 60 }, (_, index) => call(-180 + index * 10, 200));

test('the frame has the fields that Grafana makes annotations of', async () => {
  const table = await ask(storeOf(), { kind: 'annotations' }, { range: RANGE });
  expect(table.columns.map(({ name, type }) => [name, type])).toEqual([
    ['time', 'time'],
    ['timeEnd', 'time'],
    ['title', 'text'],
    ['text', 'text'],
    ['tags', 'text'],
  ]);
});

describe('appearances', () => {
  test('a result appears after a quiet time, not after a short pause, not if it was there before the range', async () => {
    // busy: 11:30 (before the range), 12:20 (50 minutes later: known), 14:02 and 14:04 (new), 14:50 (known)
    const store = storeOf(...STEADY, call(-30, 486), call(20, 486), call(122, 486), call(124, 486), call(170, 486));
    expect(await events(store, {})).toEqual([
      ['14:00', '14:00', 'busy appeared', '2 calls within 5m, none in the 1h before.', 'appeared,busy'],
    ]);
  });

  test('the quiet time is a parameter', async () => {
    const store = storeOf(...STEADY, call(-30, 486), call(20, 486), call(122, 486), call(170, 486));
    expect((await events(store, { quiet: '30m' })).map(([time]) => time)).toEqual(['12:20', '14:00', '14:50']);
    expect(await events(store, { quiet: '2h' })).toEqual([]);
  });

  test('what comes back exactly after the quiet time is new', async () => {
    // The bucket of 12:20 ends at 12:25; the next begins an hour later, or one bucket sooner.
    const at = (minutes: number) => events(storeOf(...STEADY, call(20, 486), call(minutes, 486)), {});
    expect((await at(85)).map(([time]) => time)).toEqual(['12:20', '13:25']);
    expect((await at(84)).map(([time]) => time)).toEqual(['12:20']);
  });

  test('codes, of the results asked', async () => {
    const store = storeOf(...STEADY, call(60, 503), call(61, 480), call(62, 404));
    const found = await events(store, { by: 'code', results: ['unavailable'] });
    expect(found.map(([time, , title, , tags]) => [time, title, tags])).toEqual([
      ['13:00', '503 Service Unavailable appeared', 'appeared,503,unavailable'],
      ['13:00', '480 Temporarily Unavailable appeared', 'appeared,480,unavailable'],
    ]);
  });

  test('nothing is new after a pause of all calls', async () => {
    const store = storeOf(call(-300, 200), call(60, 200), call(61, 486), call(150, 486));
    expect(await events(store, {})).toEqual([]);
  });

  test('a bucket that is not settled says nothing yet', async () => {
    const store = storeOf(...STEADY, call(122, 486));
    expect(await events(store, {}, { settledUntil: T0 + 125 * MINUTE - 1 })).toEqual([]);
    expect(await events(store, {}, { settledUntil: T0 + 125 * MINUTE })).toHaveLength(1);
  });
});

describe('spans', () => {
  test('runs from their first call to the end of the bucket of their last', async () => {
    const store = storeOf(call(10, 200, 'r1'), call(31, 486, 'r1'), call(181, 200, 'r2'), call(182, 200, 'r2'), call(70, 200));
    expect(await events(store, { event: 'spans' })).toEqual([
      ['12:10', '12:35', 'run_id r1', '2 calls.', 'run_id,r1,ended'],
      ['15:01', '15:05', 'run_id r2', '2 calls.', 'run_id,r2,ended'],
    ]);
  });

  test('a value that falls silent and comes back has two; one that may go on says so; one from before the range is shown', async () => {
    const store = storeOf(call(-10, 200, 'a'), call(20, 200, 'a'), call(200, 200, 'a'), call(340, 200, 'b, c'));
    expect(await events(store, { event: 'spans' })).toEqual([
      ['11:50', '12:25', 'run_id a', '2 calls.', 'run_id,a,ended'],
      ['15:20', '15:25', 'run_id a', '1 call.', 'run_id,a,ended'],
      ['17:40', '17:45', 'run_id b, c', '1 call; not known to have ended: a call within the last 1h.', 'run_id,b  c,running'],
    ]);
  });

  test('of some results alone', async () => {
    const store = storeOf(call(10, 200, 'r1'), call(31, 486, 'r1'));
    expect(await events(store, { event: 'spans', results: ['busy'] })).toEqual([
      ['12:30', '12:35', 'run_id r1', '1 call.', 'run_id,r1,ended'],
    ]);
  });
});

test('verdicts: the runs that failed, at their first call; not one that began before the range', async () => {
  const store = storeOf(
    call(-5, 486, 'r0'),
    call(5, 486, 'r0'),
    call(10, 200, 'r1'),
    call(60, 200, 'r2'),
    call(61, 486, 'r2'),
    call(62, 486, 'r2'),
    call(63, 503, 'r2')
  );
  expect(await events(store, { event: 'verdict' })).toEqual([
    [
      '13:00',
      '13:00',
      'run_id r2 failed',
      '3 of 4 calls ended otherwise than expected, most often 486 Busy Here (busy).',
      'failed,run_id,r2',
    ],
  ]);
  expect(await events(store, { event: 'verdict', expected: ['answered', 'busy'], minimumShare: 0.75 })).toEqual([]);
});

describe('crossings', () => {
  // Hours from 11 on: 2 of 2, 1 of 2, 0 of 2, none, 0 of 1, 1 of 2, 2 of 2
  const store = storeOf(
    ...[-50, -40, 10].map((minutes) => call(minutes, 200)),
    ...[20, 70, 80, 250, 310].map((minutes) => call(minutes, 486)),
    ...[320, 350].map((minutes) => call(minutes, 200))
  );
  const hourly = { event: 'crossing', bucket: '1h', threshold: 0.5 };

  test('both directions, at the bucket of the crossing; the threshold itself is not below; hours without calls say nothing', async () => {
    expect(await events(store, hourly)).toEqual([
      ['13:00', '13:00', 'ASR fell below 50%', '0%: 0 of 2 calls; 50% before.', 'ASR,below'],
      ['17:00', '17:00', 'ASR rose to 50% or above', '66.67%: 2 of 3 calls; 0% before.', 'ASR,above'],
    ]);
  });

  test('reaching the threshold is rising to it', async () => {
    const reached = storeOf(call(10, 486), call(20, 486), call(70, 200), call(80, 486));
    expect((await events(reached, hourly)).map(([time, , title]) => [time, title])).toEqual([['13:00', 'ASR rose to 50% or above']]);
  });

  test('one direction', async () => {
    expect((await events(store, { ...hourly, direction: 'above' })).map(([time]) => time)).toEqual(['17:00']);
    expect((await events(store, { ...hourly, direction: 'below', threshold: 0.6 })).map(([time]) => time)).toEqual(['12:00']);
  });

  test('buckets of too few calls say nothing', async () => {
    expect((await events(store, { ...hourly, minimumCalls: 3 })).length).toBe(0);
  });

  test('an hour that is not settled says nothing', async () => {
    expect((await events(store, hourly, { settledUntil: T0 + 5.5 * HOUR })).map(([time]) => time)).toEqual(['13:00']);
  });
});

test('the newest events are kept, and the others told', async () => {
  const store = storeOf(...STEADY, ...[100, 200, 300].map((minutes) => call(minutes, 486)));
  const table = await ask(store, { kind: 'annotations', bucket: '5m', limit: 2 }, { range: RANGE });
  expect(rowsOf(table).map(({ time }) => clock(time))).toEqual(['15:20', '17:00']);
  expect(table.notices.map(({ text }) => text)).toEqual([
    'Only the 2 newest events are shown. Choose a shorter time range, filters, or a larger limit.',
  ]);
});

test('results where they would mean nothing are refused', async () => {
  await expect(events(storeOf(), { event: 'crossing', results: ['busy'] })).rejects.toThrow(/^results: .*only appearances and spans/);
});
