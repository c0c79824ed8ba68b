import fc from 'fast-check';
import { isWorse, verdictOf } from '../../../src/kinds/comparison/changeAssessment';
import { ask, numberColumns, rowsOf } from '../queryHarness';
import { anyCall, DIMENSIONS } from '../callsArbitrary';
import { MemoryStore, type TestCall } from '../memoryStore';
import { TRUTH_DIMENSIONS, TRUTH_RANGE, truthCalls } from '../truthCalls';

const SIDES = { type: 'runs', dimension: 'side', baseline: ['a'], current: ['b'] };
const truth = new MemoryStore(truthCalls(), TRUTH_DIMENSIONS);
type Expected = [string | number, number, number, number, number, string, number, string];

// Python: statsmodels 0.15.0 proportions_ztest([b, a], [236, 199])[1], scipy 1.17.1 fisher_exact where an expected count
// is under 5, multipletests(ps, method='holm'), over the rows of truth-calls.csv: calls, p, adjusted, test, points.
const RESULTS: Expected[] = [
  ['answered', 106, 86, 0.000430194287852704, 0.002581165727116224, 'z', -16.825653692189764, 'worse'],
  ['busy', 21, 25, 0.9890934220089453, 1, 'z', 0.040456519887573095, 'same'],
  ['rejected', 13, 9, 0.19728077356393092, 0.9864038678196546, 'z', -2.7191039945490165, 'same'],
  ['timeout', 11, 17, 0.4780059401576673, 1, 'z', 1.6757516395537007, 'same'],
  ['cancelled', 0, 35, 1.4680907535081667e-8, 1.0276635274557168e-7, 'z', 14.83050847457627, 'appeared'],
  ['unavailable', 12, 13, 0.8158404110490095, 1, 'z', -0.5216761774976576, 'same'],
  ['failed', 36, 51, 0.36056257674990244, 1, 'z', 3.519717230218891, 'same'],
];
const CODES: Expected[] = [
  [200, 106, 86, 0.000430194287852704, 0.006022720029937856, 'z', -16.825653692189764, 'worse'],
  [487, 0, 35, 1.4680907535081667e-8, 2.20213613026225e-7, 'z', 14.83050847457627, 'appeared'],
  [403, 8, 4, 0.1401834167740775, 1, 'z', -2.325185248275275, 'same'],
  [407, 0, 6, 0.03355414328858112, 0.43620386275155454, 'fisher', 2.5423728813559325, 'appeared'],
  [488, 3, 4, 1, 1, 'fisher', 0.18737756579507714, 'same'],
  [600, 1, 5, 0.22572202271874459, 1, 'fisher', 1.6161315049825395, 'same'],
];

function expectRow(
  row: Record<string, string | number | null> | undefined,
  [, before, now, p, adjusted, test, change, verdict]: Expected
): void {
  expect(row).toMatchObject({ 'baseline calls': before, calls: now, test, verdict });
  expect(row?.['baseline share']).toBeCloseTo(before / 199, 12);
  expect(row?.share).toBeCloseTo(now / 236, 12);
  expect(row?.change).toBeCloseTo(change, 9);
  expect(Math.abs(Number(row?.p) / p - 1)).toBeLessThan(1e-9);
  expect(Math.abs(Number(row?.['adjusted p']) / adjusted - 1)).toBeLessThan(1e-9);
}

test('results equal an independent computation', async () => {
  const table = await ask(truth, { kind: 'comparison', against: SIDES }, { range: TRUTH_RANGE });
  const rows = rowsOf(table);
  expect(rows.map(({ result }) => result)).toEqual(RESULTS.map(([result]) => result));
  RESULTS.forEach((expected, index) => expectRow(rows[index], expected));
  expect(table.custom).toMatchObject({ calls: 236, baseline: { calls: 199, ...TRUTH_RANGE } });
});

test('codes equal an independent computation, the largest change first', async () => {
  const rows = rowsOf(await ask(truth, { kind: 'comparison', against: SIDES, by: 'code' }, { range: TRUTH_RANGE }));
  expect(rows).toHaveLength(15);
  expect(rows.slice(0, 3).map(({ code, reason, result }) => [code, reason, result])).toEqual([
    [200, 'OK', 'answered'],
    [487, 'Request Terminated', 'cancelled'],
    [407, 'Proxy Authentication Required', 'failed'],
  ]);
  CODES.forEach((expected) =>
    expectRow(
      rows.find(({ code }) => code === expected[0]),
      expected
    )
  );
});

test('the correction is over the rows that are shown', async () => {
  const [row] = rowsOf(await ask(truth, { kind: 'comparison', against: SIDES, results: ['answered'] }, { range: TRUTH_RANGE }));
  expect(row?.['adjusted p']).toBe(row?.p);
  const strict = rowsOf(await ask(truth, { kind: 'comparison', against: SIDES, alpha: 0.001 }, { range: TRUTH_RANGE }));
  expect(strict[0]?.verdict).toBe('same');
});

test('series are 1 where it got worse, for alert rules', async () => {
  const table = await ask(truth, { kind: 'comparison', against: SIDES, shape: 'series' }, { range: TRUTH_RANGE });
  expect(table.type).toBe('numeric-wide');
  expect(numberColumns(table).map(({ name, labels, values }) => [name, labels, values[0]])).toEqual(
    [
      ['answered', 1],
      ['busy', 0],
      ['rejected', 0],
      ['timeout', 0],
      ['cancelled', 1],
      ['unavailable', 0],
      ['failed', 0],
    ].map(([result, value]) => ['worse', { result }, value])
  );
  const codes = await ask(
    truth,
    { kind: 'comparison', against: SIDES, shape: 'series', by: 'code', results: ['cancelled'] },
    { range: TRUTH_RANGE }
  );
  expect(numberColumns(codes).map(({ labels }) => labels)).toEqual([{ code: '487', result: 'cancelled' }]);
});

describe('too few calls', () => {
  const few = new MemoryStore(
    [200, 200, 200, 486, 486].map((code, index): TestCall => ({
      time: TRUTH_RANGE.from,
      code,
      word: null,
      dimensions: { side: index < 3 ? 'a' : 'b' },
    })),
    ['side']
  );

  test('are not judged, and wake no one', async () => {
    const rows = rowsOf(await ask(few, { kind: 'comparison', against: SIDES }, { range: TRUTH_RANGE }));
    expect(new Set(rows.map(({ verdict }) => verdict))).toEqual(new Set(['too few']));
    const series = await ask(few, { kind: 'comparison', against: SIDES, shape: 'series' }, { range: TRUTH_RANGE });
    expect(numberColumns(series).map(({ values }) => values[0])).toEqual(Array(7).fill(NaN));
  });

  test('are what the query says', async () => {
    const verdicts = async (minimumCalls: number) =>
      rowsOf(await ask(truth, { kind: 'comparison', against: SIDES, minimumCalls, results: ['answered'] }, { range: TRUTH_RANGE })).map(
        ({ verdict }) => verdict
      );
    expect([await verdicts(199), await verdicts(200)]).toEqual([['worse'], ['too few']]);
  });

  test('a side without calls has no shares, and the reader is told', async () => {
    const table = await ask(few, { kind: 'comparison' }, { range: TRUTH_RANGE });
    expect(rowsOf(table)[0]).toMatchObject({ 'baseline share': NaN, share: 0.6, change: NaN, p: NaN, test: null, verdict: 'too few' });
    expect(table.notices).toEqual([
      {
        severity: 'info',
        text: expect.stringContaining('The baseline has no calls between 2026-11-23T07:54:00Z and 2026-11-23T07:56:00Z.'),
      },
    ]);
  });
});

const SWAPPED: Readonly<Record<string, string>> = {
  worse: 'better',
  better: 'worse',
  appeared: 'gone',
  gone: 'appeared',
  same: 'same',
  'too few': 'too few',
};

test('swapping the sides swaps worse and better, appeared and gone', async () => {
  const side = fc.array(anyCall, { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(side, side, fc.integer({ min: 1, max: 30 }), fc.constantFrom('result', 'code'), async (one, other, times, by) => {
      const marked = (calls: TestCall[], trunk: string) =>
        Array.from({ length: times }, () => calls.map((call) => ({ ...call, dimensions: { ...call.dimensions, trunk } }))).flat();
      const store = new MemoryStore([...marked(one, 'a'), ...marked(other, 'b')], DIMENSIONS);
      const verdicts = async (baseline: string, current: string) => {
        const rows = rowsOf(
          await ask(store, {
            kind: 'comparison',
            by,
            alpha: 0.05,
            against: { type: 'runs', dimension: 'trunk', baseline: [baseline], current: [current] },
          })
        );
        return new Map(rows.map((row) => [`${row.code} ${row.word} ${row.result}`, row]));
      };
      const [there, back] = [await verdicts('a', 'b'), await verdicts('b', 'a')];
      expect([...back.keys()].sort()).toEqual([...there.keys()].sort());
      for (const [key, row] of there) {
        const mirrored = back.get(key);
        expect(mirrored?.verdict).toBe(SWAPPED[String(row.verdict)]);
        expect(mirrored?.change).toBeCloseTo(-Number(row.change), 9);
        expect(mirrored?.calls).toBe(row['baseline calls']);
      }
    }),
    { numRuns: 60 }
  );
});

test('only an adjusted probability below alpha makes a difference', () => {
  const verdict = (adjusted: number) =>
    verdictOf({ result: 'busy', baseline: 10, current: 20 }, { baseline: 100, current: 100 }, adjusted, { alpha: 0.01, minimumCalls: 0 });
  expect([verdict(0.0099999), verdict(0.01), verdict(0.015)]).toEqual(['worse', 'same', 'same']);
});

test('growing answers are good, everything else that grows is not', () => {
  const worse = (verdict: 'appeared' | 'gone', result: 'answered' | 'busy') => isWorse(verdict, result, 0.0099, 0.01);
  expect([worse('appeared', 'answered'), worse('gone', 'answered'), worse('appeared', 'busy'), worse('gone', 'busy')]).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test('one call is enough to appear, but not to wake', async () => {
  const calls = (side: string, ...codes: number[]) =>
    codes.map((code): TestCall => ({ time: TRUTH_RANGE.from, code, word: null, dimensions: { side } }));
  const answered = Array.from({ length: 300 }, () => 200);
  const store = new MemoryStore([...calls('a', ...answered), ...calls('b', ...answered, 486, ...Array(20).fill(503))], ['side']);
  const compared = { kind: 'comparison', against: SIDES, results: ['busy', 'unavailable'] };
  expect(rowsOf(await ask(store, compared, { range: TRUTH_RANGE })).map(({ verdict }) => verdict)).toEqual(['appeared', 'appeared']);
  const series = await ask(store, { ...compared, shape: 'series' }, { range: TRUTH_RANGE });
  // scipy.stats.fisher_exact([[0, 300], [1, 320]]): p = 1; statsmodels' z-test of 0 of 300 and 20 of 321: p = 1.1e-5.
  expect(numberColumns(series).map(({ labels, values }) => [labels?.['result'], values[0]])).toEqual([
    ['busy', 0],
    ['unavailable', 1],
  ]);
});
