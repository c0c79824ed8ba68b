import { z } from 'zod';

/** Milliseconds of the units that durations and steps are written in. */
export const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const LONGEST_MS = 366 * UNIT_MS.d;

export const durationSchema = z.string().refine((text) => parseDuration(text) !== null, {
  error: 'allowed: a whole number of seconds, minutes, hours or days such as 0s, 60s, 5m, 24h (at most 366d)',
});

/** Milliseconds of `60s`, `5m`, `24h` or `7d`; null if it is none of them. */
export function parseDuration(text: string): number | null {
  const found = /^(\d{1,8})([smhd])$/.exec(text);
  if (!found) {
    return null;
  }
  const ms = Number(found[1]) * UNIT_MS[found[2] as keyof typeof UNIT_MS];
  return ms <= LONGEST_MS ? ms : null;
}
