import { UNIT_MS } from '../../domain/durations';
import { percentText } from '../../domain/percentText';

/** `1 call`, `1,234 calls`. */
export function countOf(count: number, one: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : `${one}s`}`;
}

/** `12.3%`, `30%`. */
export function percentOf(part: number, whole: number): string {
  return percentText(whole === 0 ? 0 : part / whole, { trimmed: true });
}

/** `a, b and 3 more`. */
export function listOf(parts: readonly string[], max: number): string {
  const shown = parts.slice(0, max).join(', ');
  return parts.length > max ? `${shown} and ${parts.length - max} more` : shown;
}

/** `45 s`, `3 min`, `2 h`, `1 h 30 min`, `12 days`. */
export function lengthOf(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 120) {
    return `${seconds} s`;
  }
  const minutes = Math.round(ms / UNIT_MS.m);
  if (minutes < 60) {
    return `${minutes} min`;
  }
  if (ms >= 2 * UNIT_MS.d) {
    return `${Math.floor(ms / UNIT_MS.d)} days`;
  }
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** ISO 8601, UTC, without the milliseconds. */
export function moment(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
