import { offsetSpans, spanOffset, type OffsetSpan } from '../../../../domain/timeZone';

export const DAY_MS = 86_400_000;
const MARGIN_MS = 40 * DAY_MS;

/** The days of a time zone's calendar, numbered from 1 January 1970 on, over a stretch of time. */
export interface LocalDays {
  /** For counting days of the calendar in a store. */
  readonly offsets: readonly OffsetSpan[];
  dayOf(epochMs: number): number;
  /**
   * The instant at which a day begins: local midnight, or the first instant after it where the clocks skip midnight.
   * A day that the calendar skips altogether begins, and ends, with the next one.
   */
  startOf(day: number): number;
}

/** @param from @param to epoch milliseconds; days up to a month outside can be asked too. */
export function localDays(zone: string, from: number, to: number): LocalDays {
  const offsets = withoutReturns(offsetSpans(zone, from - MARGIN_MS, to + MARGIN_MS));
  return {
    offsets,
    dayOf: (epochMs) => Math.floor((epochMs + spanOffset(offsets, epochMs)) / DAY_MS),
    startOf: (day) => {
      let begin = -Infinity;
      for (const { until, offsetMs } of offsets) {
        const start = Math.max(begin, day * DAY_MS - offsetMs);
        if (until === null || start < until) {
          return start;
        }
        begin = until;
      }
      return begin;
    },
  };
}

/**
 * Some zones set their clocks back shortly after midnight, which returns them to the day before. Days must be side by
 * side, so there the new offset is taken to hold from that first midnight on: the day begins with its last midnight.
 */
function withoutReturns(spans: readonly OffsetSpan[]): OffsetSpan[] {
  return spans.map((span, index) => {
    const next = spans[index + 1];
    if (span.until === null || next === undefined) {
      return span;
    }
    const before = Math.floor((span.until - 1 + span.offsetMs) / DAY_MS);
    const after = Math.floor((span.until + next.offsetMs) / DAY_MS);
    return after < before ? { until: before * DAY_MS - span.offsetMs, offsetMs: span.offsetMs } : span;
  });
}
