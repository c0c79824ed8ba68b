import { compileRules } from '../../../src/domain/rules';
import { ask, byLabels, numberColumns } from '../queryHarness';
import { MemoryStore, type TestCall } from '../memoryStore';

const HOUR = 3_600_000;
const T0 = Date.parse('2026-11-23T08:00:00Z');
const RANGE = { from: T0, to: T0 + 2 * HOUR };

const call = (minute: number, code: number | null, trunk = 't1', word: string | null = null): TestCall => ({
  time: T0 + minute * 60_000,
  code,
  word,
  dimensions: { trunk, ratio: 'r' },
});
const storeOf = (...calls: TestCall[]) => new MemoryStore(calls, ['trunk', 'ratio']);

/** First hour: t1 1 of 2, t2 0 of 1. Second: t1 1 of 1, t2 nothing. */
const STORE = storeOf(call(1, 200), call(2, 486), call(3, 503, 't2'), call(61, 200));

const fields = (table: Awaited<ReturnType<typeof ask>>) =>
  numberColumns(table).map(({ name, labels, values }) => [name, labels, ...values]);

test('one number for the range: name, labels, unit', async () => {
  const table = await ask(STORE, { kind: 'ratio', ratios: ['ASR', 'ISA'] }, { range: RANGE });
  expect(table.type).toBe('numeric-wide');
  expect(fields(table)).toEqual([
    ['ASR', { ratio: 'ASR' }, 0.5],
    ['ISA', { ratio: 'ISA' }, 0.25],
  ]);
  expect(numberColumns(table)[0]).toMatchObject({ displayName: 'ASR', quantity: { of: 'ratio' } });
});

test('over time, split: null where there is no call, not zero', async () => {
  const table = await ask(STORE, { kind: 'ratio', over: 'time', bucket: '1h', splitBy: ['trunk'] }, { range: RANGE });
  expect(table.type).toBe('timeseries-wide');
  expect([...(table.columns[0]?.values ?? [])]).toEqual([T0, T0 + HOUR]);
  expect(fields(table)).toEqual([
    ['ASR', { ratio: 'ASR', trunk: 't1' }, 0.5, 1],
    ['ASR', { ratio: 'ASR', trunk: 't2' }, 0, NaN],
  ]);
  expect(numberColumns(table)[1]?.displayName).toBe('ASR · t2');
});

/** t1 answers 3 of 6, t2 1 of 4, t3 2 of 3, t4 its only call. */
const FOUR = storeOf(
  ...[200, 200, 200, 486, 486, 503].map((code, minute) => call(minute, code, 't1')),
  ...[200, 486, 486, 503].map((code, minute) => call(minute, code, 't2')),
  ...[200, 200, 486].map((code, minute) => call(minute, code, 't3')),
  call(61, 200, 't4')
);
const trunks = (table: Awaited<ReturnType<typeof ask>>) => numberColumns(table).map(({ labels }) => labels?.['trunk']);

test.each([
  ['calls', ['t1', 't2', 'other']],
  ['lowest', ['t2', 't1']],
  ['highest', ['t4', 't3']],
])('the first split values by %s are shown; other only of calls', async (sort, expected) => {
  const query = { kind: 'ratio', splitBy: ['trunk'], top: 2, sort };
  expect(trunks(await ask(FOUR, query, { range: RANGE }))).toEqual(expected);
  expect(trunks(await ask(FOUR, { ...query, over: 'time', bucket: '1h' }, { range: RANGE }))).toEqual(expected);
});

test('the series of alert rules do not depend on the sort', async () => {
  const query = { kind: 'ratio', splitBy: ['trunk'], top: 2, sort: 'lowest' };
  expect(trunks(await ask(FOUR, query, { range: RANGE, rule: true }))).toEqual(['t1', 't2', 't3', 't4']);
});

test('over time, the newest bucket with enough calls decides the order', async () => {
  const store = storeOf(call(1, 200, 't1'), call(61, 486, 't1'), call(2, 486, 't2'), call(62, 200, 't2'), call(3, 200, 't3'));
  const query = { kind: 'ratio', over: 'time', bucket: '1h', splitBy: ['trunk'], sort: 'lowest' };
  expect(trunks(await ask(store, query, { range: RANGE }))).toEqual(['t1', 't2', 't3']);
  expect(trunks(await ask(store, { ...query, sort: 'highest' }, { range: RANGE }))).toEqual(['t2', 't3', 't1']);
});

test('what has too few calls for a ratio comes after what has one', async () => {
  const table = await ask(FOUR, { kind: 'ratio', splitBy: ['trunk'], sort: 'highest', minimumCalls: 2 }, { range: RANGE });
  expect(fields(table).map(([, , value]) => value)).toEqual([2 / 3, 0.5, 0.25, NaN]);
});

test('a table has a row per split value, whose calls it leads to, and per bucket', async () => {
  const query = { kind: 'ratio', splitBy: ['trunk'], shape: 'table', counts: true, sort: 'lowest' };
  const table = await ask(STORE, query, { range: RANGE });
  expect(table.type).toBe('table');
  expect(table.columns.map(({ name, values }) => [name, ...values])).toEqual([
    ['trunk', 't2', 't1'],
    ['ASR', 0, 2 / 3],
    ['ASR calls', 0, 2],
    ['ASR of', 1, 3],
  ]);
  expect(table.columns.every(({ labels }) => labels === undefined)).toBe(true);
  expect(table.columns[0]?.drilldown?.filters).toEqual([{ dimension: 'trunk', includes: true, values: [{ column: 'trunk' }] }]);
  const over = await ask(STORE, { ...query, over: 'time', bucket: '1h', counts: false }, { range: RANGE });
  expect(over.columns.map(({ name, values }) => [name, ...values])).toEqual([
    ['time', T0, T0, T0 + HOUR, T0 + HOUR],
    ['trunk', 't2', 't1', 't2', 't1'],
    ['ASR', 0, 0.5, NaN, 1],
  ]);
});

test('values beyond the largest are one other', async () => {
  const table = await ask(STORE, { kind: 'ratio', splitBy: ['trunk'], top: 1 }, { range: RANGE });
  expect(fields(table)).toEqual([
    ['ASR', { ratio: 'ASR', trunk: 't1' }, 2 / 3],
    ['ASR', { ratio: 'ASR', trunk: 'other' }, 0],
  ]);
});

test('a split by a dimension called ratio keeps both apart', async () => {
  const table = await ask(STORE, { kind: 'ratio', splitBy: ['ratio'] }, { range: RANGE });
  expect(numberColumns(table)[0]?.labels).toEqual({ ratio: 'ASR', dimension_ratio: 'r' });
});

test('bounds and counts stand beside the value, each with labels of its own', async () => {
  const table = await ask(STORE, { kind: 'ratio', confidence: 95, counts: true }, { range: RANGE });
  // statsmodels 0.15.0: proportion_confint(2, 4, method='wilson')
  expect(fields(table)).toEqual([
    ['ASR', { ratio: 'ASR' }, 0.5],
    ['ASR lower', { ratio: 'ASR', bound: 'lower' }, expect.closeTo(0.15003898915214947, 9)],
    ['ASR upper', { ratio: 'ASR', bound: 'upper' }, expect.closeTo(0.8499610108478506, 9)],
    ['ASR calls', { ratio: 'ASR', count: 'calls' }, 2],
    ['ASR of', { ratio: 'ASR', count: 'of' }, 4],
  ]);
  expect(byLabels(table).size).toBe(5);
});

test('a ratio of too few calls is null, and so are its bounds; its counts are not', async () => {
  const query = { kind: 'ratio', confidence: 90, counts: true };
  const below = await ask(STORE, { ...query, minimumCalls: 5 }, { range: RANGE });
  expect(numberColumns(below).map(({ values }) => values[0])).toEqual([NaN, NaN, NaN, 2, 4]);
  const enough = await ask(STORE, { ...query, minimumCalls: 4 }, { range: RANGE });
  expect(numberColumns(enough)[0]?.values[0]).toBe(0.5);
});

test.each([
  ['value', 'ASR', 0.5],
  ['lower', 'ASR lower', 0.15003898915214947],
  ['upper', 'ASR upper', 0.8499610108478506],
])('return %s answers that field alone', async (only, name, value) => {
  const table = await ask(STORE, { kind: 'ratio', return: only, counts: true }, { range: RANGE });
  expect(numberColumns(table).map((column) => column.name)).toEqual([name]);
  expect(numberColumns(table)[0]?.values[0]).toBeCloseTo(value, 9);
});

test('alert rules get one number per ratio, the value unless they ask for a bound', async () => {
  const query = { kind: 'ratio', confidence: 95, counts: true };
  const names = async (rest: object) =>
    numberColumns(await ask(STORE, { ...query, ...rest }, { range: RANGE, rule: true })).map(({ name }) => name);
  expect(await names({})).toEqual(['ASR']);
  expect(await names({ return: 'upper' })).toEqual(['ASR upper']);
});

test('alert rules get every value that was seen lately, no other, and whole buckets only', async () => {
  const query = { kind: 'ratio', splitBy: ['trunk'], top: 1 };
  const second = { from: T0 + HOUR, to: T0 + 2 * HOUR };
  expect(fields(await ask(STORE, query, { range: second, rule: true }))).toEqual([
    ['ASR', { ratio: 'ASR', trunk: 't1' }, 1],
    ['ASR', { ratio: 'ASR', trunk: 't2' }, NaN],
  ]);
  const partly = { from: T0 + HOUR / 2, to: T0 + 2 * HOUR };
  expect(fields(await ask(STORE, { kind: 'ratio', over: 'time', bucket: '1h' }, { range: partly, rule: true }))).toEqual([
    ['ASR', { ratio: 'ASR' }, 1],
  ]);
});

test('without calls every asked ratio is there, null', async () => {
  const table = await ask(
    storeOf(),
    { kind: 'ratio', ratios: ['ASR', { name: 'busy share', numerator: { results: ['busy'] } }], confidence: 99 },
    { range: RANGE }
  );
  expect(numberColumns(table).map(({ name, values }) => [name, values[0]])).toEqual(
    ['ASR', 'ASR lower', 'ASR upper', 'busy share', 'busy share lower', 'busy share upper'].map((name) => [name, NaN])
  );
  expect((await ask(storeOf(), { kind: 'ratio', over: 'time', splitBy: ['trunk'] }, { range: RANGE })).columns).toEqual([]);
});

test('rules for results change shares over results and no ratio that has a name', async () => {
  const rules = compileRules([
    { codes: '486', result: 'answered' },
    { words: ['odd'], result: 'busy' },
  ]);
  const store = storeOf(call(1, 486), call(2, null, 't1', 'odd'));
  const table = await ask(
    store,
    { kind: 'ratio', ratios: ['ASR', { name: 'answered', numerator: { results: ['answered'] } }] },
    { range: RANGE, rules }
  );
  expect(numberColumns(table).map(({ values }) => values[0])).toEqual([0, 0.5]);
});

test('the frame explains its numbers', async () => {
  const { custom } = await ask(STORE, { kind: 'ratio', ratios: ['SEER'], splitBy: ['trunk'] }, { range: RANGE });
  expect(custom).toMatchObject({
    calls: 4,
    explanation: {
      numbers: [
        {
          name: 'SEER',
          numerator: 3,
          denominator: 4,
          counted: 'codes 200,480,486,600,603',
          of: 'all but codes 3xx',
          source: 'RFC 6076 §4.7',
          numeratorCodes: {
            codes: [
              ['200', 2],
              ['486', 1],
            ],
          },
          denominatorCodes: {
            codes: [
              ['200', 2],
              ['486', 1],
              ['503', 1],
            ],
          },
        },
      ],
    },
  });
});

test('too many series for the buckets are refused', async () => {
  const query = { kind: 'ratio', over: 'time', bucket: '10s', splitBy: ['trunk'], top: 100, confidence: 95, counts: true };
  const many = Array.from({ length: 100 }, (_, index) => call(index, 200, `trunk ${index}`));
  await expect(ask(storeOf(...many), query, { range: { from: T0, to: T0 + 24 * HOUR } })).rejects.toThrow(
    /8,640 buckets of 505 series; at most 3,960/
  );
});
