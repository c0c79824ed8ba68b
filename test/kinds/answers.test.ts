import { compileRules } from '../../src/domain/rules';
import { ask, byLabels, numberColumns, rowsOf } from './queryHarness';
import { MemoryStore, type TestCall } from './memoryStore';

const HOUR = 3_600_000;
const T0 = Date.parse('2026-11-23T08:00:00Z');
const RANGE = { from: T0, to: T0 + 2 * HOUR };

function call(minute: number, code: number | null, trunk = 't1', word: string | null = null): TestCall {
  return { time: T0 + minute * 60_000, code, word, dimensions: { trunk, result: 'column', calls: trunk } };
}

const NAMES = ['trunk', 'result', 'calls'];
const storeOf = (...calls: TestCall[]) => new MemoryStore(calls, NAMES);
const EMPTY = storeOf();
const SEVEN = ['answered', 'busy', 'rejected', 'timeout', 'cancelled', 'unavailable', 'failed'];

describe('an empty store', () => {
  test('gives the asked series with zeros', async () => {
    const all = await ask(EMPTY, { kind: 'distribution' }, { range: RANGE });
    expect(all.type).toBe('numeric-wide');
    expect(numberColumns(all).map(({ labels, displayName, values }) => [labels, displayName, [...values]])).toEqual(
      SEVEN.map((result) => [{ result }, result, [0]])
    );
    const one = await ask(EMPTY, { kind: 'trend', results: ['busy'], bucket: '1h' }, { range: RANGE });
    expect(one.columns.map(({ name, values }) => [name, [...values]])).toEqual([
      ['time', [T0, T0 + HOUR]],
      ['calls', [0, 0]],
    ]);
  });

  test('has no shares, which is not zero', async () => {
    const table = await ask(EMPTY, { kind: 'distribution', measure: 'share', results: ['busy'] }, { range: RANGE });
    expect([...(numberColumns(table)[0]?.values ?? [])]).toEqual([NaN]);
  });

  test.each(['distribution', 'trend'])('with a split is a typed frame without series: %s', async (kind) => {
    const table = await ask(EMPTY, { kind, splitBy: ['trunk'] }, { range: RANGE });
    expect(table.type).toBe(kind === 'trend' ? 'timeseries-wide' : 'numeric-wide');
    expect(table.columns).toEqual([]);
  });

  test('as a table has its columns and no rows where there is a split', async () => {
    const table = await ask(EMPTY, { kind: 'trend', splitBy: ['trunk'], shape: 'table' }, { range: RANGE });
    expect(table.columns.map(({ name, values }) => [name, values.length])).toEqual([
      ['time', 0],
      ['trunk', 0],
      ['result', 0],
      ['calls', 0],
      ['share', 0],
    ]);
  });
});

describe('unclassified', () => {
  const store = storeOf(call(1, 200), call(61, null));

  test('is shown where it is not zero', async () => {
    const table = await ask(store, { kind: 'trend', bucket: '1h' }, { range: RANGE });
    expect(byLabels(table).get('[["result","unclassified"]]')).toEqual([0, 1]);
    const first = await ask(store, { kind: 'distribution' }, { range: { from: T0, to: T0 + HOUR } });
    expect(numberColumns(first).map(({ labels }) => labels?.result)).toEqual(SEVEN);
  });

  test('is shown with zero where the query names it', async () => {
    const table = await ask(EMPTY, { kind: 'distribution', results: ['unclassified', 'busy'] }, { range: RANGE });
    expect(numberColumns(table).map(({ labels, values }) => [labels?.result, values[0]])).toEqual([
      ['busy', 0],
      ['unclassified', 0],
    ]);
  });

  test('is shown only for the split values that have it', async () => {
    const split = await ask(storeOf(call(1, 200, 'a'), call(2, 0, 'b')), { kind: 'distribution', splitBy: ['trunk'] }, { range: RANGE });
    expect(
      numberColumns(split)
        .filter(({ result }) => result === 'unclassified')
        .map(({ labels }) => labels?.trunk)
    ).toEqual(['b']);
  });
});

describe('split', () => {
  test('keeps the largest values, the rest is one other, which comes last', async () => {
    const store = storeOf(call(1, 486, 'b'), call(2, 486, 'b'), call(3, 486, 'b'), call(4, 486, 'c'), call(5, 486, 'a'), call(6, 200, 'a'));
    const table = await ask(store, { kind: 'distribution', splitBy: ['trunk'], top: 2, results: ['busy'] }, { range: RANGE });
    expect(numberColumns(table).map(({ labels, displayName, values }) => [labels?.trunk, displayName, values[0]])).toEqual([
      ['b', 'busy · b', 3],
      ['a', 'busy · a', 1],
      ['other', 'busy · other', 1],
    ]);
  });

  test('is ranked by the calls of the results asked', async () => {
    const store = storeOf(call(1, 200, 'many'), call(2, 200, 'many'), call(3, 486, 'few'));
    const table = await ask(store, { kind: 'distribution', splitBy: ['trunk'], top: 1, results: ['busy'] }, { range: RANGE });
    expect(numberColumns(table).map(({ labels }) => labels?.trunk)).toEqual(['few']);
  });

  test('tells real values from its own names', async () => {
    const store = storeOf(
      call(1, 200, 'other'),
      call(2, 200, 'other'),
      call(3, 200, ''),
      call(4, 200, ''),
      call(5, 200, '(none)'),
      call(6, 200, '(none)'),
      call(7, 200, 'x')
    );
    const table = await ask(store, { kind: 'distribution', splitBy: ['trunk'], top: 3, results: ['answered'] }, { range: RANGE });
    const counts = Object.fromEntries(numberColumns(table).map(({ labels, values }) => [labels?.trunk, values[0]]));
    expect(counts).toEqual({ other: 2, '(none)': 2, '(no value)': 2, '(other)': 1 });
  });

  test('by a dimension that is called like one of our columns keeps both apart', async () => {
    const table = await ask(
      storeOf(call(1, 200)),
      { kind: 'distribution', splitBy: ['result', 'calls'], results: ['answered'] },
      { range: RANGE }
    );
    expect(numberColumns(table)[0]?.labels).toEqual({ result: 'answered', dimension_result: 'column', dimension_calls: 't1' });
    const rows = rowsOf(
      await ask(
        storeOf(call(1, 200)),
        { kind: 'distribution', splitBy: ['calls'], results: ['answered'], shape: 'table' },
        { range: RANGE }
      )
    );
    expect(rows).toEqual([{ dimension_calls: 't1', result: 'answered', calls: 1, share: 1 }]);
  });

  test.each([
    ['all results, all values', {}, 9, true],
    ['all results, not all values', {}, 1, false],
    ['some results', { results: ['answered'] }, 9, false],
  ])('tells the store that no other value occurs only where that is known: %s', async (_name, results, top, complete) => {
    const store = storeOf(call(1, 200, 'a'), call(2, 200, 'b'));
    await ask(store, { kind: 'timing', splitBy: ['trunk'], top, ...results }, { range: RANGE });
    expect(store.questions.at(-1)).toMatchObject({ kind: 'histogram', split: { complete } });
  });

  test("by an unknown dimension is the store's error", async () => {
    await expect(ask(storeOf(call(1, 200)), { kind: 'distribution', splitBy: ['nope'] }, { range: RANGE })).rejects.toMatchObject({
      kind: 'query',
      message: expect.stringContaining('"nope"'),
    });
  });

  test('of too many series for the buckets is refused once the values are known', async () => {
    const day = { from: T0, to: T0 + 24 * HOUR };
    const many = Array.from({ length: 100 }, (_, index) => call(index, 200, `trunk ${index}`));
    const query = { kind: 'trend', splitBy: ['trunk'], top: 100, bucket: '10s' };
    await expect(ask(storeOf(...many), query, { range: day })).rejects.toThrow(/8,640 buckets of 808 series; at most 2,475.*smaller top/);
    expect(numberColumns(await ask(storeOf(call(1, 200)), query, { range: day }))).toHaveLength(7);
    expect(
      numberColumns(await ask(storeOf(...many), { ...query, bucket: 'auto' }, { range: day, intervalMs: 1_000, maxDataPoints: 43_200 }))
    ).toHaveLength(700);
  });
});

describe('rates', () => {
  test.each([
    ['second', 2 / 7_200],
    ['minute', 2 / 120],
    ['hour', 1],
  ])('per %s of the range', async (ratePer, rate) => {
    const table = await ask(
      storeOf(call(1, 200), call(2, 200)),
      { kind: 'distribution', measure: 'rate', ratePer, results: ['answered'] },
      { range: RANGE }
    );
    expect(numberColumns(table)[0]?.values[0]).toBeCloseTo(rate, 12);
  });

  test('go by the true length of a calendar day', async () => {
    const midnight = Date.parse('2026-10-24T22:00:00Z');
    const calls = Array.from({ length: 50 }, (_, index) => ({ ...call(0, 200), time: midnight + index * 1_000 }));
    const table = await ask(
      storeOf(...calls),
      { kind: 'trend', measure: 'rate', ratePer: 'hour', bucket: 'day', timeZone: 'Europe/Berlin', results: ['answered'] },
      { range: { from: midnight, to: midnight + HOUR } }
    );
    expect([...(numberColumns(table)[0]?.values ?? [])]).toEqual([2]);
  });
});

test('codes: the most frequent first, then by code; words of the record stand beside', async () => {
  const store = storeOf(call(1, 200), call(2, 200), call(3, 486), call(4, 404), call(5, null, 't1', 'odd'), call(6, 499));
  const rows = rowsOf(await ask(store, { kind: 'codes' }, { range: RANGE }));
  expect(rows.map(({ code, word, reason, result, calls }) => [code, word, reason, result, calls])).toEqual([
    [200, null, 'OK', 'answered', 2],
    [404, null, 'Not Found', 'failed', 1],
    [486, null, 'Busy Here', 'busy', 1],
    [499, null, null, 'failed', 1],
    [NaN, 'odd', null, 'unclassified', 1],
  ]);
  const busy = rowsOf(await ask(store, { kind: 'codes', results: ['busy'] }, { range: RANGE }));
  expect(busy).toHaveLength(1);
  expect(busy[0]?.share).toBeCloseTo(1 / 6, 12);
});

test('custom rules decide, by code and by word', async () => {
  const rules = compileRules([
    { codes: '404', result: 'rejected' },
    { words: ['odd'], result: 'busy' },
  ]);
  const table = await ask(
    storeOf(call(1, 404), call(2, null, 't1', ' ODD ')),
    { kind: 'distribution', results: ['rejected', 'busy'] },
    { range: RANGE, rules }
  );
  expect(numberColumns(table).map(({ values }) => values[0])).toEqual([1, 1]);
});

test('calendar buckets follow the zone of the query, else that of the data source', async () => {
  const [berlin, lordHowe] = await Promise.all(
    [{}, { timeZone: 'Australia/Lord_Howe' }].map((zone) => ask(EMPTY, { kind: 'trend', bucket: 'day', ...zone }, { range: RANGE }))
  );
  expect(berlin?.columns[0]?.values[0]).toBe(Date.parse('2026-11-22T23:00:00Z'));
  expect(lordHowe?.columns[0]?.values[0]).toBe(Date.parse('2026-11-22T13:00:00Z'));
});

test('expressions are refused over dimensions with too many values', async () => {
  const many = Array.from({ length: 10_001 }, (_, index) => call(1, 200, `t${index}`));
  const query = { kind: 'distribution', filters: [{ dimension: 'trunk', operator: '=~', values: ['t1.*'] }] };
  await expect(ask(storeOf(...many), query, { range: RANGE })).rejects.toThrow(/more than 10000 values.*list the values with "in"/);
});

test('a split has the colors of its results, each value in a look of its own', async () => {
  const store = storeOf(call(1, 486, 'a'), call(2, 486, 'b'), call(3, 200, 'a'));
  const colored = async (results: string[]) =>
    numberColumns(await ask(store, { kind: 'trend', bucket: '1h', splitBy: ['trunk'], results }, { range: RANGE })).map(
      ({ result, variant }) => [result, variant]
    );
  expect(await colored(['answered', 'busy'])).toEqual([
    ['answered', 0],
    ['busy', 0],
    ['answered', 1],
    ['busy', 1],
  ]);
  expect(await colored(['busy'])).toEqual([
    ['busy', 0],
    ['busy', 1],
  ]);
});
