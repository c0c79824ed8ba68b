import { emptyNotice } from '../../src/backend/queries/after/notices/notices';
import type { Explanation } from '../../src/domain/explanation';
import { recordText } from '../../src/domain/recordText';
import { statementText } from '../../src/backend/queries/after/explanation/statementText';
import { ask, askAll } from './queryHarness';
import { MemoryStore, type TestCall } from './memoryStore';

const T0 = Date.parse('2026-11-23T08:00:00Z');
const RANGE = { from: T0, to: T0 + 3_600_000 };
const CALL: TestCall = { time: T0 + 1, code: 200, word: null, dimensions: { trunk: 't1' } };
const LATER = { range: { from: T0 + 7_200_000, to: T0 + 10_800_000 } };
const UNREAD = {
  rows: 3,
  reasons: [
    { reason: 'a time that cannot be read', rows: 1, example: recordText('acc.csv line 9') },
    { reason: 'a torn line', rows: 2, example: recordText('acc.csv line 4') },
  ],
};

test('an answer says the query, what was run and how long it took', async () => {
  const store = new MemoryStore([CALL], ['trunk'], { statement: 'select $1', parameters: [recordText('t1')], statementMs: 2 });
  // An expression is asked of the values first.
  const filters = [{ dimension: 'trunk', operator: '=~', values: ['t.*'] }];
  const table = await ask(store, { refId: 'A', kind: 'trend', bucket: 'auto', splitBy: ['trunk'], filters }, { range: RANGE });
  const { explanation, ...custom } = table.custom;
  expect(explanation).toMatchObject({ range: RANGE });
  expect(explanation).not.toHaveProperty('leftOut');
  expect(custom).toEqual({
    calls: 1,
    unread: 0,
    statementMs: 4,
    question: {
      version: 1,
      kind: 'trend',
      unit: 'calls',
      results: [],
      filters,
      splitBy: ['trunk'],
      seriesFrom: '24h',
      top: 10,
      measure: 'calls',
      ratePer: 'minute',
      shareOf: 'split',
      shape: 'series',
      bucket: '1m',
      ...RANGE,
    },
    settledUntil: '2260-01-01T00:00:00Z',
  });
  expect(table.statement).toBe("select $1\n-- $1 = 't1';\n\nselect $1\n-- $1 = 't1'");
  expect(table.notices).toEqual([]);
});

test('unreadable rows are told with the commonest reason, an example and the repair', async () => {
  const store = new MemoryStore([CALL], ['trunk'], { unread: UNREAD });
  const table = await ask(store, { kind: 'codes' }, { range: RANGE });
  expect(table.custom.unread).toBe(3);
  expect(table.notices).toEqual([
    {
      severity: 'warning',
      text: '3 unreadable rows are not counted. Most often: a torn line, for example acc.csv line 4. Correct or remove them, or enter their columns in the data source settings.',
    },
  ]);
});

test.each([
  ['no calls at all', [], [], 'The records have no calls yet.'],
  [
    'calls elsewhere',
    [CALL, { ...CALL, time: T0 + 600_000 }],
    [],
    'No calls in this time range. The 2 calls of these records are between 2026-11-23T08:00:00Z and 2026-11-23T08:10:00Z. Choose a range that includes them.',
  ],
])('an empty answer with %s says where calls are', async (_name, calls, filters, text) => {
  const table = await ask(new MemoryStore(calls, ['trunk']), { kind: 'distribution', filters }, LATER);
  expect(table.notices).toEqual([{ severity: 'info', text }]);
});

test.each([
  [1234, 'The 1,234 calls of these records are between 2026-11-23T08:00:00Z and 2026-11-23T08:10:00Z.'],
  // Databases do not count them all.
  [null, 'The calls of these records are between 2026-11-23T08:00:00Z and 2026-11-23T08:10:00Z.'],
])('of %s calls it is told where they are', (calls, text) => {
  expect(emptyNotice(LATER.range, false, { calls, first: T0, last: T0 + 600_000 }).text).toContain(text);
});

test('the codes of one denominator are listed once', async () => {
  const listed = async (query: object) => {
    const { custom } = await ask(new MemoryStore([CALL, { ...CALL, code: 486 }], ['trunk']), query, { range: RANGE });
    return (custom.explanation as Explanation).numbers.map(({ denominatorCodes }) => denominatorCodes?.codes.length ?? null);
  };
  expect(await listed({ kind: 'distribution' })).toEqual([2, ...Array<null>(6).fill(null)]);
  expect(await listed({ kind: 'ratio', ratios: ['ASR', 'NER E.425', 'SER'] })).toEqual([2, null, 2]);
  expect(await listed({ kind: 'comparison', results: ['busy'] })).toEqual([2, 0]);
});

test('an empty answer behind filters says so', async () => {
  const query = { kind: 'distribution', filters: [{ dimension: 'trunk', operator: '=', values: ['t9'] }] };
  const table = await ask(new MemoryStore([CALL], ['trunk']), query, { range: RANGE });
  expect(table.notices[0]?.text).toMatch(/^No calls match the filters in this time range\. .* Remove filters/);
});

test('alert rules are not told, and the store is not asked for it', async () => {
  const store = new MemoryStore([CALL], ['trunk']);
  expect((await ask(store, { kind: 'distribution' }, { ...LATER, explain: false })).notices).toEqual([]);
  expect(store.questions.map(({ kind }) => kind)).toEqual(['counts']);
});

test.each([
  ['distribution', /; these numbers can change\.$/],
  ['trend', /; the newest buckets can change\.$/],
])('a %s that reaches beyond what is settled says so', async (kind, text) => {
  const table = await ask(
    new MemoryStore([CALL], ['trunk']),
    { kind },
    { range: RANGE, settledUntil: T0 + 1_800_000, settlesAfterMs: 600_000 }
  );
  expect(table.notices.map((notice) => notice.text)).toEqual([expect.stringMatching(text)]);
});

test.each([
  ['distribution', {}, undefined],
  ['trend', { bucket: '10m' }, '2026-11-23T08:50:00Z'],
])('a %s of which a small part is unsettled says so as data only', async (kind, fields, unsettledFrom) => {
  const store = new MemoryStore([CALL], ['trunk']);
  const at = (settledUntil: number) => ask(store, { kind, ...fields }, { range: RANGE, settledUntil, settlesAfterMs: 600_000 });
  const small = await at(RANGE.to - 179_000);
  expect(small.notices).toEqual([]);
  expect(small.custom).toMatchObject({ settledUntil: '2026-11-23T08:57:01Z' });
  expect(small.custom['unsettledFrom']).toBe(unsettledFrom);
  expect((await at(RANGE.to - 180_000)).notices).toHaveLength(1);
  expect((await at(RANGE.to)).custom).not.toHaveProperty('unsettledFrom');
});

test.each([
  ['trend', {}],
  ['ratio', { over: 'time' }],
  ['timing', { over: 'time' }],
])('buckets of a %s that can change are marked for panels', async (kind, fields) => {
  const store = new MemoryStore([{ ...CALL, timings: { pdd: 100, duration: 1_000 } }], ['trunk']);
  const at = (settledUntil: number, asking: object = {}) =>
    askAll(store, { kind, bucket: '10m', ...fields }, { range: RANGE, settledUntil, settlesAfterMs: 300_000, marks: true, ...asking });
  const half = RANGE.to - 1_800_000;
  const [series, mark, ...others] = await at(half);
  expect(others).toEqual([]);
  expect(series).toMatchObject({ type: 'timeseries-wide', custom: { unsettledFrom: '2026-11-23T08:30:00Z' } });
  // It is five minutes later; the bucket that goes on ends after ten.
  expect(mark).toMatchObject({ topic: 'annotations', custom: {}, statement: '' });
  expect(mark?.columns.map(({ name, values }) => [name, values[0]]).slice(0, 3)).toEqual([
    ['time', half],
    ['timeEnd', half + 600_000],
    ['isRegion', 'true'],
  ]);
  expect(await at(RANGE.to)).toHaveLength(1);
  // Of what is still to come nothing is known, which goes without saying.
  expect(await at(RANGE.from - 600_000)).toHaveLength(1);
  expect(await at(half, { marks: false })).toHaveLength(1);
});

test('ratios of words that stand for no code say how many calls have none', async () => {
  const words = [200, null, null].map((code, index): TestCall => ({ ...CALL, code, word: code === null ? 'ODD' : null, time: T0 + index }));
  const notices = async (query: object) =>
    (await ask(new MemoryStore(words, ['trunk']), { kind: 'ratio', ...query }, { range: RANGE })).notices.map(({ text }) => text);
  expect(await notices({})).toEqual([expect.stringMatching(/^2 of 3 calls have no final status code, from which ASR is computed\. /)]);
  expect(await notices({ ratios: [{ name: 'odd', numerator: { results: ['unclassified'] } }] })).toEqual([]);
});

test('dimensions that distinguish calls, not groups of them, are not examined unless they are named', async () => {
  const calls = Array.from({ length: 60 }, (_, index): TestCall => ({
    time: T0 + index,
    code: index % 3 === 0 ? 486 : 200,
    word: null,
    dimensions: { trunk: `t${index % 2}`, number: `+4930${index}`, pair: `p${Math.floor(index / 2)}`, empty: '' },
  }));
  const examined = async (query: object) =>
    (await ask(new MemoryStore(calls, ['number', 'trunk', 'pair', 'empty']), { kind: 'triage', ...query }, { range: RANGE })).custom
      .examined;
  expect(await examined({})).toEqual(['trunk', 'pair', 'empty']);
  expect(await examined({ dimensions: ['number'] })).toEqual(['number']);
});

test('parameters are written so that nobody mistakes them for the statement', () => {
  const parameters = ["it's", 'a\nb', 5, null, true, 'x'.repeat(300)];
  expect(
    statementText(
      [{ statement: 's', parameters: parameters.map((value) => (typeof value === 'string' ? recordText(value) : value)) }],
      'none'
    )
  ).toBe(`s\n-- $1 = 'it''s', $2 = 'a b', $3 = 5, $4 = null, $5 = true, $6 = '${'x'.repeat(200)}…'`);
  const many = statementText([{ statement: 's', parameters: Array.from({ length: 60 }, (_, index) => index) }], 'none');
  expect(many.endsWith('$50 = 49 and 10 more')).toBe(true);
});
