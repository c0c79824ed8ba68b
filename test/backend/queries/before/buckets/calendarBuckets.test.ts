import fc from 'fast-check';
import { calendarBuckets } from '../../../../../src/backend/queries/before/buckets/calendarBuckets';
import type { TimeBuckets } from '../../../../../src/backend/queries/before/buckets/timeBuckets';
import { spanOffset } from '../../../../../src/domain/timeZone';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Asia/Beirut',
  'America/Havana',
  'Asia/Kathmandu',
  'Pacific/Apia',
];
const HOUR = 3_600_000;

interface Clock {
  readonly day: string;
  readonly weekday: string;
  readonly dayOfMonth: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a calendar on the wall shows; Intl is the judge. */
function clock(zone: string, time: number): Clock {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', weekday: 'short' });
  formats.set(zone, format);
  const part = (type: string) => format.formatToParts(time).find((one) => one.type === type)?.value ?? '';
  return { day: `${part('year')}-${part('month')}-${part('day')}`, weekday: part('weekday'), dayOfMonth: Number(part('day')) };
}

/** The bucket that a call at this time would be counted in. */
function counted({ grid, positionOf }: TimeBuckets, time: number): number {
  return positionOf(Math.floor((time + spanOffset(grid.offsets, time)) / grid.stepMs));
}

const anyRange = fc
  .tuple(fc.integer({ min: Date.parse('2010-01-01'), max: Date.parse('2030-01-01') }), fc.integer({ min: 0, max: 200 * 24 * HOUR }))
  .map(([from, length]) => ({ from, to: from + length }));

test.each(ZONES)('%s: buckets are side by side, cover the range, and begin where the calendar turns', (zone) => {
  fc.assert(
    fc.property(anyRange, fc.constantFrom('day', 'week', 'month'), (range, unit) => {
      const { starts, lengths, range: whole } = calendarBuckets(range, unit, zone);
      expect(whole.from).toBe(starts[0]);
      expect(whole.from).toBeLessThanOrEqual(range.from);
      expect(whole.to).toBeGreaterThanOrEqual(range.to);
      starts.forEach((start, index) => {
        expect(start + (lengths[index] ?? NaN)).toBe(starts[index + 1] ?? whole.to);
        const at = clock(zone, start);
        expect(at.day).not.toBe(clock(zone, start - 1).day);
        expect(unit === 'week' ? at.weekday : 'Mon').toBe('Mon');
        expect(unit === 'month' ? at.dayOfMonth : 1).toBe(1);
      });
      // Not one bucket more than needed.
      expect(starts.at(-1)).toBeLessThanOrEqual(Math.max(range.from, range.to - 1));
      expect(whole.from + (lengths[0] ?? NaN)).toBeGreaterThan(range.from);
    }),
    { numRuns: 60 }
  );
});

test.each(ZONES)('%s: the day that the store counts a call in is the day that the calendar shows', (zone) => {
  fc.assert(
    fc.property(anyRange, fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (range, at) => {
      const buckets = calendarBuckets(range, 'day', zone);
      const { from, to } = buckets.range;
      const time = from + Math.floor(at * (to - from));
      const start = buckets.starts[counted(buckets, time)] ?? NaN;
      expect(clock(zone, start).day).toBe(clock(zone, time).day);
    }),
    { numRuns: 200 }
  );
});

test.each([
  ['Europe/Berlin', '2026-03-29T12:00Z', '2026-03-28T23:00Z', 23],
  ['Europe/Berlin', '2026-10-25T12:00Z', '2026-10-24T22:00Z', 25],
  ['America/New_York', '2026-03-08T12:00Z', '2026-03-08T05:00Z', 23],
  ['America/New_York', '2026-11-01T12:00Z', '2026-11-01T04:00Z', 25],
  ['Australia/Lord_Howe', '2026-04-05T00:00Z', '2026-04-04T13:00Z', 24.5],
  ['Australia/Lord_Howe', '2026-10-04T00:00Z', '2026-10-03T13:30Z', 23.5],
  // Clocks go from 00:00 to 01:00: the day has no midnight.
  ['America/Sao_Paulo', '2018-11-04T12:00Z', '2018-11-04T03:00Z', 23],
  ['Asia/Beirut', '2022-03-27T12:00Z', '2022-03-26T22:00Z', 23],
  // Clocks go from 00:00 back to 23:00: the day before is longer.
  ['America/Sao_Paulo', '2018-02-17T12:00Z', '2018-02-17T02:00Z', 25],
  ['Asia/Beirut', '2022-10-29T12:00Z', '2022-10-28T21:00Z', 25],
])('%s has on %s a day that begins at %s and lasts %d hours', (zone, within, start, hours) => {
  const from = Date.parse(within);
  const { starts, lengths } = calendarBuckets({ from, to: from + 1 }, 'day', zone);
  expect([...starts]).toEqual([Date.parse(start)]);
  expect([...lengths]).toEqual([hours * HOUR]);
});

test('a range from midnight to midnight is that day alone', () => {
  const range = { from: Date.parse('2026-11-22T23:00Z'), to: Date.parse('2026-11-23T23:00Z') };
  const buckets = calendarBuckets(range, 'day', 'Europe/Berlin');
  expect(buckets.range).toEqual(range);
  expect(buckets.starts).toHaveLength(1);
});

test('a day that the calendar of a zone left out is not a bucket', () => {
  const range = { from: Date.parse('2011-12-29T12:00Z'), to: Date.parse('2011-12-31T09:00Z') };
  const { starts } = calendarBuckets(range, 'day', 'Pacific/Apia');
  expect([...starts].map((start) => clock('Pacific/Apia', start).day)).toEqual(['2011-12-29', '2011-12-31']);
});

test('clocks that return to the day before still make days side by side', () => {
  // Newfoundland set its clocks back at 00:01 until 2011.
  const zone = 'America/St_Johns';
  const range = { from: Date.parse('2010-11-06T12:00Z'), to: Date.parse('2010-11-08T12:00Z') };
  const buckets = calendarBuckets(range, 'day', zone);
  expect([...buckets.lengths].map((length) => length / HOUR)).toEqual([25, 24, 24]);
  for (let time = buckets.range.from; time < buckets.range.to; time += 30_000) {
    const index = counted(buckets, time);
    expect(time).toBeGreaterThanOrEqual(buckets.starts[index] ?? Infinity);
    expect(time).toBeLessThan((buckets.starts[index] ?? 0) + (buckets.lengths[index] ?? 0));
  }
});
