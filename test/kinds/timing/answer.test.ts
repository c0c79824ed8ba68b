import fc from 'fast-check';
import { summaryOf } from '../../../src/kinds/timing/summaries';
import { failureOf } from '../../support/records';
import { ask, askAll, byLabels, countedRange, numberColumns, rowsOf, RULES, sum } from '../queryHarness';
import { anyCalls, anyFilter, DIMENSIONS, keeps } from '../callsArbitrary';
import { MemoryStore, type TestCall } from '../memoryStore';

const HOUR = 3_600_000;
const T0 = Date.parse('2026-11-23T08:00:00Z');
const RANGE = { from: T0, to: T0 + 2 * HOUR };

function call(minute: number, code: number, pdd: number, trunk = 't1', duration?: number): TestCall {
  return {
    time: T0 + minute * 60_000,
    code,
    word: null,
    dimensions: { trunk, timing: 'x' },
    timings: { pdd, ...(duration === undefined ? {} : { duration }) },
  };
}
const storeOf = (...calls: TestCall[]) => new MemoryStore(calls, ['trunk', 'timing']);

test.each([
  // The worked example of the nearest-rank method (https://en.wikipedia.org/wiki/Percentile): 15, 20, 35, 40, 50.
  [5, 15],
  [30, 20],
  [40, 20],
  [50, 35],
  [100, 50],
])('the nearest rank of %i percent is %i', (percent, expected) => {
  expect(summaryOf({ milliseconds: Float64Array.of(15, 20, 35, 40, 50), calls: Float64Array.of(1, 1, 1, 1, 1) }, 0).rank(percent)).toBe(
    expected
  );
});

test('fields carry timing and statistic, then the split; the largest values are distinguished', async () => {
  const store = storeOf(
    call(1, 200, 100, 'a', 60_000),
    call(2, 486, 300, 'a'),
    call(3, 200, 50, 'b', 5_999),
    call(4, 200, 70, 'b', 6_000),
    call(5, 404, 9, 'b')
  );
  const table = await ask(
    store,
    { kind: 'timing', timings: ['pdd'], statistics: ['p50', 'max'], measures: ['short calls'], splitBy: ['trunk'], top: 1 },
    { range: RANGE }
  );
  expect(table.type).toBe('numeric-wide');
  expect(
    numberColumns(table).map(({ name, labels, displayName, quantity, values }) => [name, labels, displayName, quantity.of, values[0]])
  ).toEqual([
    ['pdd p50', { timing: 'pdd', statistic: 'p50', trunk: 'b' }, 'pdd p50 · b', 'milliseconds', 50],
    ['pdd max', { timing: 'pdd', statistic: 'max', trunk: 'b' }, 'pdd max · b', 'milliseconds', 70],
    ['short calls', { measure: 'short calls', trunk: 'b' }, 'short calls · b', 'share', 0.5],
    ['pdd p50', { timing: 'pdd', statistic: 'p50', trunk: 'other' }, 'pdd p50 · other', 'milliseconds', 100],
    ['pdd max', { timing: 'pdd', statistic: 'max', trunk: 'other' }, 'pdd max · other', 'milliseconds', 300],
    ['short calls', { measure: 'short calls', trunk: 'other' }, 'short calls · other', 'share', 0],
  ]);
});

test('a dimension called as a label of ours gets a name of its own', async () => {
  const table = await ask(storeOf(call(1, 200, 100)), { kind: 'timing', splitBy: ['timing'] }, { range: RANGE });
  expect(numberColumns(table)[0]?.labels).toEqual({ timing: 'pdd', statistic: 'p95', dimension_timing: 'x' });
});

test('over time, a bucket without calls has a count of zero and no other number', async () => {
  const table = await ask(
    storeOf(call(1, 200, 100)),
    { kind: 'timing', over: 'time', bucket: '1h', statistics: ['count', 'mean', 'p95', 'max'] },
    { range: RANGE }
  );
  expect(table.type).toBe('timeseries-wide');
  expect(table.columns.map(({ name, values }) => [name, [...values]])).toEqual([
    ['time', [T0, T0 + HOUR]],
    ['pdd count', [1, 0]],
    ['pdd mean', [100, NaN]],
    ['pdd p95', [100, NaN]],
    ['pdd max', [100, NaN]],
  ]);
});

test('by result, only answered calls have a duration', async () => {
  const table = await ask(
    storeOf(call(1, 200, 100, 'a', 7_000), call(2, 486, 300)),
    { kind: 'timing', timings: ['pdd', 'duration'], results: ['answered', 'busy'], byResult: true, statistics: ['max'] },
    { range: RANGE }
  );
  expect(numberColumns(table).map(({ name, labels, values }) => [name, labels?.result, values[0]])).toEqual([
    ['pdd max', 'answered', 100],
    ['duration max', 'answered', 7_000],
    ['pdd max', 'busy', 300],
  ]);
});

test('a histogram is a heat map of the ends of its buckets', async () => {
  const store = storeOf(call(1, 200, 100), call(2, 486, 101), call(61, 200, 0), call(62, 200, 1), call(63, 200, 200));
  const [table, ...others] = await askAll(store, { kind: 'timing', over: 'histogram', bucket: '1h' }, { range: RANGE });
  expect(others).toEqual([]);
  expect([table?.type, table?.columns[0]?.values]).toEqual(['heatmap-rows', Float64Array.of(T0 + HOUR, T0 + 2 * HOUR)]);
  const columns = table === undefined ? [] : numberColumns(table);
  expect(columns.map(({ labels }) => labels?.le)).toEqual(['1', '2', '3', '5', '7', '10', '20', '30', '50', '70', '100', '200']);
  expect(
    columns.filter(({ values }) => sum(values) > 0).map(({ labels, displayName, values }) => [labels?.le, displayName, [...values]])
  ).toEqual([
    ['1', '1 ms', [0, 2]],
    ['100', '100 ms', [1, 0]],
    ['200', '200 ms', [1, 1]],
  ]);
});

test('a histogram without calls has rows, which are empty', async () => {
  const table = await ask(storeOf(), { kind: 'timing', over: 'histogram', bucket: '1h' }, { range: RANGE });
  expect(numberColumns(table).map(({ labels }) => labels?.le)).toEqual([
    '100',
    '200',
    '300',
    '500',
    '700',
    '1000',
    '2000',
    '3000',
    '5000',
    '7000',
    '10000',
  ]);
  expect(sum(numberColumns(table).flatMap(({ values }) => [...values]))).toBe(0);
});

test.each([{ timings: ['pdd', 'setup'] }, { splitBy: ['trunk'] }, { byResult: true }, { measures: ['ACD'] }])(
  'a histogram of %j is refused',
  async (more) => {
    const failure = await failureOf(ask(storeOf(), { kind: 'timing', over: 'histogram', ...more }, { range: RANGE }));
    expect(failure).toEqual({ kind: 'query', message: expect.stringContaining('over: a histogram shows one timing') });
  }
);

const STATISTICS = ['count', 'mean', 'p50', 'p90', 'p95', 'p99', 'max'];

/** Straight from the definitions, on the sorted values themselves. */
function byHand(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = (percent: number) => sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? NaN;
  const mean = sorted.length === 0 ? NaN : sum(sorted) / sorted.length;
  return [sorted.length, mean, rank(50), rank(90), rank(95), rank(99), sorted.at(-1) ?? NaN];
}

const isAnswered = ({ code, word }: TestCall) => (code === null ? RULES.classify(null, word) === 'answered' : code >= 200 && code < 300);

test('the statistics of any calls are those worked out from the values themselves, per bucket and result', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyCalls,
      fc.array(anyFilter, { maxLength: 2 }),
      fc.constantFrom('1h', '12h', 'day'),
      async (calls, filters, bucket) => {
        const store = new MemoryStore(calls, DIMENSIONS);
        const query = {
          kind: 'timing',
          timings: ['pdd', 'setup', 'duration'],
          statistics: STATISTICS,
          over: 'time',
          bucket,
          byResult: true,
          filters,
          shape: 'table',
          results: ['answered', 'busy', 'timeout', 'unclassified'],
        };
        const table = await ask(store, query);
        const { to } = countedRange(table);
        const rows = rowsOf(table);
        const times = [...new Set(rows.map(({ time }) => Number(time)))];
        for (const row of rows) {
          const end = times[times.indexOf(Number(row.time)) + 1] ?? to;
          const kept = calls.filter(
            (one) =>
              one.time >= Number(row.time) &&
              one.time < end &&
              RULES.classify(one.code, one.word) === row.result &&
              filters.every((filter) => keeps(filter, one))
          );
          for (const timing of ['pdd', 'setup', 'duration'] as const) {
            const values = kept.filter((one) => timing === 'pdd' || isAnswered(one)).flatMap(({ timings }) => timings?.[timing] ?? []);
            expect(STATISTICS.map((statistic) => row[`${timing} ${statistic}`])).toEqual(
              byHand(values).map((value) => (Number.isNaN(value) ? NaN : expect.closeTo(value, 6)))
            );
          }
        }
      }
    )
  );
});

test('a histogram holds as many calls as have the timing, and the series say the same as the table', async () => {
  await fc.assert(
    fc.asyncProperty(anyCalls, fc.constantFrom('pdd', 'setup', 'duration'), async (calls, timing) => {
      const store = new MemoryStore(calls, DIMENSIONS);
      const query = { kind: 'timing', timings: [timing], statistics: ['count', 'p50'] };
      const counts = await ask(store, { ...query, splitBy: ['trunk'], top: 2 });
      const histogram = await ask(store, { kind: 'timing', timings: [timing], over: 'histogram', bucket: '12h' });
      const counted = sum(
        numberColumns(counts)
          .filter(({ labels }) => labels?.statistic === 'count')
          .map(({ values }) => values[0] ?? NaN)
      );
      expect(sum(numberColumns(histogram).flatMap(({ values }) => [...values]))).toBe(counted);
      const rows = rowsOf(await ask(store, { ...query, splitBy: ['trunk'], top: 2, shape: 'table' }));
      for (const row of rows) {
        for (const statistic of ['count', 'p50']) {
          expect([row[`${timing} ${statistic}`]]).toEqual(
            byLabels(counts).get(
              JSON.stringify([
                ['statistic', statistic],
                ['timing', timing],
                ['trunk', row.trunk],
              ])
            )
          );
        }
      }
    })
  );
});

test('numbers of fewer calls than demanded are unknown, but for their count', async () => {
  const store = storeOf(call(1, 200, 100, 'a', 3_000), call(2, 200, 300, 'a', 9_000), call(3, 200, 50, 'b', 1_000));
  const asked = { kind: 'timing', statistics: ['count', 'p95'], measures: ['ACD'], splitBy: ['trunk'], top: 2 };
  const numbers = async (minimumCalls: number) =>
    byLabelsOf(await ask(store, { ...asked, timings: ['pdd'], minimumCalls }, { range: RANGE }));
  expect(await numbers(2)).toEqual({ a: [2, 300, 6_000], b: [1, NaN, NaN] });
  expect(await numbers(1)).toEqual({ a: [2, 300, 6_000], b: [1, 50, 1_000] });
});

function byLabelsOf(table: Awaited<ReturnType<typeof ask>>): Record<string, number[]> {
  const numbers: Record<string, number[]> = {};
  for (const { labels = {}, values } of numberColumns(table)) {
    (numbers[labels['trunk'] ?? ''] ??= []).push(values[0] ?? NaN);
  }
  return numbers;
}
