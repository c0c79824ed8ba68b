import fc from 'fast-check';
import { chooseBuckets } from '../../../../../src/backend/queries/before/buckets/chooseBuckets';
import { coarserBuckets, rangeOfAll } from '../../../../../src/backend/queries/before/buckets/coarserBuckets';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A range over the end of summer time in Berlin and New York. */
const TO = Date.parse('2026-11-03T13:37:11Z');

function bucketsOf(lengthMs: number, intervalMs: number, timeZone: string) {
  const range = { from: TO - lengthMs, to: TO };
  const fine = chooseBuckets({ bucket: { type: 'auto' }, range, intervalMs, maxDataPoints: 1_000, timeZone, maxSeries: 1 });
  return { fine, coarser: coarserBuckets(fine, range, timeZone) };
}

test.each([
  ['a week', 7 * DAY, 600_000, 'Europe/Berlin', '15m', ['30m', '1h', '2h', '3h', '6h', '12h', 'day']],
  ['a week, days that begin within buckets', 7 * DAY, HOUR, 'Asia/Kolkata', '1h', ['2h', '3h', '6h', '12h']],
  ['six hours', 6 * HOUR, 20_000, 'UTC', '30s', ['1m', '2m', '5m', '10m', '15m', '30m', '1h']],
  ['two minutes', 120_000, 2_000, 'UTC', '2s', ['10s']],
  ['a year of days', 365 * DAY, DAY, 'UTC', 'day', ['week', 'month']],
  ['a year of weeks, which months are not made of', 365 * DAY, 5 * DAY, 'UTC', 'week', []],
])('coarser buckets of %s', (_name, length, interval, zone, name, names) => {
  const { fine, coarser } = bucketsOf(length, interval, zone);
  expect(fine.name).toBe(name);
  expect(coarser.map((one) => one.name)).toEqual(names);
});

test('each finer bucket of the range of all falls into the coarser one that it is a part of, or into none', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 * DAY }),
      fc.constantFrom(1_000, 60_000, HOUR, DAY),
      fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'),
      (length, interval, zone) => {
        const { fine, coarser } = bucketsOf(length, interval, zone);
        const { from, to } = rangeOfAll([fine, ...coarser]);
        // Calendar days of the grid have their own lengths, which are those of the buckets named day.
        const step = fine.grid.stepMs;
        const parts =
          fine.grid.offsets.length === 1 && fine.grid.offsets[0]?.offsetMs === 0 && fine.name !== 'week' && fine.name !== 'month'
            ? Array.from({ length: (to - from) / step }, (_, index) => from + index * step)
            : [];
        for (const { starts, lengths, positionOf } of coarser) {
          for (const start of parts) {
            const position = positionOf(start / step);
            const expected = starts.findIndex((begin, index) => start >= begin && start < begin + (lengths[index] ?? 0));
            expect(position).toBe(expected);
            expect(position < 0 || start + step <= (starts[position] ?? 0) + (lengths[position] ?? 0)).toBe(true);
          }
        }
      }
    ),
    { numRuns: 100 }
  );
});
