import { type OffsetSpan, offsetSpans } from '../../../../domain/timeZone';

export const DAY_MS = 86_400_000;
/** No zone's history before and no forecast after is looked through, whatever strange years records may hold. */
const EARLIEST_MS = 0;
const LATEST_MS = Date.UTC(2100, 0, 1);

/**
 * The zone's offsets over the times that records hold, which are between two clock times (milliseconds as if UTC). Only
 * these matter; a zone's whole history would be slow to look through.
 */
export function recordedSpans(timeZone: string, low: number, high: number): OffsetSpan[] {
  return offsetSpans(timeZone, Math.max(low, EARLIEST_MS) - DAY_MS, Math.min(high, LATEST_MS) + DAY_MS);
}
