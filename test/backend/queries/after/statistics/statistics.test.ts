import fc from 'fast-check';
import { erfc } from '../../../../../src/backend/queries/after/statistics/erfc';
import { fisherAtMost, fisherExact } from '../../../../../src/backend/queries/after/statistics/fisher';
import { holm } from '../../../../../src/backend/queries/after/statistics/holm';
import { compareProportions, tooFewToTell } from '../../../../../src/backend/queries/after/statistics/twoProportions';

// Expected numbers: scipy 1.17.1 and statsmodels 0.15.0, printed by Python.
function expectRelative(value: number, expected: number, relative: number): void {
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));
}

// scipy.special.erfc(x)
test.each([
  [0, 1],
  [1e-8, 0.9999999887162083],
  [0.1, 0.8875370839817152],
  [0.5, 0.4795001221869535],
  [1, 0.15729920705028516],
  [1.5, 0.03389485352468927],
  [1.999, 0.0046984433486294865],
  [2, 0.004677734981047266],
  [2.001, 0.004657109281475351],
  [3, 2.2090496998585445e-5],
  [5, 1.5374597944280347e-12],
  [8, 1.1224297172982928e-29],
  [20, 5.395865611607901e-176],
  [26, 5.663192408856145e-296],
])('erfc(%d)', (x, expected) => expectRelative(erfc(x), expected, 1e-12));

// scipy.stats.fisher_exact([[a, n - a], [b, m - b]]).pvalue
test.each([
  [1, 9, 11, 14, 0.0027594561852200836],
  [0, 5, 5, 5, 0.007936507936507938],
  [3, 10, 3, 10, 1],
  [0, 100, 4, 100, 0.12124072137336428],
  [2, 1000, 12, 1500, 0.056637560892970874],
  [0, 10, 0, 10, 1],
  [10, 10, 12, 12, 1],
  [7, 12, 1, 4000, 1.916544968490558e-18],
  [50, 60, 100_000, 200_000, 1.6100689494324635e-7],
  // scipy is off by 2e-9 here; this is the fraction C(430,4)/C(10000430,4) in Python's integers.
  [4, 430, 0, 10_000_000, 3.3707221530876316e-18],
  [3, 3, 5_000_000, 10_000_000, 0.2499999247695575],
  [1, 20, 2, 20, 1],
])("Fisher's test of %d of %d and %d of %d", (a, n, b, m, expected) => expectRelative(fisherExact(a, n, b, m), expected, 1e-9));

// Python's fractions: the sum of C(n, x) C(m, a + b - x) / C(n + m, a + b) up to x = a
test.each([
  [1, 9, 11, 14, 0.0024902409476376362],
  [0, 5, 5, 5, 0.003968253968253968],
  [0, 13, 29, 53, 0.00017421328713939234],
  [0, 100, 4, 100, 0.06062036068668214],
  [320, 1000, 1920, 4000, 2.37146212234959e-20],
  [3, 10, 3, 10, 0.6857585139318886],
  [46, 435, 60, 435, 0.08881619402336512],
  [2420, 4000, 10320, 16000, 1.522757998030275e-6],
  [300, 1000, 3100, 10000, 0.2695343353075862],
  [500, 1000, 900, 1000, 2.5625142562637744e-90],
  [7, 12, 1, 4000, 1],
  [0, 10, 0, 10, 1],
  [12, 12, 10, 10, 1],
])("Fisher's one-sided test of at most %d of %d, and %d of %d", (a, n, b, m, expected) =>
  expectRelative(fisherAtMost(a, n, b, m), expected, 1e-9)
);

test('millions of calls are tested exactly too, and what no double can hold is 0', () => {
  // One-sided z: Φ((0.499 − 0.5) / √(0.24996 × (1/1e6 + 1/4e6))) = Φ(−1.789) = 0.0368.
  expect(fisherAtMost(499_000, 1e6, 2e6, 4e6)).toBeCloseTo(0.0368, 3);
  expect(fisherAtMost(0, 1e6, 5e6, 1e7)).toBe(0);
});

// statsmodels.stats.proportion.proportions_ztest([b, a], [m, n])[1]
test.each([
  [40, 100, 60, 100, 0.004677734981047275],
  [46, 435, 60, 435, 0.14676066072575475],
  [100, 1000, 101, 1000, 0.9407154878788406],
  [192, 430, 230, 430, 0.009541224931216383],
  [300_000, 1_000_000, 301_000, 1_000_000, 0.12300066928566163],
  [500, 1000, 900, 1000, 7.719934594295634e-85],
])('the z-test of %d of %d and %d of %d', (a, n, b, m, expected) => {
  const tested = compareProportions({ part: a, whole: n }, { part: b, whole: m });
  expect(tested?.test).toBe('z');
  expectRelative(tested?.p ?? NaN, expected, 1e-9);
});

test('an expected count of 5 is enough for the z-test, one below is not', () => {
  const testOf = (part: number) => compareProportions({ part, whole: 100 }, { part: 5, whole: 100 })?.test;
  expect([testOf(5), testOf(4)]).toEqual(['z', 'fisher']);
  expect(compareProportions({ part: 96, whole: 100 }, { part: 95, whole: 100 })?.test).toBe('fisher');
  expect(compareProportions({ part: 0, whole: 0 }, { part: 1, whole: 9 })).toBeNull();
});

test("Fisher's test is symmetric in the sides and in what is counted", () => {
  fc.assert(
    fc.property(fc.nat(60), fc.nat(60), fc.nat(60), fc.nat(60), (a, restA, b, restB) => {
      const [n, m] = [a + restA, b + restB];
      const p = fisherExact(a, n, b, m);
      expect(p).toBeGreaterThan(0);
      expectRelative(fisherExact(b, m, a, n), p, 1e-9);
      expectRelative(fisherExact(restA, n, restB, m), p, 1e-9);
    })
  );
});

test('so few calls that nothing could be significant are those of which none against all is not', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(0.05, 0.01, 0.001),
      (one, other, alpha) => {
        expect(tooFewToTell(one, other, alpha)).toBe(fisherExact(0, one, other, other) >= alpha);
      }
    )
  );
  expect([tooFewToTell(0, 1e7, 0.01), tooFewToTell(1e7, 1e7, 0.01)]).toEqual([true, false]);
});

// scipy 1.17.1: fisher_exact([[0, 4], [4, 0]]) is 0.0285714, of [[0, 4], [5, 0]] 0.0079365. With equal sides the other extreme counts too.
test('equal sides need more calls to tell a difference', () => {
  expect([tooFewToTell(4, 4, 0.02), tooFewToTell(4, 4, 0.03), tooFewToTell(4, 5, 0.02)]).toEqual([true, false, false]);
});

// statsmodels.stats.multitest.multipletests(p, method='holm')[1]
test("Holm's correction keeps the order and leaves out what was not tested", () => {
  const corrected = holm([0.01, 0.04, null, 0.03, 0.005, 0.2, 0.03, 1]);
  const expected = [0.06, 0.15, null, 0.15, 0.035, 0.4, 0.15, 1];
  corrected.forEach((p, index) => (expected[index] === null ? expect(p).toBeNull() : expect(p).toBeCloseTo(expected[index] ?? NaN, 12)));
  expect(holm([])).toEqual([]);
});
