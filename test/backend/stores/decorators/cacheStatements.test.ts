/** Which statements are left to the store, and what is given back. */
import { KeptParts } from '../../../../src/backend/stores/decorators/cache/keptParts';
import { withCache } from '../../../../src/backend/stores/decorators/withCache';
import type {
  BreakdownQuestion,
  CountsQuestion,
  HistogramQuestion,
  TimeRange,
  TimingQuestion,
} from '../../../../src/backend/stores/question';
import { type Store, type StoreAnswer, type StoreQuestion } from '../../../../src/backend/stores/store';
import { recordText } from '../../../../src/domain/recordText';
import { CallResultError } from '../../../../src/domain/errors';
import { MemoryStore } from '../../../kinds/memoryStore';
import { failureOf, PATIENT } from '../../../support/records';

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const MIDNIGHT = Date.parse('2026-11-25T00:00:00Z');
/** A call in the middle of each minute of three days. */
const CALLS = Array.from({ length: 3 * 1_440 }, (_, minute) => ({
  time: MIDNIGHT + minute * MINUTE + 30_000,
  code: minute % 5 === 0 ? 486 : 200,
  word: null,
  dimensions: { trunk: `t${minute % 3}` },
  timings: { pdd: (minute * 7) % 900 },
}));

let now: number;
let bytes: number;
let store: MemoryStore;
let cached: Store;
let memory: KeptParts;
beforeEach(async () => {
  [now, bytes] = [MIDNIGHT + 2 * DAY + 10 * HOUR + 13 * MINUTE + 20_000, 0];
  store = new MemoryStore(CALLS, ['trunk']);
  memory = new KeptParts(1_000_000, { cacheRead: () => {}, cacheHolds: (held) => (bytes = held) });
  cached = await askedOnce(withCache(store, { memory, closesAfterMs: 5 * MINUTE, now: () => now }));
});

/** Nothing is kept of a first question. */
async function askedOnce(before: Store): Promise<Store> {
  await before.ask(counts(MIDNIGHT, MIDNIGHT + HOUR), PATIENT);
  return before;
}

const counts = (from: number, to: number): CountsQuestion => ({
  kind: 'counts',
  range: { from, to },
  filters: [],
  grid: null,
  split: null,
});

/** Calls of a range, and the ranges that the store was asked for, in minutes and seconds of their length. */
async function ask(from: number, to: number): Promise<{ calls: number; asked: TimeRange[] }> {
  const before = store.questions.length;
  const { calls } = await cached.ask(counts(from, to), PATIENT);
  const asked = store.questions
    .slice(before)
    .flatMap((question) => ('range' in question && question.range !== null ? [question.range] : []));
  return { calls: calls.reduce((sum, count) => sum + count, 0), asked };
}

const lengths = (asked: readonly TimeRange[]) => asked.map(({ from, to }) => to - from).sort((a, b) => a - b);

test('refreshes ask for the open end alone, and once a minute for the calls of the minute in which the range begins', async () => {
  const first = await ask(now - DAY, now);
  expect(first.calls).toBe(1_440);
  // What is not yet closed: 5 minutes and what has passed of this one.
  for (const [seconds, edge] of [
    [25, [MINUTE]],
    [30, []],
    [55, []],
  ] as const) {
    now += MIDNIGHT + 2 * DAY + 10 * HOUR + 13 * MINUTE + seconds * 1_000 - now;
    const { calls, asked } = await ask(now - DAY, now);
    expect(calls).toBe(1_440);
    expect(lengths(asked)).toEqual([...edge, 5 * MINUTE + seconds * 1_000]);
  }
});

test('a minute that has closed is asked alone, an hour is a sum of its minutes', async () => {
  await ask(now - DAY, now);
  for (let minutes = 0; minutes < 60; minutes++) {
    now += MINUTE;
    const { calls, asked } = await ask(Math.ceil((now - DAY) / HOUR) * HOUR, now);
    expect(calls).toBe(Math.floor((now - Math.ceil((now - DAY) / HOUR) * HOUR + 30_000) / MINUTE));
    expect(Math.max(...lengths(asked).slice(0, -1))).toBeLessThanOrEqual(DAY);
  }
  now += 5_000;
  const { asked } = await ask(Math.ceil((now - DAY) / HOUR) * HOUR, now);
  expect(lengths(asked)).toEqual([5 * MINUTE + 25_000]);
});

test('short buckets of a short range are summed, however many of them a day has', async () => {
  const many = new MemoryStore(
    CALLS.map((call, index) => ({ ...call, dimensions: { trunk: `t${index % 12}` } })),
    ['trunk']
  );
  const kept = withCache(many, { memory, closesAfterMs: 5 * MINUTE, now: () => now });
  const question: BreakdownQuestion = {
    kind: 'breakdown',
    range: { from: MIDNIGHT, to: MIDNIGHT + HOUR },
    filters: [],
    grid: { stepMs: 1_000, offsets: [{ until: null, offsetMs: 0 }] },
    dimensions: ['trunk'],
    first: false,
    maxEntries: 100_000,
  };
  const [first] = [await kept.ask(question, PATIENT), await kept.ask(question, PATIENT)];
  const before = many.questions.length;
  const again = await kept.ask(question, PATIENT);
  expect(many.questions.slice(before).filter(({ kind }) => kind !== 'shape')).toEqual([]);
  expect([again.calls.length, again.bucket]).toEqual([60, first.bucket]);
});

test('many gaps are one statement, and what was kept between them is counted once', async () => {
  for (const hour of [0, 2, 4, 6, 8, 10]) {
    await ask(MIDNIGHT + hour * HOUR, MIDNIGHT + (hour + 1) * HOUR);
  }
  const { calls, asked } = await ask(MIDNIGHT, MIDNIGHT + 12 * HOUR);
  expect(calls).toBe(720);
  expect(lengths(asked)).toEqual([11 * HOUR]);
});

test('units are asked again after a while that grows to half an hour as long as nothing changes', async () => {
  const [from, to] = [MIDNIGHT, MIDNIGHT + 6 * HOUR];
  const began = now;
  const askedAgain: number[] = [];
  await ask(from, to);
  for (let minute = 1; minute <= 120; minute++) {
    now = began + minute * MINUTE;
    const { asked } = await ask(from, to);
    askedAgain.push(...asked.map(() => minute));
  }
  expect(askedAgain).toEqual([1, 6, 36, 66, 96]);
});

test('what is counted again takes the place of what was kept', async () => {
  await ask(MIDNIGHT, MIDNIGHT + 6 * HOUR);
  const held = bytes;
  expect(held).toBeGreaterThan(0);
  now += 2 * MINUTE;
  expect((await ask(MIDNIGHT, MIDNIGHT + 6 * HOUR)).asked).toHaveLength(1);
  expect(bytes).toBe(held);
  await cached.close();
  expect(bytes).toBe(0);
});

test('memory is bounded: what was used least recently goes', async () => {
  memory = new KeptParts(20_000, { cacheRead: () => {}, cacheHolds: (held) => (bytes = held) });
  cached = await askedOnce(withCache(store, { memory, closesAfterMs: 5 * MINUTE, now: () => now }));
  for (let hour = 0; hour < 48; hour++) {
    await ask(MIDNIGHT + hour * HOUR, MIDNIGHT + (hour + 1) * HOUR);
    expect(bytes).toBeLessThanOrEqual(20_000);
  }
  expect((await ask(MIDNIGHT + 47 * HOUR, MIDNIGHT + 48 * HOUR)).asked).toEqual([]);
  expect((await ask(MIDNIGHT, MIDNIGHT + HOUR)).asked).toHaveLength(1);
});

test('a failure keeps nothing, and is told as it is', async () => {
  let fails = false;
  const failing: Store = {
    ask: <Q extends StoreQuestion>(question: Q, signal: AbortSignal): Promise<StoreAnswer<Q>> =>
      fails ? Promise.reject(new CallResultError('store', 'The server is down.')) : store.ask(question, signal),
    close: () => store.close(),
  };
  cached = await askedOnce(withCache(failing, { memory, closesAfterMs: 5 * MINUTE, now: () => now }));
  fails = true;
  expect(await failureOf(cached.ask(counts(MIDNIGHT, MIDNIGHT + DAY), PATIENT))).toMatchObject({
    kind: 'store',
    message: 'The server is down.',
  });
  expect(bytes).toBe(0);
  fails = false;
  expect((await ask(MIDNIGHT, MIDNIGHT + DAY)).calls).toBe(1_440);
});

test('percentiles over time are worked out once for past buckets; the open one is told by the calls of its minutes', async () => {
  const hours = Math.floor(now / HOUR) * HOUR + HOUR;
  const utc = [{ until: null, offsetMs: 0 }];
  const timing: TimingQuestion = {
    ...counts(hours - DAY, hours),
    kind: 'timing',
    grid: { stepMs: HOUR, offsets: utc },
    timing: 'pdd',
    only: null,
    answered: null,
    results: null,
    percents: [95],
    below: 100,
  };
  const asked: string[][] = [];
  for (let refresh = 0; refresh < 4; refresh++) {
    const before = store.questions.length;
    const { calls, ranks } = await cached.ask(timing, PATIENT);
    expect(calls.reduce((sum, one) => sum + one, 0)).toBe(24 * 60);
    expect(ranks[0]?.length).toBe(24);
    asked.push(store.questions.slice(before).map(({ kind }) => kind));
    now += 5_000;
  }
  expect(asked.slice(0, 2)).toEqual([['timing'], ['histogram']]);
  expect(new Set(asked.slice(2).flat())).toEqual(new Set(['histogram']));
  const last = store.questions.at(-1);
  expect(last?.kind === 'histogram' && last.range !== null && last.range.to - last.range.from).toBeLessThan(HOUR);
});

test('when each value began is kept with its calls', async () => {
  const began = (from: number) =>
    cached.ask(
      { kind: 'breakdown', range: { from, to: now }, filters: [], grid: null, dimensions: ['trunk'], first: true, maxEntries: 100 },
      PATIENT
    );
  const from = MIDNIGHT + 30_001;
  await began(from);
  await began(from);
  const before = store.questions.length;
  const { values, group, first } = await began(from);
  expect(store.questions.length).toBe(before + 1);
  const byTrunk = new Map(
    values.map(([trunk], index) => [trunk, Math.min(...Array.from(first ?? []).filter((_, row) => group?.[row] === index))])
  );
  // The call of the first half minute is before the range.
  expect([...byTrunk].sort()).toEqual([
    ['t0', MIDNIGHT + 3 * MINUTE + 30_000],
    ['t1', MIDNIGHT + MINUTE + 30_000],
    ['t2', MIDNIGHT + 2 * MINUTE + 30_000],
  ]);
});

test('a question that distinguishes less is a sum of what is kept of one that distinguishes more', async () => {
  const range = { from: MIDNIGHT, to: MIDNIGHT + 6 * HOUR };
  const scope = { range, filters: [], grid: null };
  const byTrunk: BreakdownQuestion = { kind: 'breakdown', ...scope, dimensions: ['trunk'], first: false, maxEntries: 100 };
  await cached.ask(byTrunk, PATIENT);
  await cached.ask(byTrunk, PATIENT);
  const before = store.questions.length;
  const { calls } = await ask(range.from, range.to);
  expect(calls).toBe(360);
  const split = { dimensions: ['trunk'], groups: [[recordText('t1')]] };
  const ofTrunk = await cached.ask({ kind: 'counts', ...scope, split }, PATIENT);
  const inGroup = Array.from(ofTrunk.calls).filter((_, row) => ofTrunk.group?.[row] === 0);
  expect(inGroup.reduce((sum, count) => sum + count, 0)).toBe(120);
  expect(store.questions.slice(before).filter(({ kind }) => kind !== 'shape')).toEqual([]);
});

const hourly = (from: number, to: number): CountsQuestion => ({
  ...counts(from, to),
  grid: { stepMs: HOUR, offsets: [{ until: null, offsetMs: 0 }] },
});

test('both sides of a comparison count the units that they have in common once', async () => {
  const [from, to] = [MIDNIGHT, MIDNIGHT + DAY];
  const before = store.questions.length;
  const answers = await Promise.all([0, HOUR].map((later) => cached.ask(hourly(from + later, to + later), PATIENT)));
  expect(answers.map(({ calls }) => calls.reduce((sum, count) => sum + count, 0))).toEqual([1_440, 1_440]);
  const asked = store.questions
    .slice(before)
    .flatMap((question) => ('range' in question && question.range !== null ? [question.range] : []));
  expect(lengths(asked)).toEqual([HOUR, DAY]);
});

test('refreshes that lack nothing but the open end do not wait for each other', async () => {
  let [asked, answer] = [0, (): void => undefined];
  const answers = new Promise<void>((resolve) => (answer = resolve));
  let isWaiting = false;
  const gated: Store = {
    ask: async <Q extends StoreQuestion>(question: Q, signal: AbortSignal): Promise<StoreAnswer<Q>> => {
      asked++;
      await (isWaiting ? answers : null);
      return store.ask(question, signal);
    },
    close: () => store.close(),
  };
  cached = await askedOnce(withCache(gated, { memory, closesAfterMs: 5 * MINUTE, now: () => now }));
  await cached.ask(hourly(MIDNIGHT, now), PATIENT);
  [isWaiting, asked] = [true, 0];
  const refreshes = [0, HOUR].map((later) => cached.ask(hourly(MIDNIGHT + later, now), PATIENT));
  await new Promise((resolve) => setImmediate(resolve));
  expect(asked).toBe(2);
  answer();
  await Promise.all(refreshes);
});

test('the other side goes on where the counting that it waits for is cancelled', async () => {
  const leaving = new AbortController();
  const range = { from: MIDNIGHT, to: MIDNIGHT + DAY };
  let started = 0;
  const slow: Store = {
    ask: async <Q extends StoreQuestion>(question: Q, signal: AbortSignal): Promise<StoreAnswer<Q>> => {
      started++;
      await new Promise((resolve) => setTimeout(resolve, 20));
      signal.throwIfAborted();
      return store.ask(question, signal);
    },
    close: () => store.close(),
  };
  cached = await askedOnce(withCache(slow, { memory, closesAfterMs: 5 * MINUTE, now: () => now }));
  started = 0;
  const first = expect(cached.ask(hourly(range.from, range.to), leaving.signal)).rejects.toThrow('aborted');
  const second = cached.ask(hourly(range.from + HOUR, range.to + HOUR), PATIENT);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(started).toBe(1);
  leaving.abort();
  await first;
  expect((await second).calls.reduce((sum, count) => sum + count, 0)).toBe(1_440);
});

test('how many calls took how long is kept of few long units', async () => {
  // Ends after the second of the three days.
  const from = Math.floor(MIDNIGHT / (16 * DAY)) * 16 * DAY;
  const histogram: HistogramQuestion = {
    ...counts(from, from + 16 * DAY),
    kind: 'histogram',
    timing: 'pdd',
    only: null,
    answered: null,
    byCode: false,
    bounds: null,
    maxEntries: 200_000,
  };
  now = from + 20 * DAY;
  await cached.ask(histogram, PATIENT);
  const before = store.questions.length;
  const { calls } = await cached.ask(histogram, PATIENT);
  expect(calls.reduce((sum, count) => sum + count, 0)).toBe(2 * 1_440);
  expect(store.questions.slice(before)).toMatchObject([{ range: histogram.range, grid: null }]);
});
