import fc from 'fast-check';
import { RATIO_PROFILES } from '../../../src/domain/ratios';
import { ask, numberColumns, sum } from '../queryHarness';
import { anyCalls, anyFilter, DIMENSIONS, keeps } from '../callsArbitrary';
import { MemoryStore, type TestCall } from '../memoryStore';

const storeOf = (calls: readonly TestCall[]) => new MemoryStore(calls, DIMENSIONS);
const RATIOS = [...RATIO_PROFILES, { name: 'busy share', numerator: { results: ['busy'] }, denominator: { codes: '200-699' } }];
const EVERYTHING = { kind: 'ratio', ratios: RATIOS, confidence: 95, counts: true };
const anySplit = fc.constantFrom<string[]>([], ['trunk'], ['trunk', 'country']);
const anyOver = fc.constantFrom({ over: 'range' }, { over: 'time', bucket: '7h' }, { over: 'time', bucket: 'day' });

test('ratios and bounds are within 0 to 1, bounds hold the ratio, and it is the quotient of its counts', async () => {
  let judged = 0;
  await fc.assert(
    fc.asyncProperty(anyCalls, anySplit, anyOver, async (calls, splitBy, over) => {
      const columns = numberColumns(await ask(storeOf(calls), { ...EVERYTHING, ...over, splitBy, top: 2 }));
      for (let first = 0; first < columns.length; first += 5) {
        const [value, lower, upper, part, whole] = columns.slice(first, first + 5).map(({ values }) => values);
        value?.forEach((ratio, bucket) => {
          const [low = NaN, high = NaN, calls = NaN, of = NaN] = [lower?.[bucket], upper?.[bucket], part?.[bucket], whole?.[bucket]];
          expect([ratio, low, high].map(Number.isNaN)).toEqual(new Array(3).fill(of === 0));
          if (of > 0) {
            judged++;
            expect(ratio).toBe(calls / of);
            expect(0 <= low && low <= ratio && ratio <= high && high <= 1).toBe(true);
          }
        });
      }
    })
  );
  expect(judged).toBeGreaterThan(1_000);
});

test('numerators and denominators add up over split values and over time', async () => {
  const countsOf = async (calls: TestCall[], query: object) => {
    const sums = new Map<string, number>();
    for (const { name, values } of numberColumns(await ask(storeOf(calls), { ...EVERYTHING, ...query }))) {
      sums.set(name, (sums.get(name) ?? 0) + sum(values));
    }
    return [...sums].filter(([name]) => / (calls|of)$/.test(name));
  };
  await fc.assert(
    fc.asyncProperty(
      fc
        .array(anyCalls, { minLength: 1, maxLength: 2 })
        .map((lists) => lists.flat())
        .filter((calls) => calls.length > 0),
      anySplit,
      async (calls, splitBy) => {
        const whole = await countsOf(calls, {});
        expect(whole).toHaveLength(2 * RATIOS.length);
        expect(await countsOf(calls, { splitBy, top: 1 })).toEqual(whole);
        expect(await countsOf(calls, { over: 'time', bucket: '6h', splitBy, top: 1 })).toEqual(whole);
      }
    )
  );
});

test('ISA and NER 100-ISA are one whole, and ASR is counted as one would count by hand', async () => {
  await fc.assert(
    fc.asyncProperty(anyCalls, fc.array(anyFilter, { maxLength: 2 }), async (calls, filters) => {
      const table = await ask(storeOf(calls), { kind: 'ratio', ratios: ['ISA', 'NER 100-ISA', 'ASR'], filters });
      const [isa = NaN, rest = NaN, asr] = numberColumns(table).map(({ values }) => values[0]);
      const kept = calls.filter((call) => filters.every((filter) => keeps(filter, call)));
      expect(isa + rest).toEqual(kept.length === 0 ? NaN : expect.closeTo(1, 12));
      expect(asr).toBe(kept.filter(({ code }) => code === 200 || code === 202).length / kept.length);
    })
  );
});

test('a filter never makes a count larger', async () => {
  await fc.assert(
    fc.asyncProperty(anyCalls, anyFilter, async (calls, filter) => {
      const counts = async (filters: object[]) =>
        numberColumns(await ask(storeOf(calls), { ...EVERYTHING, filters })).filter(({ quantity }) => quantity.of === 'calls');
      const [all, some] = [await counts([]), await counts([filter])];
      expect(all).toHaveLength(2 * RATIOS.length);
      all.forEach(({ values }, index) => expect(some[index]?.values[0]).toBeLessThanOrEqual(values[0] ?? NaN));
    })
  );
});
