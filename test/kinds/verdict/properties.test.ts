import fc from 'fast-check';
import { RESULTS } from '../../../src/domain/results';
import { ask, rowsOf, RULES } from '../queryHarness';
import { anyCalls, DIMENSIONS } from '../callsArbitrary';
import { MemoryStore } from '../memoryStore';

const anyTerms = fc.record({
  expected: fc.subarray([...RESULTS], { minLength: 1 }),
  minimumShare: fc.constantFrom(0, 0.25, 0.5, 0.9, 1),
  minimumCalls: fc.integer({ min: 0, max: 5 }),
});

test('every verdict is the one that a person would give who goes through the calls one by one', async () => {
  const seen = new Set<unknown>();
  await fc.assert(
    fc.asyncProperty(anyCalls, anyTerms, async (calls, terms) => {
      const rows = rowsOf(await ask(new MemoryStore(calls, DIMENSIONS), { kind: 'verdict', per: 'trunk', ...terms }));
      expect(new Set(rows.map(({ trunk }) => trunk))).toEqual(
        new Set(calls.map(({ dimensions }) => dimensions.trunk).filter((value) => value !== ''))
      );
      for (const row of rows) {
        const own = calls.filter(({ dimensions }) => dimensions.trunk === row.trunk);
        const good = own.filter(({ code, word }) => terms.expected.includes(RULES.classify(code, word)));
        const passed = own.length >= terms.minimumCalls && good.length / own.length >= terms.minimumShare;
        seen.add(row.passed);
        expect(row).toMatchObject({
          time: Math.min(...own.map(({ time }) => time)),
          calls: own.length,
          'violating calls': own.length - good.length,
          passed: Number(passed),
          share: good.length / own.length,
        });
        expect(row.why === null).toBe(passed);
        expect(row['worst result'] === null).toBe(good.length === own.length);
      }
      const times = rows.map(({ time }) => Number(time));
      expect(times).toEqual([...times].sort((a, b) => b - a));
    })
  );
  expect(seen).toEqual(new Set([0, 1]));
});
