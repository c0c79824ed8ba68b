import { CALENDAR_UNITS, type CalendarUnit } from '../../../../domain/buckets';
import type { TimeRange } from '../../../stores/question';
import { calendarBuckets } from './calendarBuckets';
import { NICE_STEPS } from './chooseBuckets';
import { fixedBuckets } from './fixedBuckets';
import type { TimeBuckets } from './timeBuckets';

/** Fewer buckets are hardly a line any more. */
const FEWEST_BUCKETS = 6;

/**
 * Coarser buckets of a range, the finest first, each of which is a sum of whole finer ones on the same clock: their `positionOf` takes the
 * numbers of the finer buckets.
 * @param fine as `auto` chose them
 */
export function coarserBuckets(fine: TimeBuckets, range: TimeRange, timeZone: string): TimeBuckets[] {
  const unit = CALENDAR_UNITS.find((name) => name === fine.name);
  const coarser =
    unit === undefined
      ? [...coarserSteps(fine, range), ...CALENDAR_UNITS.flatMap((name) => unitOfSteps(fine, range, name, timeZone))]
      : coarserUnits(unit).map((name) => calendarBuckets(range, name, timeZone));
  return coarser.filter(({ starts }) => starts.length >= FEWEST_BUCKETS);
}

/** The range that whole buckets of each of some kinds need. */
export function rangeOfAll(all: readonly TimeBuckets[]): TimeRange {
  return { from: Math.min(...all.map(({ range }) => range.from)), to: Math.max(...all.map(({ range }) => range.to)) };
}

/** A month is not a sum of weeks. */
function coarserUnits(unit: CalendarUnit): readonly CalendarUnit[] {
  return unit === 'day' ? ['week', 'month'] : [];
}

function coarserSteps({ grid: { stepMs } }: TimeBuckets, range: TimeRange): TimeBuckets[] {
  return NICE_STEPS.filter((nice) => nice > stepMs && nice % stepMs === 0).map((nice) => {
    const buckets = fixedBuckets(range, nice);
    return { ...buckets, positionOf: (fineBucket) => buckets.positionOf(Math.floor((fineBucket * stepMs) / nice)) };
  });
}

/** None where days of the zone begin within a finer bucket. */
function unitOfSteps({ grid: { stepMs } }: TimeBuckets, range: TimeRange, unit: CalendarUnit, timeZone: string): TimeBuckets[] {
  const buckets = calendarBuckets(range, unit, timeZone);
  const { starts } = buckets;
  const { to } = buckets.range;
  if (starts.some((start) => start % stepMs !== 0) || to % stepMs !== 0) {
    return [];
  }
  const first = buckets.range.from / stepMs;
  const positions = new Int32Array(to / stepMs - first);
  starts.forEach((start, index) => positions.fill(index, start / stepMs - first));
  return [{ ...buckets, positionOf: (fineBucket) => positions[fineBucket - first] ?? -1 }];
}
