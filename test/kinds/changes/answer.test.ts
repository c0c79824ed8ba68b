import fc from 'fast-check';
import { ask, askAll, RULES, rowsOf, sum } from '../queryHarness';
import { anyCall, DIMENSIONS } from '../callsArbitrary';
import { MemoryStore, type TestCall } from '../memoryStore';
import { TRUTH_DIMENSIONS, TRUTH_RANGE, truthCalls } from '../truthCalls';

const SIDES = { type: 'runs', dimension: 'side', baseline: ['a'], current: ['b'] };
const truth = new MemoryStore(truthCalls(), TRUTH_DIMENSIONS);
const asking = { range: TRUTH_RANGE };

test('contributions equal an independent computation', async () => {
  const [ranking, summary] = await askAll(truth, { kind: 'changes', dimensions: ['caller'], against: SIDES, top: 7 }, asking);
  const rows = rowsOf(ranking!);
  // Python's fractions over the rows of truth-calls.csv: value, code, calls before and now, contribution, mix, rate, interaction.
  const absent = 'codes that it does not have';
  const expected: [string, number | typeof absent, number, number, number, number?, number?, number?][] = [
    ['uac_cancel', 487, 0, 35, -14.830508474576272, -14.830508474576272, 0, 0],
    ['uac_auth', absent, 0, 0, -7.984646852352213],
    ['uac_cancel', absent, 0, 0, 6.9308406438974535],
    ['uac_calleebye', absent, 0, 0, 5.9407205519121025],
    ['uac_abandon', 407, 0, 6, -2.542372881355932, -2.542372881355932, 0, 0],
    ['uac_call', 408, 11, 17, -2.394306940545501, 0.1480659408104315, -3.0150753768844223, 0.4727024955284899],
    ['uac_call', 404, 13, 18, -1.9436570468388275, 0.1749870209577827, -2.512562814070352, 0.39391874627374157],
  ];
  expected.forEach(([value, code, before, now, ...numbers], index) => {
    const row = rows[index];
    expect(row).toMatchObject({
      dimension: 'caller',
      value,
      'baseline calls': before,
      calls: now,
      ...(typeof code === 'number' ? { code } : { code: NaN, reason: code, result: null }),
    });
    numbers.forEach((number, part) =>
      expect(row?.[['contribution', 'mix', 'rate', 'interaction'][part] ?? '']).toBeCloseTo(number ?? NaN, 9)
    );
  });
  expect(rows[0]).toMatchObject({ reason: 'Request Terminated', result: 'cancelled' });
  expect(rows.length).toBe(8);
  expect(rows[7]).toMatchObject({ value: '(all others)', code: NaN, result: null });
  const [total] = rowsOf(summary!);
  expect(total).toMatchObject({ dimension: 'caller', 'baseline share': 106 / 199, share: 86 / 236 });
  expect([total?.change, total?.mix, total?.rate, total?.interaction]).toEqual(
    [-16.825653692189764, -10.04599267524061, -8.040201005025125, 1.2605399880759731].map((number) => expect.closeTo(number, 9))
  );
});

test('results that are not asked for are part of the rest', async () => {
  const rows = rowsOf(await ask(truth, { kind: 'changes', dimensions: ['caller'], against: SIDES, results: ['cancelled'] }, asking));
  expect(new Set(rows.map(({ result }) => result))).toEqual(new Set(['cancelled', null]));
  expect(sum(rows.map(({ contribution }) => Number(contribution)))).toBeCloseTo(-16.825653692189764, 9);
});

test('without calls on a side there is nothing to explain', async () => {
  const [ranking, summary] = await askAll(truth, { kind: 'changes', dimensions: ['caller'] }, asking);
  expect(rowsOf(ranking!)).toEqual([]);
  expect(rowsOf(summary!)).toEqual([
    {
      dimension: 'caller',
      'baseline share': NaN,
      share: expect.closeTo(192 / 435, 12),
      change: NaN,
      mix: NaN,
      rate: NaN,
      interaction: NaN,
    },
  ]);
  expect(ranking?.notices[0]?.text).toContain('The baseline has no calls');
  expect(summary?.notices).toEqual([]);
});

test('contributions add up to the whole change, whatever is shown of them', async () => {
  const side = fc.array(anyCall, { minLength: 1, maxLength: 40 });
  const marked = (calls: TestCall[], run: string) => calls.map((call) => ({ ...call, dimensions: { ...call.dimensions, run } }));
  const answered = (calls: TestCall[]) => calls.filter(({ code, word }) => RULES.classify(code, word) === 'answered').length / calls.length;
  await fc.assert(
    fc.asyncProperty(side, side, fc.integer({ min: 1, max: 30 }), async (before, now, top) => {
      const store = new MemoryStore([...marked(before, 'a'), ...marked(now, 'b')], [...DIMENSIONS, 'run']);
      const query = {
        kind: 'changes',
        dimensions: DIMENSIONS,
        top,
        against: { type: 'runs', dimension: 'run', baseline: ['a'], current: ['b'] },
      };
      const [ranking, summary] = await askAll(store, query);
      const change = 100 * (answered(now) - answered(before));
      for (const total of rowsOf(summary!)) {
        const rows = rowsOf(ranking!).filter(({ dimension }) => dimension === total.dimension);
        expect(sum(rows.map(({ contribution }) => Number(contribution)))).toBeCloseTo(change, 9);
        expect(Number(total.mix) + Number(total.rate) + Number(total.interaction)).toBeCloseTo(change, 9);
        expect(total.change).toBeCloseTo(change, 9);
        expect(rows.length).toBeLessThanOrEqual(top + 1);
        for (const row of rows) {
          expect(Number(row.mix) + Number(row.rate) + Number(row.interaction)).toBeCloseTo(Number(row.contribution), 9);
        }
        const notAnswered = (calls: TestCall[]) => calls.length - Math.round(answered(calls) * calls.length);
        expect(sum(rows.map(({ calls }) => Number(calls)))).toBe(notAnswered(now));
        expect(sum(rows.map((row) => Number(row['baseline calls'])))).toBe(notAnswered(before));
      }
    }),
    { numRuns: 60 }
  );
});

test('if the same calls only move between values it is all mix, if only their endings change it is all rate', async () => {
  const call = (run: string, trunk: string, code: number): TestCall => ({
    time: TRUTH_RANGE.from,
    code,
    word: null,
    dimensions: { run, trunk },
  });
  const many = (count: number, one: TestCall) => Array.from({ length: count }, () => one);
  const parts = async (now: TestCall[]) => {
    const before = [...many(5, call('a', 'good', 200)), ...many(5, call('a', 'bad', 503))];
    const query = { kind: 'changes', dimensions: ['trunk'], against: { type: 'runs', dimension: 'run', baseline: ['a'], current: ['b'] } };
    const [, summary] = await askAll(new MemoryStore([...before, ...now], ['run', 'trunk']), query, asking);
    const [total] = rowsOf(summary!);
    return [total?.mix, total?.rate, total?.interaction].map((part) => Math.round(Number(part)));
  };
  expect(await parts([...many(2, call('b', 'good', 200)), ...many(8, call('b', 'bad', 503))])).toEqual([-30, 0, 0]);
  expect(await parts([...many(5, call('b', 'good', 200)), ...many(2, call('b', 'bad', 503)), ...many(3, call('b', 'bad', 200))])).toEqual([
    0, 30, 0,
  ]);
});
