import fc from 'fast-check';
import { chooseBuckets, type BucketsWanted } from '../../../../../src/backend/queries/before/buckets/chooseBuckets';
import { parseBucket } from '../../../../../src/domain/buckets';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FROM = Date.parse('2026-11-23T08:00:00Z');

function wanted(bucket: string, lengthMs: number, rest: Partial<BucketsWanted> = {}): BucketsWanted {
  const read = parseBucket(bucket);
  if (read === null) {
    throw new Error(bucket);
  }
  return {
    bucket: read,
    range: { from: FROM, to: FROM + lengthMs },
    timeZone: 'UTC',
    intervalMs: 0,
    maxDataPoints: 0,
    maxSeries: 8,
    ...rest,
  };
}

test.each([
  ['a panel of an hour', HOUR, 2_000, 1_800, '2s'],
  ['a panel of a day', DAY, 60_000, 1_440, '1m'],
  ['a panel that asks for few points', DAY, 60_000, 100, '15m'],
  ['an odd interval', DAY, 7 * 60_000, 10_000, '10m'],
  ['a month', 30 * DAY, 2 * HOUR, 360, '2h'],
  ['a year of some points', 365 * DAY, 20 * HOUR, 500, 'day'],
  ['a year of fewer points', 365 * DAY, 5 * DAY, 100, 'week'],
  ['a year of very few points', 365 * DAY, 20 * DAY, 20, 'month'],
  ['an alert rule over ten minutes', 600_000, 1_000, 43_200, '1s'],
  ['an alert rule over six hours', 6 * HOUR, 1_000, 43_200, '2s'],
  ['an alert rule over a month', 30 * DAY, 1_000, 43_200, '5m'],
  ['nothing known', HOUR, 0, 0, '1s'],
])('auto, %s', (_name, length, intervalMs, maxDataPoints, name) => {
  expect(chooseBuckets(wanted('auto', length, { intervalMs, maxDataPoints })).name).toBe(name);
});

test('auto fits the limits whatever is asked, and never takes a finer step than asked', () => {
  fc.assert(
    fc.property(
      fc.record({
        length: fc.oneof(fc.integer({ min: 0, max: 60 * DAY }), fc.integer({ min: 0, max: 56 * 365 * DAY })),
        intervalMs: fc.constantFrom(0, 1_000, 15_000, 60_000, HOUR, 3 * DAY),
        maxDataPoints: fc.constantFrom(0, 1, 100, 1_000, 43_200),
        maxSeries: fc.integer({ min: 1, max: 808 }),
        timeZone: fc.constantFrom('UTC', 'Europe/Berlin'),
      }),
      ({ length, ...rest }) => {
        const range = { from: FROM - length, to: FROM };
        const { starts, lengths, range: whole } = chooseBuckets({ ...wanted('auto', length, rest), range });
        expect(starts.length).toBeLessThanOrEqual(11_000);
        expect(starts.length * rest.maxSeries).toBeLessThanOrEqual(2_000_000);
        expect(whole.from).toBeLessThanOrEqual(range.from);
        expect(whole.to).toBeGreaterThanOrEqual(range.to);
        expect(Math.max(...lengths)).toBeGreaterThanOrEqual(rest.intervalMs);
      }
    ),
    { numRuns: 60 }
  );
});

test('a fixed step is aligned to the epoch and widens the range', () => {
  const from = Date.parse('2026-11-23T08:07:00Z');
  const { starts, range } = chooseBuckets({ ...wanted('15m', 0), range: { from, to: from + 20 * 60_000 } });
  const times = ['08:00', '08:15'].map((time) => Date.parse(`2026-11-23T${time}:00Z`));
  expect([...starts]).toEqual(times);
  expect(range).toEqual({ from: times[0], to: Date.parse('2026-11-23T08:30:00Z') });
});

test('a range without length is one bucket', () => {
  expect(chooseBuckets(wanted('1h', 0)).starts).toHaveLength(1);
  expect(chooseBuckets(wanted('day', 0)).starts).toHaveLength(1);
});

test('a step that is too fine is refused; the error names the smallest step that fits', () => {
  const refused = catchError(() => chooseBuckets(wanted('1s', 7 * DAY)));
  expect(refused).toMatchObject({ kind: 'query' });
  expect(refused.message).toBe(
    'bucket: "1s" makes 604,800 buckets of 8 series; at most 11,000 are allowed. Use "1m" or "auto", or choose a shorter time range.'
  );
  expect(chooseBuckets(wanted('1m', 7 * DAY)).starts).toHaveLength(10_080);
});

test('too many series for the buckets are refused, with the ways out', () => {
  const refused = catchError(() => chooseBuckets(wanted('1m', 7 * DAY, { maxSeries: 808 })));
  expect(refused.message).toContain('10,080 buckets of 808 series; at most 2,475');
  expect(refused.message).toContain('"5m"');
  expect(refused.message).toContain('smaller top');
  expect(chooseBuckets(wanted('5m', 7 * DAY, { maxSeries: 808 })).starts).toHaveLength(2_016);
});

test('days over centuries are refused, without looking at each of them', () => {
  const refused = catchError(() => chooseBuckets(wanted('day', 300 * 365 * DAY, { timeZone: 'Europe/Berlin' })));
  expect(refused.message).toMatch(/bucket: "day" makes 109,\d+ buckets.*"30d"/);
  expect(catchError(() => chooseBuckets(wanted('month', 300 * 365 * DAY))).message).toContain('at most 200 years');
});

function catchError(job: () => unknown): Error {
  try {
    job();
  } catch (error) {
    if (error instanceof Error) {
      return error;
    }
  }
  throw new Error('nothing was thrown');
}
