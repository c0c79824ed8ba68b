import { compileRules } from '../../../src/domain/rules';
import { ask, askAll, countedRange, numberColumns, rowsOf } from '../queryHarness';
import { MemoryStore, type TestCall } from '../memoryStore';

const T0 = Date.parse('2026-11-23T08:00:00Z');
const MINUTE = 60_000;
const RANGE = { from: T0, to: T0 + 60 * MINUTE };

const call = (minute: number, code: number | null, run: string, word: string | null = null): TestCall => ({
  time: T0 + minute * MINUTE,
  code,
  word,
  dimensions: { run_id: run, passed: 'x' },
});
const storeOf = (...calls: TestCall[]) => new MemoryStore(calls, ['run_id', 'passed']);

/** early: 3 of 4 answered. late: 2 of 2. broken: 486 twice, 404 and 503 once. One call belongs to no run. */
const STORE = storeOf(
  call(30, 200, 'late'),
  call(31, 200, 'late'),
  call(3, 200, 'early'),
  call(1, 200, 'early'),
  call(2, 503, 'early'),
  call(4, 200, 'early'),
  call(20, 404, 'broken'),
  call(21, 486, 'broken'),
  call(22, 486, 'broken'),
  call(23, 503, 'broken'),
  call(5, 500, '')
);
const QUERY = { kind: 'verdict', per: 'run_id' };

test('a row per run, the newest first: what passed, and the worst code where it did not', async () => {
  const [table, series] = await askAll(STORE, QUERY, { range: RANGE });
  expect(table?.type).toBe('table');
  expect(table && rowsOf(table)).toEqual([
    {
      time: T0 + 30 * MINUTE,
      run_id: 'late',
      passed: 1,
      calls: 2,
      'violating calls': 0,
      share: 1,
      'worst code': NaN,
      'worst result': null,
      why: null,
    },
    {
      time: T0 + 20 * MINUTE,
      run_id: 'broken',
      passed: 0,
      calls: 4,
      'violating calls': 4,
      share: 0,
      'worst code': 486,
      'worst result': 'busy',
      why: '4 of 4 calls ended otherwise than expected',
    },
    {
      time: T0 + MINUTE,
      run_id: 'early',
      passed: 0,
      calls: 4,
      'violating calls': 1,
      share: 0.75,
      'worst code': 503,
      'worst result': 'unavailable',
      why: '1 of 4 calls ended otherwise than expected',
    },
  ]);
  expect(series?.type).toBe('timeseries-wide');
  expect(series?.columns.map(({ name, values }) => [name, ...values])).toEqual([
    ['time', T0 + MINUTE, T0 + 20 * MINUTE, T0 + 30 * MINUTE],
    ['passed', 0, 0, 1],
  ]);
  expect(table?.custom).toMatchObject({
    calls: 11,
    explanation: { verdicts: { expected: ['answered'], minimumShare: 1, minimumCalls: 1, judged: 3, passed: 1, failed: 2 } },
  });
});

const passed = async (query: object, store = STORE) => {
  const table = await ask(store, { ...QUERY, frames: 'table', ...query }, { range: RANGE });
  return Object.fromEntries(rowsOf(table).map((row) => [row.run_id, row.passed]));
};

test.each([
  [{ minimumShare: 0.75 }, { late: 1, broken: 0, early: 1 }],
  [{ minimumShare: 0.76 }, { late: 1, broken: 0, early: 0 }],
  [{ minimumShare: 0 }, { late: 1, broken: 1, early: 1 }],
  [{ minimumCalls: 2 }, { late: 1, broken: 0, early: 0 }],
  [
    { minimumCalls: 3, minimumShare: 0.5 },
    { late: 0, broken: 0, early: 1 },
  ],
  [{ expected: ['busy', 'failed', 'unavailable'] }, { late: 0, broken: 1, early: 0 }],
  [
    { expected: ['unavailable'], minimumShare: 0.25 },
    { late: 0, broken: 1, early: 1 },
  ],
])('%j', async (terms, expected) => {
  expect(await passed(terms)).toEqual(expected);
});

test('too few calls are told as the reason', async () => {
  const [row] = rowsOf(await ask(STORE, { ...QUERY, minimumCalls: 3 }, { range: RANGE }));
  expect(row).toMatchObject({ run_id: 'late', passed: 0, share: 1, why: '2 calls, at least 3 required' });
});

test('the rules of the data source decide what a result is; of equally frequent codes the lowest is the worst', async () => {
  const store = storeOf(call(1, 486, 'a'), call(2, 404, 'a'), call(3, null, 'a', 'odd'), call(4, null, 'a', 'odd'));
  const [table] = await askAll(store, QUERY, { range: RANGE, rules: compileRules([{ words: ['odd'], result: 'answered' }]) });
  expect(table && rowsOf(table)).toMatchObject([{ passed: 0, 'violating calls': 2, 'worst code': 404, 'worst result': 'failed' }]);
  const plain = rowsOf(await ask(store, QUERY, { range: RANGE }));
  expect(plain).toMatchObject([{ 'violating calls': 4, 'worst code': NaN, 'worst result': 'unclassified' }]);
});

test('the whole range has one verdict, and silence does not pass', async () => {
  const [table, series] = await askAll(STORE, { kind: 'verdict', minimumShare: 0.5 }, { range: RANGE });
  expect(table && rowsOf(table)).toMatchObject([{ time: T0, passed: 0, calls: 11, 'violating calls': 6, 'worst code': 486 }]);
  expect(series?.columns.map(({ values }) => [...values])).toEqual([[T0], [0]]);
  const silent = async (query: object) => rowsOf(await ask(storeOf(), { kind: 'verdict', ...query }, { range: RANGE }));
  expect(await silent({})).toMatchObject([{ passed: 0, calls: 0, share: NaN, 'worst code': NaN, why: '0 calls, at least 1 required' }]);
  expect(await silent({ minimumCalls: 0 })).toMatchObject([{ passed: 1, why: null }]);
});

test('without runs there are typed frames without rows', async () => {
  const [table, series] = await askAll(storeOf(call(1, 200, '')), QUERY, { range: RANGE });
  expect(table?.columns.map(({ name, values }) => [name, values.length])).toEqual(
    ['time', 'run_id', 'passed', 'calls', 'violating calls', 'share', 'worst code', 'worst result', 'why'].map((name) => [name, 0])
  );
  expect(series?.columns.map(({ values }) => values.length)).toEqual([0, 0]);
});

test('of too many runs those are judged that began last, and the reader is told', async () => {
  const table = await ask(STORE, { ...QUERY, limit: 2 }, { range: RANGE });
  expect(rowsOf(table).map(({ run_id }) => run_id)).toEqual(['late', 'broken']);
  expect(table.notices).toEqual([
    { severity: 'info', text: 'Only the 2 values of run_id that began last were judged. Choose a shorter time range, or a larger limit.' },
  ]);
  expect((await ask(STORE, { ...QUERY, limit: 3 }, { range: RANGE })).notices).toEqual([]);
});

test('alert rules get one number per verdict, and one for each value that a filter names', async () => {
  const asked = async (query: object) => {
    const tables = await askAll(STORE, { ...QUERY, ...query }, { range: RANGE, rule: true });
    expect(tables.map(({ type }) => type)).toEqual(['numeric-wide']);
    return tables.flatMap(numberColumns).map(({ name, labels, values }) => [name, labels, ...values]);
  };
  expect(await asked({})).toEqual([
    ['passed', { run_id: 'early' }, 0],
    ['passed', { run_id: 'broken' }, 0],
    ['passed', { run_id: 'late' }, 1],
  ]);
  expect(await asked({ filters: [{ dimension: 'run_id', operator: 'in', values: ['late', 'missing'] }] })).toEqual([
    ['passed', { run_id: 'late' }, 1],
    ['passed', { run_id: 'missing' }, 0],
  ]);
  const filters = [
    { dimension: 'run_id', operator: 'in', values: ['late', 'missing'] },
    { dimension: 'run_id', operator: '!=', values: ['missing'] },
  ];
  expect(await asked({ filters })).toEqual([['passed', { run_id: 'late' }, 1]]);
  const [whole] = await askAll(STORE, { kind: 'verdict' }, { range: RANGE, rule: true });
  expect(whole && numberColumns(whole).map(({ labels, values }) => [labels, ...values])).toEqual([[{}, 0]]);
});

test('only calls of the range and under the filters are judged', async () => {
  const range = { from: T0 + 3 * MINUTE, to: T0 + 10 * MINUTE };
  const table = await ask(STORE, QUERY, { range });
  expect(rowsOf(table)).toMatchObject([{ time: T0 + 3 * MINUTE, run_id: 'early', passed: 1, calls: 2 }]);
  expect(countedRange(table)).toEqual(range);
  expect(await passed({ filters: [{ dimension: 'run_id', operator: '=~', values: ['b.*|late'] }] })).toEqual({ late: 1, broken: 0 });
});

test('a dimension that is called like a column keeps both apart', async () => {
  expect(rowsOf(await ask(STORE, { kind: 'verdict', per: 'passed' }, { range: RANGE }))).toMatchObject([
    { dimension_passed: 'x', passed: 0, calls: 11 },
  ]);
});
