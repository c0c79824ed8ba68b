import { type RawTimeRange, rangeUtil, type TimeRange } from '@grafana/data';
import type { LiveWindowName } from '../../domain/live';

/** How the range of a panel goes on, as the query says it to the backend, which knows only times. */
export interface AskedWindow {
  readonly window: LiveWindowName;
  readonly behindMs: number;
}

/** `now-6h` follows the clock; `now/d`, the start or end of a day, stays until the next one. */
const followsClock = (end: RawTimeRange['from']) => typeof end === 'string' && end.includes('now') && !end.includes('/');
const SECOND_MS = 1_000;

export function liveWindow({ raw, to }: TimeRange, now: number): AskedWindow {
  if (!followsClock(raw.to)) {
    return { window: 'fixed', behindMs: 0 };
  }
  const behindMs = raw.to === 'now' ? 0 : Math.round((now - to.valueOf()) / SECOND_MS) * SECOND_MS;
  return { window: followsClock(raw.from) ? 'sliding' : 'growing', behindMs };
}

/** The dashboard says where a fiscal year begins, but not to a data source. */
const isFiscal = (end: RawTimeRange['from']) => typeof end === 'string' && /\/f/.test(end);

/** The range as it is now; the same if it was chosen by its ends. */
export function rangeNow(range: TimeRange, timeZone: string): TimeRange {
  const { raw } = range;
  return isFiscal(raw.from) || isFiscal(raw.to) ? range : rangeUtil.convertRawToRange(raw, timeZone);
}

/**
 * What of a range stays the same while it goes on, such as the midnight of "today so far". Once it is another, the question is another too.
 */
export function fixedEnds(range: TimeRange, timeZone: string): string {
  const { from, to } = rangeNow(range, timeZone);
  return JSON.stringify([followsClock(range.raw.from) || from.valueOf(), followsClock(range.raw.to) || to.valueOf()]);
}
