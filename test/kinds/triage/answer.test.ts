import { codeAdvice } from '../../../src/domain/codeAdvice';
import { reasonPhrase } from '../../../src/domain/reasonPhrases';
import { RESULT_ADVICE } from '../../../src/domain/resultAdvice';
import { ask, askAll, rowsOf } from '../queryHarness';
import { MemoryStore, type TestCall } from '../memoryStore';
import { TRUTH_DIMENSIONS, TRUTH_RANGE, truthCalls } from '../truthCalls';

const truth = new MemoryStore(truthCalls(), TRUTH_DIMENSIONS);
const asking = { range: TRUTH_RANGE };

const findings = async (query: object) => rowsOf(await ask(truth, { kind: 'triage', ...query }, asking));

test('the dominant result, its codes, and the values that stand out', async () => {
  const rows = await findings({});
  // Counted in truth-calls.csv: 87 of 435 calls failed. `lift` is (calls of the value that failed / its calls) / (87 / 435).
  expect(
    rows.map(({ result, aspect, name, value, reason, calls, share, lift }) => [result, aspect, name, value, reason, calls, share, lift])
  ).toEqual([
    ['failed', 'result', 'result', 'failed', null, 87, 0.2, NaN],
    ...[
      [404, 31],
      [500, 25],
      [484, 9],
      [488, 7],
      [407, 6],
      [502, 5],
      [606, 4],
    ].map(([code = 0, calls = 0]) => ['failed', 'code', 'code', String(code), reasonPhrase(code)?.phrase, calls, calls / 87, NaN]),
    ...[
      ['gateway', '404', 22],
      ['gateway', '503', 14],
      ['gateway', '500', 11],
      ['gateway', '484', 9],
      ['gateway', '488', 7],
      ['caller', 'uac_abandon', 6],
      ['gateway', '905', 6],
      ['gateway', '502', 5],
      ['gateway', '909', 5],
    ].map(([name, value, calls]) => ['failed', 'dimension', name, value, null, calls, 1, expect.closeTo(5, 9)]),
  ]);
  expect(rows[0]).toMatchObject({ 'usually means': RESULT_ADVICE.failed.means, 'check first': RESULT_ADVICE.failed.check });
  expect(rows[1]).toMatchObject({ 'check first': codeAdvice(404)?.check });
});

test('a value stands out from a certain lift and number of calls on, and only if chance does not explain it', async () => {
  const places = async (query: object) =>
    (await findings({ results: ['busy'], ...query }))
      .filter(({ aspect }) => aspect === 'dimension')
      .map(({ value, lift }) => [value, lift]);
  // 46 of 435 calls were busy: 46 of 330 of uac_call, all 40 of gateway 486, all 6 of gateway 600; 25 of 236 of side b (p = 0.99).
  const [caller, gateway] = [expect.closeTo(46 / 330 / (46 / 435), 9), expect.closeTo(435 / 46, 9)];
  expect(await places({})).toEqual([
    ['486', gateway],
    ['600', gateway],
  ]);
  expect(await places({ minimumLift: 1 })).toEqual([
    ['486', gateway],
    ['uac_call', caller],
    ['600', gateway],
  ]);
  expect(await places({ minimumCalls: 7 })).toEqual([['486', gateway]]);
  expect(await places({ dimensions: ['side', 'caller'] })).toEqual([]);
});

test('a value stands out if its lift is exactly the least one', async () => {
  const calls = (trunk: string, code: number, count: number): TestCall[] =>
    Array.from({ length: count }, () => ({ time: TRUTH_RANGE.from, code, word: null, dimensions: { trunk } }));
  // 300 of 1,000 calls of a, 800 of all 4,000 calls: 0.3 / 0.2, which floating point makes a little less than 1.5.
  const store = new MemoryStore(
    [...calls('a', 486, 300), ...calls('a', 200, 700), ...calls('b', 486, 500), ...calls('b', 200, 2500)],
    ['trunk']
  );
  const places = async (query: object) =>
    rowsOf(await ask(store, { kind: 'triage', ...query }, asking))
      .filter(({ aspect }) => aspect === 'dimension')
      .map(({ value, lift }) => [value, lift]);
  expect(await places({})).toEqual([['a', 1.5]]);
  expect(await places({ minimumLift: 1.501 })).toEqual([]);
});

test('each result, the most frequent first', async () => {
  const rows = await findings({ of: 'each' });
  expect(rows.filter(({ aspect }) => aspect === 'result').map(({ result, calls }) => [result, calls])).toEqual([
    ['failed', 87],
    ['busy', 46],
    ['cancelled', 35],
    ['timeout', 28],
    ['unavailable', 25],
    ['rejected', 22],
  ]);
});

test('the same in words, with the advice for the code that makes up most of the result', async () => {
  const [, words] = await askAll(truth, { kind: 'triage', results: ['failed', 'busy'], of: 'each' }, asking);
  expect(words?.columns.map(({ name }) => name)).toEqual(['text']);
  const [failed, busy] = words?.columns[0]?.values ?? [];
  expect(failed).toBe(
    '87 of 435 calls (20.0%) ended as failed: 404 Not Found (31), 500 Server Internal Error (25), 484 Address Incomplete (9) and others. ' +
      'Stands out: gateway 404 (22 of its 22 calls, 5.0 times the average); gateway 503 (14 of its 14 calls, 5.0 times the average); gateway 500 (11 of its 11 calls, 5.0 times the average). ' +
      `Usually: ${RESULT_ADVICE.failed.means} Check first: ${RESULT_ADVICE.failed.check}`
  );
  expect(busy).toContain(`Check first: ${codeAdvice(486)?.check}`);
});

test('where nothing is wrong it says so', async () => {
  const words = async (query: object, range = TRUTH_RANGE) =>
    (await askAll(truth, { kind: 'triage', baseline: 'none', ...query }, { range }))[1]?.columns[0]?.values;
  expect(await words({ filters: [{ dimension: 'gateway', operator: '=', values: ['908'] }] })).toEqual([
    'None of the 30 calls has one of the results to explain.',
  ]);
  expect(await words({}, { from: 0, to: 1 })).toEqual(['This time range has no calls.']);
});

test('at most eight dimensions are examined unless the query names them', async () => {
  const names = Array.from({ length: 10 }, (_, index) => `d${index}`);
  const store = new MemoryStore([{ time: TRUTH_RANGE.from, code: 486, word: null, dimensions: {} }], names);
  const table = await ask(store, { kind: 'triage' }, asking);
  expect(table.custom.examined).toEqual(names.slice(0, 8));
  expect(table.notices[0]?.text).toContain('not d8, d9');
  expect((await ask(store, { kind: 'triage', dimensions: ['d9'] }, asking)).custom.examined).toEqual(['d9']);
});

test('a record without a code is named by its word', async () => {
  const store = new MemoryStore([{ time: TRUTH_RANGE.from, code: null, word: 'NO_ANSWER', dimensions: {} }], []);
  expect(rowsOf(await ask(store, { kind: 'triage' }, asking))[1]).toMatchObject({ aspect: 'code', value: 'NO_ANSWER', reason: null });
});
