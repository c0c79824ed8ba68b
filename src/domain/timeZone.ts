import { z } from 'zod';

const DAY_MS = 86_400_000;

/** A stretch of time during which a zone's clocks differ from UTC by the same amount. */
export interface OffsetSpan {
  /** Epoch milliseconds at which the next span begins; null for the last one. */
  readonly until: number | null;
  /** Local clock minus UTC, milliseconds. */
  readonly offsetMs: number;
}

export const timeZoneSchema = z.string().refine(isTimeZone, {
  error: 'allowed: UTC or an IANA name such as Europe/Berlin',
});

const formats = new Map<string, Intl.DateTimeFormat | null>();

export function isTimeZone(name: string): boolean {
  return formatOf(name) !== null;
}

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) {
    return known;
  }
  let format: Intl.DateTimeFormat | null = null;
  // Offsets such as +02:00 are accepted by Intl but follow no daylight saving: they are not IANA names.
  if (/^[A-Za-z][\w+\-/]{0,63}$/.test(zone)) {
    try {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        era: 'short',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    } catch (error) {
      if (!(error instanceof RangeError)) {
        throw error;
      }
    }
  }
  if (formats.size < 1_000) {
    formats.set(zone, format);
  }
  return format;
}

/** How far the zone's clocks are ahead of UTC at an instant, in milliseconds (whole seconds). */
export function offsetAt(zone: string, epochMs: number): number {
  if (zone === 'UTC') {
    return 0;
  }
  const format = formatOf(zone);
  if (format === null) {
    throw new RangeError(`unknown time zone ${zone}`);
  }
  const second = Math.floor(epochMs / 1000) * 1000;
  const part: Record<string, number> = {};
  let beforeChrist = false;
  for (const { type, value } of format.formatToParts(second)) {
    if (type === 'era') {
      beforeChrist = value.startsWith('B');
    } else if (type !== 'literal') {
      part[type] = Number(value);
    }
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second: seconds = 0 } = part;
  return Date.UTC(beforeChrist ? 1 - year : year, month - 1, day, hour, minute, seconds) - second;
}

const yearTransitions = new Map<string, readonly { at: number; offsetMs: number }[]>();

/** Changes of the zone's offset within one UTC year, found day by day and then to the second. */
function transitionsOf(zone: string, year: number): readonly { at: number; offsetMs: number }[] {
  const key = `${zone} ${year}`;
  const known = yearTransitions.get(key);
  if (known) {
    return known;
  }
  const found: { at: number; offsetMs: number }[] = [];
  const end = Date.UTC(year + 1, 0, 1);
  let low = Date.UTC(year, 0, 1);
  let lowOffset = offsetAt(zone, low);
  while (low < end) {
    const high = Math.min(low + DAY_MS, end);
    const highOffset = offsetAt(zone, high);
    if (highOffset !== lowOffset) {
      found.push({ at: firstInstantWithout(zone, lowOffset, low, high), offsetMs: highOffset });
    }
    low = high;
    lowOffset = highOffset;
  }
  if (yearTransitions.size > 5_000) {
    yearTransitions.clear();
  }
  yearTransitions.set(key, found);
  return found;
}

function firstInstantWithout(zone: string, offsetMs: number, from: number, to: number): number {
  let [low, high] = [from, to];
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (offsetAt(zone, middle) === offsetMs) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return high;
}

/** The offsets that hold between two instants (epoch ms); the first span also stands for what is before, the last for what is after. */
export function offsetSpans(zone: string, from: number, to: number): OffsetSpan[] {
  if (zone === 'UTC') {
    return [{ until: null, offsetMs: 0 }];
  }
  const spans: OffsetSpan[] = [];
  let offsetMs = offsetAt(zone, from);
  for (let year = new Date(from).getUTCFullYear(); year <= new Date(to).getUTCFullYear(); year++) {
    for (const change of transitionsOf(zone, year)) {
      if (change.at > from && change.at <= to) {
        spans.push({ until: change.at, offsetMs });
        offsetMs = change.offsetMs;
      }
    }
  }
  spans.push({ until: null, offsetMs });
  return spans;
}

/** The offset of the span that an instant is in. */
export function spanOffset(spans: readonly OffsetSpan[], epochMs: number): number {
  const span = spans.find(({ until }) => until === null || epochMs < until);
  return span?.offsetMs ?? 0;
}

/**
 * The same spans for reading local clocks: `until` is then a local time (as if it were UTC). A clock time that exists
 * twice in autumn is read as its first occurrence; one that spring leaves out is read with the offset before the change.
 */
export function localSpans(spans: readonly OffsetSpan[]): OffsetSpan[] {
  return spans.map((span, index) => {
    const next = spans[index + 1];
    if (span.until === null || next === undefined) {
      return span;
    }
    return { until: span.until + Math.max(span.offsetMs, next.offsetMs), offsetMs: span.offsetMs };
  });
}

/** The instant (epoch ms) of a local clock time, given as if it were UTC. */
export function instantOfLocal(zone: string, localMs: number): number {
  const spans = localSpans(offsetSpans(zone, localMs - 2 * DAY_MS, localMs + 2 * DAY_MS));
  return localMs - spanOffset(spans, localMs);
}
