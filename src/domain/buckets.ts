import { z } from 'zod';
import { parseDuration, UNIT_MS } from './durations';

export const CALENDAR_UNITS = ['day', 'week', 'month'] as const;
export type CalendarUnit = (typeof CALENDAR_UNITS)[number];

/** How time is cut: evenly from the epoch on, or by the calendar of a time zone (weeks begin on Monday). */
export type Bucket = { readonly type: 'auto' } | FixedBucket | CalendarBucket;
export interface FixedBucket {
  readonly type: 'fixed';
  readonly stepMs: number;
}
export interface CalendarBucket {
  readonly type: 'calendar';
  readonly unit: CalendarUnit;
}

/** Where `auto` cuts time for ratios, at least half of them are of as many calls, if the range allows it. */
export const MEDIAN_CALLS = 30;

export const bucketSchema = z.string().refine((text) => parseBucket(text) !== null, {
  error: 'allowed: auto, a step such as 10s, 5m, 1h or 7d (at most 366d), or day, week, month',
});

/** Reads `auto`, `<n>s|m|h|d`, `day`, `week` or `month`; null if it is none of them. */
export function parseBucket(text: string): Bucket | null {
  if (text === 'auto') {
    return { type: 'auto' };
  }
  const unit = CALENDAR_UNITS.find((name) => name === text);
  if (unit !== undefined) {
    return { type: 'calendar', unit };
  }
  // Unlike other durations a step has some length, and one way of being written.
  const stepMs = text.startsWith('0') ? null : parseDuration(text);
  return stepMs === null ? null : { type: 'fixed', stepMs };
}

/** `90000` → `90s`, `3600000` → `1h`; the largest unit that fits evenly. */
export function formatStep(stepMs: number): string {
  for (const unit of ['d', 'h', 'm'] as const) {
    if (stepMs % UNIT_MS[unit] === 0) {
      return `${stepMs / UNIT_MS[unit]}${unit}`;
    }
  }
  return `${stepMs / UNIT_MS.s}s`;
}
