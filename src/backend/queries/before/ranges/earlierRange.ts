import type { Against, Shift } from '../../../../domain/against';
import { parseShift } from '../../../../domain/against';
import { instantOfLocal, offsetAt } from '../../../../domain/timeZone';
import type { TimeRange } from '../../../stores/question';
import { DAY_MS } from './localDays';

const HOUR_MS = 3_600_000;

/** The range in which the baseline is; times before the epoch do not exist. */
export function baselineRange(against: Against, range: TimeRange, timeZone: string): TimeRange {
  switch (against.type) {
    case 'previous':
      return sinceEpoch({ from: range.from - (range.to - range.from), to: range.from });
    case 'shift': {
      const shift = parseShift(against.by) ?? { count: 0, unit: 'h' };
      return sinceEpoch({ from: earlier(range.from, shift, timeZone), to: earlier(range.to, shift, timeZone) });
    }
    case 'filters':
    case 'runs':
      return range;
  }
}

/** Hours are counted on the clock of physics; days and weeks go back on the zone's calendar to the same time of day. */
function earlier(instant: number, { count, unit }: Shift, timeZone: string): number {
  switch (unit) {
    case 'h':
      return instant - count * HOUR_MS;
    case 'd':
      return daysEarlier(instant, count, timeZone);
    case 'w':
      return daysEarlier(instant, 7 * count, timeZone);
  }
}

function daysEarlier(instant: number, days: number, timeZone: string): number {
  return instantOfLocal(timeZone, instant + offsetAt(timeZone, instant) - days * DAY_MS);
}

function sinceEpoch({ from, to }: TimeRange): TimeRange {
  return { from: Math.max(0, from), to: Math.max(0, to) };
}
