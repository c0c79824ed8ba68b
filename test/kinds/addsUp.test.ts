import fc from 'fast-check';
import { RESULTS, type CallResult } from '../../src/domain/results';
import { ask, byLabels, countedRange, numberColumns, rowsOf, RULES, sum } from './queryHarness';
import { anyCalls, anyFilter, DIMENSIONS, keeps } from './callsArbitrary';
import { MemoryStore, type TestCall } from './memoryStore';

const anySplit = fc.constantFrom<string[]>([], ['trunk'], ['country'], ['trunk', 'country'], ['country', 'trunk']);
const anyBucket = fc.constantFrom('auto', '15m', '1h', '7h', '1d', '5d', 'day', 'week', 'month');
const anyZone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu');
const someResults = fc.subarray([...RESULTS]);
const anyFilters = fc.array(anyFilter, { maxLength: 3 });

const storeOf = (calls: readonly TestCall[]) => new MemoryStore(calls, DIMENSIONS);
const resultOf = ({ code, word }: TestCall): CallResult => RULES.classify(code, word);
const among = (range: { from: number; to: number }, calls: readonly TestCall[]) =>
  calls.filter(({ time }) => time >= range.from && time < range.to);

test('the results of any distribution are counted as one would count by hand', async () => {
  await fc.assert(
    fc.asyncProperty(anyCalls, anyFilters, someResults, async (calls, filters, results) => {
      const kept = calls.filter((call) => filters.every((filter) => keeps(filter, call)));
      const table = await ask(storeOf(calls), { kind: 'distribution', filters, results });
      const asked = results.length === 0 ? RESULTS : results;
      const expected = RESULTS.filter((result) => asked.includes(result))
        .map((result) => [result, kept.filter((call) => resultOf(call) === result).length] as const)
        .filter(([result, count]) => results.length > 0 || result !== 'unclassified' || count > 0);
      expect(numberColumns(table).map(({ labels, values }) => [labels?.result, values[0]])).toEqual(expected);
      expect(table.custom.calls).toBe(kept.length);
    })
  );
});

test('all results of all split values add up to all calls, in any bucket, and the trend to the distribution', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyCalls,
      anyFilters,
      anySplit,
      anyBucket,
      anyZone,
      fc.integer({ min: 1, max: 5 }),
      async (calls, filters, splitBy, bucket, timeZone, top) => {
        const store = storeOf(calls);
        const trend = await ask(store, { kind: 'trend', filters, splitBy, bucket, timeZone, top });
        const range = countedRange(trend);
        const kept = among(range, calls).filter((call) => filters.every((filter) => keeps(filter, call)));
        const columns = numberColumns(trend);
        expect(sum(columns.flatMap(({ values }) => [...values]))).toBe(kept.length);
        expect(byLabels(trend).size).toBe(columns.length);
        const distribution = await ask(store, { kind: 'distribution', filters, splitBy, top }, { range });
        const sums = new Map([...byLabels(trend)].map(([labels, values]) => [labels, [sum(values)]]));
        expect(sums).toEqual(byLabels(distribution));
      }
    )
  );
});

test('every call is in the bucket that holds its time', async () => {
  await fc.assert(
    fc.asyncProperty(anyCalls, anyBucket, anyZone, async (calls, bucket, timeZone) => {
      const trend = await ask(storeOf(calls), { kind: 'trend', bucket, timeZone });
      const { to } = countedRange(trend);
      const starts = [...(trend.columns[0]?.values ?? [])].map(Number);
      const expected = starts.map((start, index) => calls.filter(({ time }) => time >= start && time < (starts[index + 1] ?? to)).length);
      const counted = starts.map((_, index) => sum(numberColumns(trend).map(({ values }) => values[index] ?? NaN)));
      expect(counted).toEqual(expected);
    })
  );
});

test('shares of all results add up to one within each split value, or of all calls with shareOf all', async () => {
  await fc.assert(
    fc.asyncProperty(anyCalls, anySplit, fc.constantFrom('split', 'all'), fc.boolean(), async (calls, splitBy, shareOf, overTime) => {
      const query = {
        kind: overTime ? 'trend' : 'distribution',
        splitBy,
        measure: 'share',
        shareOf,
        top: 3,
        ...(overTime ? { bucket: '12h' } : {}),
      };
      const table = await ask(storeOf(calls), query);
      const sums = new Map<string, number>();
      for (const { labels = {}, values } of numberColumns(table)) {
        const split = Object.entries(labels).filter(([key]) => key !== 'result');
        values.forEach((share, bucket) => {
          const key = JSON.stringify([bucket, shareOf === 'all' ? null : split]);
          sums.set(key, (sums.get(key) ?? 0) + share);
        });
      }
      for (const total of sums.values()) {
        // A split value without calls in a bucket has no shares at all.
        if (!Number.isNaN(total)) {
          expect(total).toBeCloseTo(1, 12);
        }
      }
      expect([...sums.values()].some((total) => !Number.isNaN(total))).toBe(calls.length > 0 && numberColumns(table).length > 0);
    })
  );
});

test('a share does not depend on which results are shown', async () => {
  await fc.assert(
    fc.asyncProperty(anyCalls, fc.subarray([...RESULTS], { minLength: 1 }), async (calls, results) => {
      const store = storeOf(calls);
      const query = { kind: 'distribution', splitBy: ['country'], measure: 'share', top: 10 };
      const all = byLabels(await ask(store, { ...query, results: [...RESULTS] }));
      for (const [labels, [share]] of byLabels(await ask(store, { ...query, results }))) {
        // Ranked by fewer results a value may fall into "other", which then has no counterpart.
        if (all.has(labels)) {
          expect(share).toEqual(all.get(labels)?.[0]);
        }
      }
    })
  );
});

test('the order of the split dimensions changes nothing but the order', async () => {
  await fc.assert(
    fc.asyncProperty(anyCalls, fc.constantFrom('calls', 'share'), async (calls, measure) => {
      const [one, other] = await Promise.all(
        [
          ['trunk', 'country'],
          ['country', 'trunk'],
        ].map((splitBy) => ask(storeOf(calls), { kind: 'distribution', splitBy, measure, top: 100 }))
      );
      expect(one && byLabels(one)).toEqual(other && byLabels(other));
    })
  );
});

test('the table shape says the same as the series', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyCalls,
      anySplit,
      fc.constantFrom('calls', 'share', 'rate'),
      fc.boolean(),
      async (calls, splitBy, measure, overTime) => {
        const query = { kind: overTime ? 'trend' : 'distribution', splitBy, measure, top: 2, ...(overTime ? { bucket: 'day' } : {}) };
        const series = await ask(storeOf(calls), query);
        const rows = rowsOf(await ask(storeOf(calls), { ...query, shape: 'table' }));
        const columns = numberColumns(series);
        const times: number[] = overTime && columns.length > 0 ? [...(series.columns[0]?.values ?? [])].map(Number) : [0];
        const expected = times.flatMap((time, bucket) =>
          columns.map(({ labels, values }) => ({ ...labels, ...(overTime ? { time } : {}), [measure]: values[bucket] ?? null }))
        );
        expect(rows).toHaveLength(expected.length);
        expected.forEach((row, index) => expect(rows[index]).toMatchObject(row));
      }
    )
  );
});

test('the codes add up to all calls, and each result to its distribution', async () => {
  await fc.assert(
    fc.asyncProperty(anyCalls, anyFilters, async (calls, filters) => {
      const store = storeOf(calls);
      const rows = rowsOf(await ask(store, { kind: 'codes', filters }));
      const distribution = rowsOf(await ask(store, { kind: 'distribution', filters, shape: 'table' }));
      for (const { result, calls: count } of distribution) {
        expect(sum(rows.filter((row) => row.result === result).map((row) => Number(row.calls)))).toBe(count);
      }
      const kept = calls.filter((call) => filters.every((filter) => keeps(filter, call)));
      expect(sum(rows.map((row) => Number(row.calls)))).toBe(kept.length);
      if (kept.length > 0) {
        expect(sum(rows.map((row) => Number(row.share)))).toBeCloseTo(1, 12);
      }
    })
  );
});
