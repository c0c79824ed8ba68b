import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inDuckDb } from '../../support/duckdb';
import { failureOf, KAMAILIO, RecordsFolder } from '../../support/records';
import { ask, numberColumns, rowsOf, sum } from '../../kinds/queryHarness';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const RANGE = { from: Date.parse('2026-11-23T00:00:00Z'), to: Date.parse('2026-11-24T00:00:00Z') };
const STATISTICS = ['count', 'mean', 'p50', 'p90', 'p95', 'p99', 'max'];

/** Calls as the traffic generator logged them, the time until the final answer as each of the timings. */
function truthCalls(): string {
  const [head = '', ...lines] = readFileSync(path.join(KAMAILIO, 'truth-calls.csv'), 'utf8').trim().split('\n');
  const at = (name: string) => head.split(',').indexOf(name);
  const rows = lines.map((line) => {
    const cells = line.split(',');
    const [start = '', end = ''] = [cells[at('invite_sent_utc')], cells[at('final_utc')]];
    const took = Date.parse(end) - Date.parse(start);
    return [start, cells[at('final_code')], took, took, took].join(',');
  });
  return ['start_time,sip_code,pdd_ms,setup_ms,duration_ms', ...rows].join('\n');
}

async function openAsCsvAndParquet() {
  const where = folder.put({ 'calls.csv': truthCalls() });
  const parquet = folder.put({});
  await inDuckDb(
    `copy (select * from read_csv('${folder.at(where)}/calls.csv', header = true)) to '${folder.at(parquet)}/calls.parquet' (format parquet)`
  );
  return Promise.all([where, parquet].map(async (one) => (await folder.open({ path: one })).store));
}

/**
 * The numbers are numpy's: `np.mean(v)` and `np.percentile(v, p, method='inverted_cdf')`, v being the milliseconds from
 * invite_sent_utc to final_utc of test/records/kamailio/truth-calls.csv, of all rows or of those of one final_code.
 */
const NUMPY = {
  pdd: [435, 916.0022988505747, 602, 1472, 2960, 7968, 7999],
  answered: [192, 847.296875, 816, 1391, 1440, 1489, 1512],
  timeout: [28, 5119.357142857143, 4996, 7985, 7993, 7999, 7999],
  cancelled: [35, 1699.2285714285715, 1972, 2543, 2960, 2979, 2979],
  belowOneSecond: 0.6041666666666666,
  /** Upper bounds → calls, by bisect_left over them. */
  histogram: {
    1: 7,
    2: 35,
    3: 71,
    5: 23,
    7: 6,
    10: 2,
    20: 1,
    30: 0,
    50: 0,
    70: 0,
    100: 0,
    200: 11,
    300: 10,
    500: 30,
    700: 44,
    1000: 56,
    2000: 102,
    3000: 17,
    5000: 8,
    7000: 0,
    10000: 12,
  },
};

test('statistics of all calls, of answered calls and by result are those of numpy', async () => {
  for (const store of await openAsCsvAndParquet()) {
    const all = await ask(store, { kind: 'timing', timings: ['pdd', 'setup'], statistics: STATISTICS }, { range: RANGE });
    expect(numberColumns(all).map(({ values }) => values[0])).toEqual(
      [...NUMPY.pdd, ...NUMPY.answered].map((value) => expect.closeTo(value, 9))
    );
    const rows = rowsOf(
      await ask(store, { kind: 'timing', timings: ['pdd'], statistics: STATISTICS, byResult: true, shape: 'table' }, { range: RANGE })
    );
    for (const result of ['answered', 'timeout', 'cancelled'] as const) {
      const row = rows.find((one) => one.result === result);
      expect(STATISTICS.map((statistic) => row?.[`pdd ${statistic}`])).toEqual(NUMPY[result].map((value) => expect.closeTo(value, 9)));
    }
    const busy = await ask(store, { kind: 'timing', results: ['timeout'], statistics: ['max', 'count'] }, { range: RANGE });
    expect(numberColumns(busy).map(({ values }) => values[0])).toEqual([7999, 28]);
    const setup = await ask(
      store,
      { kind: 'timing', timings: ['setup'], results: ['timeout'], statistics: ['max', 'count'] },
      { range: RANGE }
    );
    expect(numberColumns(setup).map(({ values }) => values[0])).toEqual([NaN, 0]);
  }
});

test('the measures are those of answered calls', async () => {
  for (const store of await openAsCsvAndParquet()) {
    const table = await ask(store, { kind: 'timing', measures: ['ACD', 'short calls'], shortUnderMs: 1_000 }, { range: RANGE });
    expect(numberColumns(table).map(({ name, values }) => [name, values[0]])).toEqual([
      ['ACD', expect.closeTo(NUMPY.answered[1] ?? NaN, 9)],
      ['short calls', expect.closeTo(NUMPY.belowOneSecond, 9)],
    ]);
  }
});

test('a histogram counts each call once, up to and with its upper bound', async () => {
  for (const store of await openAsCsvAndParquet()) {
    const table = await ask(store, { kind: 'timing', over: 'histogram', bucket: '1h' }, { range: RANGE });
    expect(Object.fromEntries(numberColumns(table).map(({ labels, values }) => [labels?.le, sum(values)]))).toEqual(NUMPY.histogram);
  }
});

test('without a code a word that the rules call answered counts as answered', async () => {
  const rows = ['2026-11-23 08:00:00,ANSWERED,5', '2026-11-23 08:00:01,BUSY,7', '2026-11-23 08:00:02,200,9', '2026-11-23 08:00:03,486,11'];
  const { store, rules } = await folder.open({
    path: folder.put({ 'calls.csv': ['start_time,sip_code,setup_ms', ...rows].join('\n') }),
    rules: [
      { words: ['answered'], result: 'answered' },
      { codes: '200', result: 'busy' },
    ],
  });
  const asked = { kind: 'timing', timings: ['setup'], statistics: ['count', 'max'] };
  expect(numberColumns(await ask(store, asked, { range: RANGE, rules })).map(({ values }) => values[0])).toEqual([2, 9]);
  expect(
    numberColumns(await ask(store, { ...asked, results: ['answered'] }, { range: RANGE, rules })).map(({ values }) => values[0])
  ).toEqual([1, 5]);
});

test('what the records do not tell is an error that says what is missing', async () => {
  const { store } = await folder.open({
    path: folder.put({ 'calls.csv': 'start_time,sip_code,talk\n2026-11-23 08:00:00,200,5\n' }),
    columns: { setup_ms: 'talk' },
  });
  expect(await failureOf(ask(store, { kind: 'timing' }, { range: RANGE }))).toEqual({
    kind: 'query',
    message:
      'Timing "pdd" needs the column "pdd_ms", which the records do not have. Available: setup. To use it, enter the column under columns: {"pdd_ms": "…"} in the data source settings.',
  });
  const proxy = await folder.openIn(path.dirname(KAMAILIO), { path: 'kamailio', layout: 'kamailio' });
  expect((await failureOf(ask(proxy.store, { kind: 'timing', measures: ['ACD'] }, { range: RANGE }))).message).toMatch(
    /^Timing "duration" is not available in layout kamailio\./
  );
});
