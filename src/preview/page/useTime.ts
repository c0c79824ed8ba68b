import { type AbsoluteTimeRange, dateTime, dateTimeForTimeZone, type TimeRange } from '@grafana/data';
import { useCallback, useMemo, useState } from 'react';

/** The page's time range and everything that changes it. */
export interface TimeControl {
  readonly range: TimeRange;
  /** The same in epoch milliseconds. */
  readonly span: AbsoluteTimeRange;
  /** IANA name; of axes and of calendar buckets. */
  readonly timeZone: string;
  setRange(range: TimeRange): void;
  setTimeZone(name: string): void;
  zoomTo(span: AbsoluteTimeRange): void;
  /** By halves of the range: -1 back, 1 forward. */
  move(direction: -1 | 1): void;
  zoomOut(): void;
  /** Back to the extent of the records. */
  showAll(): void;
}

/** @param extent first and last call, epoch milliseconds; null without calls */
export function useTime(extent: AbsoluteTimeRange | null, recordsZone: string): TimeControl {
  const whole = useMemo(() => padded(extent), [extent]);
  const [chosen, setRange] = useState<TimeRange | null>(null);
  const [zone, setZone] = useState(recordsZone);
  const timeZone = zone === 'browser' ? Intl.DateTimeFormat().resolvedOptions().timeZone : zone === 'utc' ? 'UTC' : zone;
  const range = useMemo(() => chosen ?? rangeOf(whole, timeZone), [chosen, whole, timeZone]);
  const span = useMemo(() => ({ from: range.from.valueOf(), to: range.to.valueOf() }), [range]);
  const zoomTo = useCallback((to: AbsoluteTimeRange) => setRange(rangeOf(to, timeZone)), [timeZone]);
  const length = span.to - span.from;
  return {
    range,
    span,
    timeZone,
    setRange,
    setTimeZone: setZone,
    zoomTo,
    move: (direction) => zoomTo({ from: span.from + (direction * length) / 2, to: span.to + (direction * length) / 2 }),
    zoomOut: () => zoomTo({ from: span.from - length / 2, to: span.to + length / 2 }),
    showAll: () => setRange(null),
  };
}

/** The last call is inside, not on the open end. Without calls: the last day. */
function padded(extent: AbsoluteTimeRange | null): AbsoluteTimeRange {
  if (extent === null) {
    return { from: Date.now() - 86_400_000, to: Date.now() };
  }
  const second = 1000;
  return { from: Math.floor(extent.from / second) * second, to: (Math.floor(extent.to / second) + 1) * second };
}

function rangeOf({ from, to }: AbsoluteTimeRange, timeZone: string): TimeRange {
  const [begin, end] = [dateTimeForTimeZone(timeZone, Math.round(from)), dateTimeForTimeZone(timeZone, Math.round(to))];
  return { from: begin, to: end, raw: { from: dateTime(begin), to: dateTime(end) } };
}
