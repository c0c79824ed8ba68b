import { inDuckDb } from '../../support/duckdb';
import { failureOf, KAMAILIO, RecordsFolder } from '../../support/records';
import path from 'node:path';
import { ask, rowsOf } from '../../kinds/queryHarness';
import type { Store } from '../../../src/backend/stores/store';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

const RANGE = { from: Date.parse('2026-11-23T00:00:00Z'), to: Date.parse('2026-11-24T00:00:00Z') };
const CSV = `start_time,sip_code,call_id,pdd_ms,from,to,trunk
2026-11-23T08:00:00Z,200,a,100,+4930123456,sip:+49301112223@gw.example:5060,t1
2026-11-23T08:00:01Z,486,b,900,4930123457,anonymous,t1
2026-11-23T08:00:01Z,486,c,300,4930123458,x,t2
2026-11-23T08:00:01Z,486,c,300,4930123458,x,t2
2026-11-23T08:00:01Z,503,d,,4930123459,x,t2
2026-11-23T08:00:02Z,404,e,300,"""A B"" <sip:0301234567@192.168.100.10>",x,run-20261123
`;

async function openAsCsvAndParquet() {
  const where = folder.put({ 'calls.csv': CSV });
  const parquet = folder.put({});
  await inDuckDb(
    `copy (select * from read_csv('${folder.at(where)}/calls.csv', header = true)) to '${folder.at(parquet)}/calls.parquet' (format parquet)`
  );
  return Promise.all([where, parquet].map(async (one) => (await folder.open({ path: one })).store));
}

async function pages(store: Store, json: object): Promise<Record<string, unknown>[][]> {
  const all: Record<string, unknown>[][] = [];
  let cursor: unknown;
  do {
    const table = await ask(store, { kind: 'calls', ...json, ...(cursor === undefined ? {} : { cursor }) }, { range: RANGE });
    all.push(rowsOf(table));
    cursor = table.custom.next;
  } while (typeof cursor === 'string' && all.length < 1_000);
  expect(cursor).toBeNull();
  return all;
}

test('a call is told with everything that is known of it', async () => {
  for (const store of await openAsCsvAndParquet()) {
    const [row] = rowsOf(await ask(store, { kind: 'calls', limit: 1 }, { range: RANGE }));
    expect(row).toEqual({
      time: Date.parse('2026-11-23T08:00:02Z'),
      result: 'failed',
      code: 404,
      word: null,
      reason: 'Not Found',
      pdd: 300,
      from: '"A B" <sip:0301234567@192.168.100.10>',
      to: 'x',
      trunk: 'run-20261123',
      call_id: 'e',
    });
  }
});

test('a page counts nothing but itself, unless it is empty for its results alone', async () => {
  for (const store of await openAsCsvAndParquet()) {
    const asked: string[] = [];
    const watched: Store = {
      ask: (question, signal) => (asked.push(question.kind), store.ask(question, signal)),
      close: () => store.close(),
    };
    const page = await ask(watched, { kind: 'calls', limit: 2 }, { range: RANGE });
    expect(page.custom).toMatchObject({
      calls: 2,
      explanation: { numbers: expect.arrayContaining([expect.objectContaining({ name: 'failed', numerator: 1, denominator: 2 })]) },
    });
    expect(new Set(asked)).toEqual(new Set(['records']));
    const empty = await ask(watched, { kind: 'calls', results: ['timeout'] }, { range: RANGE });
    expect([empty.custom.calls, empty.notices]).toEqual([6, []]);
  }
});

test.each([1, 2, 3, 4, 5, 6, 100])('pages of %i hold every call once, whatever times are equal', async (limit) => {
  for (const store of await openAsCsvAndParquet()) {
    const ids = (await pages(store, { limit })).map((page) => page.map((row) => row.call_id));
    expect(ids.flat()).toEqual(['e', 'd', 'c', 'c', 'b', 'a']);
    expect(ids.slice(0, -1).every((page) => page.length === limit)).toBe(true);
    const slow = (await pages(store, { limit, order: 'slowest' })).flat();
    expect(slow.map((row) => [row.call_id, row.pdd])).toEqual([
      ['b', 900],
      ['e', 300],
      ['c', 300],
      ['c', 300],
      ['a', 100],
    ]);
  }
});

test('pages of the accounting rows hold each of the 430 calls once', async () => {
  const { store } = await folder.openIn(path.dirname(KAMAILIO), { path: 'kamailio', layout: 'kamailio' });
  const all = (await pages(store, { limit: 7, dimensions: ['src_user'] })).flat();
  expect(new Set(all.map((row) => row.call_id)).size).toBe(430);
  expect(all).toHaveLength(430);
  expect(all.map((row) => Number(row.time))).toEqual(all.map((row) => Number(row.time)).sort((a, b) => b - a));
  const answered = (await pages(store, { limit: 100, results: ['answered'] })).flat();
  expect(answered).toHaveLength(192);
  expect(new Set(answered.map((row) => row.result))).toEqual(new Set(['answered']));
});

test('how long ago a call was is told of the moment of asking, in whole seconds, if it is asked for', async () => {
  for (const store of await openAsCsvAndParquet()) {
    const asked = Date.parse('2026-11-23T08:12:01.400Z');
    const at = { range: RANGE, settledUntil: asked - 300_000, settlesAfterMs: 300_000 };
    const table = await ask(store, { kind: 'calls', age: true }, at);
    expect(rowsOf(table).map(({ age }) => age)).toEqual([719, 720, 720, 720, 720, 721]);
    expect(table.columns.map(({ name }) => name).slice(0, 3)).toEqual(['time', 'age', 'result']);
    const [ahead] = rowsOf(await ask(store, { kind: 'calls', limit: 1, age: true }, { ...at, settledUntil: RANGE.from }));
    expect(ahead).toMatchObject({ age: 0 });
    expect(rowsOf(await ask(store, { kind: 'calls', limit: 1 }, at))[0]).not.toHaveProperty('age');
  }
});

test('results and filters narrow the calls', async () => {
  for (const store of await openAsCsvAndParquet()) {
    const busy = rowsOf(
      await ask(
        store,
        { kind: 'calls', results: ['busy'], filters: [{ dimension: 'trunk', operator: '=', values: ['t2'] }], dimensions: ['trunk'] },
        { range: RANGE }
      )
    );
    expect(busy.map((row) => [row.call_id, row.trunk, Object.keys(row).includes('from')])).toEqual([
      ['c', 't2', false],
      ['c', 't2', false],
    ]);
  }
});

test('viewers, and whoever is not known, see numbers masked as for viewers', async () => {
  for (const store of await openAsCsvAndParquet()) {
    const seen = async (asking: object) =>
      rowsOf(await ask(store, { kind: 'calls' }, { range: RANGE, ...asking })).map((row) => [row.from, row.to, row.trunk]);
    expect((await seen({ mask: 3 })).filter((_, index) => index === 0 || index === 5)).toEqual([
      ['"A B" <sip:0301234***@192.168.100.10>', 'x', 'run-20261123'],
      ['+4930123***', 'sip:+49301112***@gw.example:5060', 't1'],
    ]);
    const digits = JSON.stringify(await seen({ viewer: true })).match(/\d{5,}/g);
    expect(digits).toEqual(['20261123']);
    expect(JSON.stringify(await seen({}))).toContain('4930123457');
  }
});

test('slowest by what the records do not tell is an error', async () => {
  const [store] = await openAsCsvAndParquet();
  expect(
    store && (await failureOf(ask(store, { kind: 'calls', order: 'slowest', slowestBy: 'duration' }, { range: RANGE }))).message
  ).toMatch(/needs the column "duration_ms"/);
});

test('the newest calls are found however unevenly they are in time', async () => {
  // Nearly all are at the beginning of the range, with one every so often and a burst at its very end.
  const at = (ms: number) => new Date(RANGE.from + ms).toISOString();
  const early = Array.from({ length: 3_000 }, (_, call) => `${at(call * 7)},${call % 3 === 0 ? 486 : 200},early-${call}`);
  const late = Array.from({ length: 25 }, (_, call) => `${at((call + 1) * 3_000_000)},${call % 2 === 0 ? 486 : 200},late-${call}`);
  const burst = Array.from({ length: 4 }, (_, call) => `${at(86_399_999)},200,burst-${call}`);
  const { store } = await folder.open({
    path: folder.put({ 'calls.csv': ['start_time,sip_code,call_id', ...early, ...late, ...burst].join('\n') }),
  });
  const newest = [...burst.toReversed(), ...late.toReversed(), ...early.toReversed()].map((line) => line.split(','));
  const idsOf = (some: Record<string, unknown>[][]) => some.flat().map(({ call_id: id }) => id);
  for (const limit of [1, 3, 10, 1_000]) {
    const [first] = [rowsOf(await ask(store, { kind: 'calls', limit }, { range: RANGE }))];
    expect(first.map(({ call_id: id }) => id)).toEqual(newest.slice(0, limit).map(([, , id]) => id));
  }
  const busy = await pages(store, { limit: 400, results: ['busy'] });
  expect(idsOf(busy)).toEqual(newest.filter(([, code]) => code === '486').map(([, , id]) => id));
  expect(idsOf(await pages(store, { limit: 700 }))).toEqual(newest.map(([, , id]) => id));
});
