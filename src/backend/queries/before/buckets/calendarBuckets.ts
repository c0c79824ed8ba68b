import type { CalendarUnit } from '../../../../domain/buckets';
import type { TimeRange } from '../../../stores/question';
import { DAY_MS, localDays } from '../ranges/localDays';
import type { TimeBuckets } from './timeBuckets';

/** Which days make up a unit of the calendar. */
interface UnitFacts {
  readonly shortestDays: number;
  unitOf(day: number): number;
  firstDayOf(unit: number): number;
}

/** 1 January 1970 was a Thursday; the week it is in began on day -3. */
const MONDAY = 3;

const UNITS: Readonly<Record<CalendarUnit, UnitFacts>> = {
  day: { shortestDays: 1, unitOf: (day) => day, firstDayOf: (unit) => unit },
  week: {
    shortestDays: 7,
    unitOf: (day) => Math.floor((day + MONDAY) / 7),
    firstDayOf: (unit) => unit * 7 - MONDAY,
  },
  month: {
    shortestDays: 28,
    unitOf: (day) => {
      const date = new Date(day * DAY_MS);
      return date.getUTCFullYear() * 12 + date.getUTCMonth();
    },
    firstDayOf: (unit) => Date.UTC(Math.floor(unit / 12), unit - Math.floor(unit / 12) * 12, 1) / DAY_MS,
  },
};

/** The most buckets of a unit that a range can touch. */
export function maxCalendarBuckets(range: TimeRange, unit: CalendarUnit): number {
  return Math.ceil((range.to - range.from) / (UNITS[unit].shortestDays * DAY_MS)) + 2;
}

/** Days, weeks from Monday on, or months of a time zone's calendar. The store counts days; they are put together here. */
export function calendarBuckets(range: TimeRange, unit: CalendarUnit, zone: string): TimeBuckets {
  const { unitOf, firstDayOf } = UNITS[unit];
  const days = localDays(zone, range.from, range.to);
  const firstUnit = unitOf(days.dayOf(range.from));
  const lastUnit = unitOf(days.dayOf(Math.max(range.from, range.to - 1)));
  const firstDay = firstDayOf(firstUnit);
  const positions = new Int32Array(firstDayOf(lastUnit + 1) - firstDay).fill(-1);
  const starts: number[] = [];
  const lengths: number[] = [];
  for (let one = firstUnit; one <= lastUnit; one++) {
    const start = days.startOf(firstDayOf(one));
    const end = days.startOf(firstDayOf(one + 1));
    // Where a zone crossed the date line a day is missing.
    if (end > start) {
      positions.fill(starts.length, firstDayOf(one) - firstDay, firstDayOf(one + 1) - firstDay);
      starts.push(start);
      lengths.push(end - start);
    }
  }
  return {
    name: unit,
    range: { from: days.startOf(firstDay), to: days.startOf(firstDayOf(lastUnit + 1)) },
    grid: { stepMs: DAY_MS, offsets: days.offsets },
    starts: Float64Array.from(starts),
    lengths: Float64Array.from(lengths),
    positionOf: (gridBucket) => positions[gridBucket - firstDay] ?? -1,
  };
}
