import { explanationLines } from '../../../src/domain/explanationText';
import type { Explanation } from '../../../src/domain/explanation';
import type { Table } from '../../../src/backend/queries/after/tables/table';
import { MemoryStore, type TestCall } from '../memoryStore';
import { ask, numberColumns } from '../queryHarness';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TO = Date.parse('2026-11-26T10:17:00Z');
const WEEK = { from: TO - 7 * DAY, to: TO };
/** A panel that would show a week in buckets of 15 minutes. */
const PANEL = { intervalMs: 900_000, maxDataPoints: 1_000 };

/** Park and Miller's generator: the same calls in every run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Calls at random moments, from before the week on; trunk a has three of four. */
function callsAtRandom(perDay: number, seed = 1): TestCall[] {
  const random = randomOf(seed);
  const length = 9 * DAY;
  return Array.from({ length: Math.round((perDay * length) / DAY) }, () => ({
    time: Math.floor(TO - length + random() * (length + HOUR)),
    code: random() < 0.6 ? 200 : 486,
    word: null,
    dimensions: { trunk: random() < 0.75 ? 'a' : 'b' },
  }));
}

const storeOf = (calls: readonly TestCall[]) => new MemoryStore(calls, ['trunk']);
const bucketOf = ({ custom }: Table) => (custom.question as { bucket: string }).bucket;
const explanationOf = ({ custom }: Table) => custom.explanation as Explanation;
const valuesOf = (table: Table) => table.columns.map(({ values }) => [...values]);

const QUERY = { kind: 'ratio', ratios: ['ASR'], over: 'time', splitBy: ['trunk'], counts: true };

test.each([
  // 30,000 calls a day are 312 in 15 minutes.
  [30_000, '15m'],
  // 25 in an hour, 50 in two.
  [600, '2h'],
  // 20 in six hours, 40 in twelve.
  [80, '12h'],
  // Never as many: the coarsest.
  [2, 'day'],
])('of %d calls a day, an ASR over a week is shown in buckets of %s', async (perDay, bucket) => {
  const query = { ...QUERY, splitBy: [] };
  expect(bucketOf(await ask(storeOf(callsAtRandom(perDay)), query, { ...PANEL, range: WEEK }))).toBe(bucket);
});

test.each([1, 2, 3])('what is added up is what buckets of that length count (calls of seed %d)', async (seed) => {
  const store = storeOf(callsAtRandom(80 * seed * seed, seed));
  for (const query of [QUERY, { kind: 'trend', measure: 'share', results: ['answered'], splitBy: ['trunk'] }]) {
    const fitted = await ask(store, query, { ...PANEL, range: WEEK });
    expect(store.questions.splice(0)).toHaveLength(1);
    const named = await ask(store, { ...query, bucket: bucketOf(fitted) }, { ...PANEL, range: WEEK });
    store.questions.splice(0);
    expect(valuesOf(fitted)).toEqual(valuesOf(named));
    expect(fitted.custom.calls).toBe(named.custom.calls);
    expect(explanationOf(fitted).numbers).toEqual(explanationOf(named).numbers);
    expect(explanationOf(fitted).range).toEqual(explanationOf(named).range);
    // Counted once more from the answer itself: of half of the ratios, as many calls as the explanation says or more.
    const { addedUp } = explanationOf(fitted);
    if (query === QUERY && addedUp !== undefined) {
      const denominators = numberColumns(fitted)
        .filter(({ labels }) => labels?.count === 'of')
        .flatMap(({ values }) => [...values].slice(1, -1))
        .filter((calls) => calls > 0);
      const enough = denominators.filter((calls) => calls >= 30).length;
      expect(enough).toBeGreaterThanOrEqual(denominators.length * 0.4);
    }
  }
});

test('the explanation says what was added up', async () => {
  const table = await ask(storeOf(callsAtRandom(600)), QUERY, { ...PANEL, range: WEEK });
  const { addedUp } = explanationOf(table);
  expect(addedUp?.from).toBe('15m');
  expect(addedUp?.median).toBeGreaterThanOrEqual(30);
  expect(explanationLines(explanationOf(table))).toContain(
    `Buckets added up from 15m: at least half of the ratios are of ${addedUp?.median} calls or more`
  );
});

test.each([
  ['a bucket that the query names', { bucket: '15m' }, {}],
  ['an alert rule', {}, { rule: true }],
])('%s stays as it is', async (_name, query, asking) => {
  const table = await ask(storeOf(callsAtRandom(60)), { ...QUERY, ...query }, { ...PANEL, range: WEEK, ...asking });
  expect(bucketOf(table)).toBe('15m');
  expect(explanationOf(table)).not.toHaveProperty('addedUp');
});

test('numbers of calls are shown in buckets as fine as the panel is wide', async () => {
  expect(bucketOf(await ask(storeOf(callsAtRandom(60)), { kind: 'trend' }, { ...PANEL, range: WEEK }))).toBe('15m');
});

test('from refresh to refresh buckets stay the same until one of the coarsest ends, whatever calls come', async () => {
  // As many calls that the median in buckets of an hour is now 29, now 30.
  const calls = callsAtRandom(712, 7);
  const seen = new Map<number, Set<string>>();
  for (let minute = 0; minute < 36 * 60; minute += 37) {
    const to = TO - 36 * HOUR + minute * 60_000;
    const known = calls.filter(({ time }) => time < to);
    const range = { from: to - 7 * DAY, to };
    const table = await ask(storeOf(known), { ...QUERY, splitBy: [] }, { ...PANEL, range, settledUntil: to - 300_000 });
    // Days of Berlin, where it is winter: what the settled whole days of the range are changes with them.
    const day = (at: number) => Math.floor((at + HOUR) / DAY);
    const decided = day(range.from - 1) * 100_000 + day(to - 300_000);
    seen.set(decided, (seen.get(decided) ?? new Set()).add(bucketOf(table)));
  }
  expect(seen.size).toBeGreaterThan(2);
  expect([...seen.values()].map(({ size }) => size)).toEqual([...seen.values()].map(() => 1));
});

test('records of no calls are shown in the finest buckets', async () => {
  expect(bucketOf(await ask(storeOf([]), QUERY, { ...PANEL, range: WEEK }))).toBe('15m');
});
