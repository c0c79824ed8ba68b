import type { StoreQuestion } from '../../../src/backend/stores/store';
import { MemoryStore, type TestCall } from '../memoryStore';
import { askAll, rowsOf } from '../queryHarness';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** An afternoon in winter, so that weeks of Berlin have 168 hours. */
const RANGE = { from: Date.parse('2026-12-16T12:00:00Z'), to: Date.parse('2026-12-16T18:00:00Z') };

interface Share {
  readonly trunk: string;
  readonly calls: number;
  readonly answered: number;
  /** The code of all others. */
  readonly code?: number;
}

/** So many calls of each trunk in the range, or so many weeks before it. */
function callsOf(weeks: number, shares: readonly Share[]): TestCall[] {
  return shares.flatMap(({ trunk, calls, answered, code = 486 }) =>
    Array.from({ length: calls }, (_, index) => ({
      time: RANGE.from - weeks * WEEK + index,
      code: index < answered ? 200 : code,
      word: null,
      dimensions: { trunk },
    }))
  );
}

const storeOf = (...calls: readonly TestCall[][]) => new MemoryStore(calls.flat(), ['trunk']);
const USUAL: Share[] = [
  { trunk: 'west', calls: 1_000, answered: 480 },
  { trunk: 'east', calls: 3_000, answered: 2_100 },
];
const NOW: Share[] = [
  { trunk: 'west', calls: 1_000, answered: 320, code: 503 },
  { trunk: 'east', calls: 3_000, answered: 2_100 },
];
const FOUR_WEEKS = [1, 2, 3, 4].flatMap((weeks) => callsOf(weeks, USUAL));

async function triage(store: MemoryStore, query: object = {}, asking: object = {}) {
  const [table, words] = await askAll(store, { kind: 'triage', dimensions: ['trunk'], ...query }, { range: RANGE, ...asking });
  if (table === undefined || words === undefined) {
    throw new Error('a table is missing');
  }
  return { worse: rowsOf(table).filter(({ aspect }) => aspect === 'worse'), texts: words.columns[0]?.values, custom: table.custom };
}

test('what got worse against the same hours of the last four weeks comes first, with its size and certainty', async () => {
  const { worse, texts, custom } = await triage(storeOf(callsOf(0, NOW), FOUR_WEEKS));
  // Of all 4,000: 2,420 answered, of the 16,000 before 10,320 (64.5%). West: 320 of 1,000, before 1,920 of 4,000.
  const expected = [
    {
      name: 'all calls',
      value: 'all calls',
      result: 'unavailable',
      calls: 680,
      share: 0.17,
      'answered share': 0.605,
      'usual answered share': 0.645,
    },
    { name: 'trunk', value: 'west', result: 'unavailable', calls: 680, share: 0.68, 'answered share': 0.32, 'usual answered share': 0.48 },
  ];
  expect(worse).toEqual(expected.map((row) => expect.objectContaining(row)));
  // Python's fractions, C(n, x) C(m, h − x) / C(n + m, h) summed up to x: of west 2.37e-20, times 3 comparisons; of all calls 1.5228e-6, times the 2 left.
  expect(worse.map(({ change }) => change)).toEqual([expect.closeTo(-4, 9), expect.closeTo(-16, 9)]);
  expect(worse[0]?.['adjusted p']).toBeCloseTo(3.0455e-6, 10);
  expect(worse[1]?.['adjusted p']).toBeLessThan(1e-19);
  expect(texts?.[0]).toBe(
    'Worse than in the same hours of the last 4 weeks: ' +
      'all calls: 60.5% of 4,000 answered, usually 64.5% (160 fewer, p < 0.0001); 17.0% unavailable, usually 0.0%. ' +
      'trunk west: 32.0% of 1,000 answered, usually 48.0% (160 fewer, p < 0.0001); 68.0% unavailable, usually 0.0%.'
  );
  expect(texts?.[1]).toMatch(/^900 of 4,000 calls \(22\.5%\) ended as busy/);
  const ranges = [1, 2, 3, 4].map((weeks) => ({ from: RANGE.from - weeks * WEEK, to: RANGE.to - weeks * WEEK }));
  expect(custom.baseline).toMatchObject({ of: 'weeks', calls: 16_000, ranges, compared: RANGE });
});

test.each([
  [
    'weeks without calls are left out',
    storeOf(callsOf(0, NOW), callsOf(1, USUAL), callsOf(3, USUAL)),
    'the same hours of 2 of the last 4 weeks',
  ],
  ['without calls a week ago the range before counts', storeOf(callsOf(0, NOW), callsOf(6 / 168, USUAL)), 'the time range before'],
])('%s', async (_name, store, against) => {
  const { texts, worse } = await triage(store);
  expect(texts?.[0]).toMatch(`Worse than in ${against}: all calls: 60.5% of 4,000 answered`);
  expect(worse.map(({ value }) => value)).toEqual(['all calls', 'west']);
});

test('a value that all calls have says nothing that all calls do not', async () => {
  const { worse, texts } = await triage(new MemoryStore([...callsOf(0, NOW), ...FOUR_WEEKS], ['trunk', 'run_id']), {
    dimensions: ['trunk', 'run_id'],
  });
  expect(worse.map(({ name, value }) => [name, value])).toEqual([
    ['all calls', 'all calls'],
    ['trunk', 'west'],
  ]);
  expect(texts?.[0]).not.toContain('run_id');
});

test('nothing to compare with is said last', async () => {
  const { texts } = await triage(storeOf(callsOf(0, NOW)));
  expect(texts?.[0]).toMatch(/ended as busy/);
  expect(texts?.[1]).toMatch(/^It is not known whether anything is worse than usual: neither/);
});

test.each([
  [
    'more calls of the same shares',
    callsOf(0, [
      { trunk: 'west', calls: 5_000, answered: 2_400 },
      { trunk: 'east', calls: 3_000, answered: 2_100 },
    ]),
  ],
  [
    'better',
    callsOf(0, [
      { trunk: 'west', calls: 1_000, answered: 600 },
      { trunk: 'east', calls: 3_000, answered: 2_100 },
    ]),
  ],
  ['of a new trunk', callsOf(0, [...USUAL, { trunk: 'new', calls: 300, answered: 190 }])],
])('what is %s is not worse', async (_name, now) => {
  const { texts, worse } = await triage(storeOf(now, FOUR_WEEKS));
  expect(worse.filter(({ name }) => name === 'trunk')).toEqual([]);
  expect(texts?.[0]).toMatch(
    _name.startsWith('more') ? /^Worse than .*: all calls/ : /^Nothing is significantly worse than in the same hours of the last 4 weeks\.$/
  );
});

test('a certain change of less than two points is not told', async () => {
  const many = (answered: number) => [{ trunk: 'west', calls: 40_000, answered }];
  const of = (answered: number) => triage(storeOf(callsOf(0, many(answered)), callsOf(1, many(20_000))));
  expect((await of(19_300)).worse).toEqual([]);
  expect((await of(19_100)).worse).toHaveLength(1);
});

test('unsettled calls are not compared, whose failures are recorded before their answers', async () => {
  const late = Array.from({ length: 2_000 }, (_, index) => ({
    time: RANGE.to - 600_000 + index,
    code: 486,
    word: null,
    dimensions: { trunk: 'east' },
  }));
  const store = storeOf(callsOf(0, USUAL), late, FOUR_WEEKS);
  expect((await triage(store)).worse).toHaveLength(2);
  const { worse, custom } = await triage(store, {}, { settledUntil: RANGE.to - 600_000 });
  expect(worse).toEqual([]);
  expect(custom.baseline).toMatchObject({ compared: { from: RANGE.from, to: RANGE.to - 600_000 } });
  expect((await triage(store, {}, { settledUntil: RANGE.from })).texts?.at(-1)).toMatch(/^No calls of this time range are settled yet/);
});

test('only results that are examined are what calls end with instead', async () => {
  const { worse } = await triage(storeOf(callsOf(0, NOW), FOUR_WEEKS), { results: ['busy'] });
  expect(worse).toEqual([]);
});

test('statements are few, and none where nothing is to be compared', async () => {
  const asked = async (query: object, names = ['trunk']) => {
    const withAll = (call: TestCall) => ({
      ...call,
      dimensions: Object.fromEntries(names.map((name) => [name, call.dimensions['trunk']!])),
    });
    const store = new MemoryStore([...callsOf(0, NOW), ...FOUR_WEEKS].map(withAll), names);
    await triage(store, query, { settledUntil: RANGE.to - 60_000 });
    return store.questions.filter(({ kind }: StoreQuestion) => kind !== 'shape').length;
  };
  expect(await asked({ baseline: 'none' })).toBe(1);
  // The range, what is settled of it, four weeks; as many but the first of its last parts, and over time.
  expect(await asked({})).toBe(6 + 5 + 5);
  // The hours of the range before are others, and say nothing of when; nor of the last parts, whose usual is the rest of the range.
  expect(await asked({ baseline: 'previous' })).toBe(3 + 1);
  // Eight dimensions are examined, four of them compared, each with a value that got worse.
  const names = Array.from({ length: 9 }, (_, index) => `d${index}`);
  expect(await asked({ dimensions: [] }, names)).toBe(9 + 4 * 5 + 4 * 5 + 4 * 5);
});

test('chance alone is called worse no more often than said, and what is worse is found', async () => {
  const runs = 250;
  let state = 11;
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const trunks = [0.35, 0.5, 0.6, 0.7, 0.8, 0.95].map((answered, index) => ({ trunk: `t${index}`, answered }));
  const atRandom = (weeks: number, lower: number): TestCall[] =>
    Array.from({ length: 400 }, (_, index) => {
      const place = Math.floor(random() * trunks.length);
      const { trunk = '', answered = 0 } = trunks[place] ?? {};
      const code = random() < answered - (place === 2 ? lower : 0) ? 200 : 486;
      return { time: RANGE.from - weeks * WEEK + index, code, word: null, dimensions: { trunk } };
    });
  let [alarms, found] = [0, 0];
  for (let run = 0; run < runs; run++) {
    const before = [1, 2, 3, 4].map((weeks) => atRandom(weeks, 0));
    alarms += Number((await triage(storeOf(atRandom(0, 0), ...before))).worse.length > 0);
    found += Number((await triage(storeOf(atRandom(0, 0.4), ...before))).worse.some(({ value }) => value === 't2'));
  }
  expect(alarms).toBeLessThanOrEqual(0.01 * runs);
  expect(found).toBeGreaterThanOrEqual(0.95 * runs);
});

test('too few calls tell nothing, and that is said', async () => {
  const few = (weeks: number, answered: number) => callsOf(weeks, [{ trunk: 'west', calls: 2, answered }]);
  const { worse, texts } = await triage(storeOf(few(0, 0), few(1, 2)));
  expect(worse).toEqual([]);
  expect(texts?.[0]).toBe('There are too few calls to tell whether anything is worse than in the same hours of last week.');
});
