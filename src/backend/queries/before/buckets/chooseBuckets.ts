import { CALENDAR_UNITS, formatStep, type Bucket, type CalendarUnit } from '../../../../domain/buckets';
import { CallResultError } from '../../../../domain/errors';
import { MAX_BUCKETS, MAX_CELLS } from '../../../../domain/queryParts';
import type { TimeRange } from '../../../stores/question';
import { calendarBuckets, maxCalendarBuckets } from './calendarBuckets';
import { countFixedBuckets, fixedBuckets } from './fixedBuckets';
import type { TimeBuckets } from './timeBuckets';

const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000];

/** Steps that `auto` takes, before it takes days, weeks and months of the calendar. */
export const NICE_STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
];

/** What `auto` goes by for each unit of the calendar. */
const UNIT_MS: Readonly<Record<CalendarUnit, number>> = { day: DAY, week: 7 * DAY, month: 30 * DAY };

/** Longer ranges of the calendar would need the clock changes of centuries. */
const LONGEST_CALENDAR_MS = 200 * 366 * DAY;

/** What is known of a trend before anything is counted. */
export interface BucketsWanted {
  readonly bucket: Bucket;
  /** The range of the dashboard; it is widened to whole buckets. */
  readonly range: TimeRange;
  readonly timeZone: string;
  /** As Grafana asks; 0 if it says nothing. Only `auto` follows them. */
  readonly intervalMs: number;
  readonly maxDataPoints: number;
  /** The most series that the answer can have. */
  readonly maxSeries: number;
}

/**
 * Cuts a range into buckets.
 * @throws CallResultError `query` if there were too many; it names the smallest step that fits.
 */
export function chooseBuckets(wanted: BucketsWanted): TimeBuckets {
  const { bucket, range } = wanted;
  switch (bucket.type) {
    case 'auto':
      return autoBuckets(wanted);
    case 'fixed':
      refuseTooMany(formatStep(bucket.stepMs), countFixedBuckets(range, bucket.stepMs), wanted);
      return fixedBuckets(range, bucket.stepMs);
    case 'calendar': {
      refuseTooMany(bucket.unit, maxCalendarBuckets(range, bucket.unit), wanted);
      return wholeUnits(range, bucket.unit, wanted.timeZone);
    }
  }
}

function autoBuckets(wanted: BucketsWanted): TimeBuckets {
  const { range, intervalMs, maxDataPoints, timeZone } = wanted;
  const perPoint = maxDataPoints > 0 ? (range.to - range.from) / maxDataPoints : 0;
  const minMs = Math.max(intervalMs, perPoint);
  const max = maxBuckets(wanted.maxSeries);
  const step = NICE_STEPS.find((nice) => nice >= minMs && countFixedBuckets(range, nice) <= max);
  if (step !== undefined) {
    return fixedBuckets(range, step);
  }
  const fitting = CALENDAR_UNITS.filter((unit) => maxCalendarBuckets(range, unit) <= max);
  // Nothing is coarser than months, so they serve every larger interval.
  const unit = fitting.find((one) => UNIT_MS[one] >= minMs) ?? fitting.at(-1);
  if (unit === undefined) {
    throw tooMany('month', maxCalendarBuckets(range, 'month'), wanted);
  }
  return wholeUnits(range, unit, timeZone);
}

function wholeUnits(range: TimeRange, unit: CalendarUnit, zone: string): TimeBuckets {
  if (range.to - range.from > LONGEST_CALENDAR_MS) {
    throw new CallResultError('query', `bucket: "${unit}" covers at most 200 years. Choose a shorter time range.`);
  }
  return calendarBuckets(range, unit, zone);
}

function maxBuckets(series: number): number {
  return Math.min(MAX_BUCKETS, Math.floor(MAX_CELLS / Math.max(1, series)));
}

/**
 * Refuses an answer of too many buckets, or of too many cells (series × buckets).
 * @throws CallResultError `query`
 */
export function refuseTooMany(name: string, buckets: number, wanted: BucketsWanted): void {
  if (buckets > maxBuckets(wanted.maxSeries)) {
    throw tooMany(name, buckets, wanted);
  }
}

function tooMany(name: string, buckets: number, wanted: BucketsWanted): CallResultError {
  const { maxSeries: series } = wanted;
  const [count, max] = [buckets, maxBuckets(series)].map((number) => number.toLocaleString('en-US'));
  const smallest = smallestFitting(wanted);
  const step = smallest === null ? 'Choose a shorter time range' : `Use "${smallest}" or "auto", or choose a shorter time range`;
  const fewer = series > 1 && buckets <= MAX_BUCKETS ? ', or fewer series (fewer results, a smaller top)' : '';
  const of = series > 1 ? ` of ${series.toLocaleString('en-US')} series` : '';
  return new CallResultError('query', `bucket: "${name}" makes ${count} buckets${of}; at most ${max} are allowed. ${step}${fewer}.`);
}

function smallestFitting({ range, maxSeries }: BucketsWanted): string | null {
  const max = maxBuckets(maxSeries);
  const step = [...NICE_STEPS, DAY, 7 * DAY, 30 * DAY, 366 * DAY].find((nice) => countFixedBuckets(range, nice) <= max);
  return step === undefined ? null : formatStep(step);
}
