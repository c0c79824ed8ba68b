import type { Discovery } from './discovery';
import { UNIT_MS } from '../../domain/durations';

/** Clocks differ by this much without anybody's fault. */
const CLOCKS_DIFFER_MS = 2 * UNIT_MS.m;
/** Offsets of zones from each other. */
const ZONE_STEP_MS = UNIT_MS.h;
const FARTHEST_ZONE_MS = 14 * UNIT_MS.h;
const MIN_SILENCE_MS = 15 * UNIT_MS.m;
/** So many times as long as records usually are apart. */
const MANY_TIMES = 10;

export interface NewestTimes {
  readonly now: number;
  readonly last: number;
  /** The newest record that is not in the future; null if all are, or `last` if it is none itself. */
  readonly lastBeforeNow: number | null;
  /** Records in the future; null where they were not counted. */
  readonly ahead: number | null;
  /** How far apart records usually are; null with fewer than two. */
  readonly usualMs: number | null;
  /** How late records may come, milliseconds. */
  readonly settlesAfterMs: number;
  readonly timeZone: string;
  /** Whether records are written here as calls are made; false for files, which may have been copied once. */
  readonly live: boolean;
}

/** What the newest record's time says of the clock it was written by, and whether records still come. */
export function examineNewest({ now, last, lastBeforeNow, ahead, usualMs, settlesAfterMs, timeZone, live }: NewestTimes): Discovery[] {
  const late = CLOCKS_DIFFER_MS + (usualMs ?? 0) * MANY_TIMES;
  if (last > now + CLOCKS_DIFFER_MS) {
    const hours = Math.ceil((last - now - CLOCKS_DIFFER_MS) / ZONE_STEP_MS) * ZONE_STEP_MS;
    // Records that stop short of a whole offset by no more than they are apart; strays are few and leave a hole behind.
    const isOffset = hours <= FARTHEST_ZONE_MS && hours - (last - now) <= late && (ahead === null || ahead > 1);
    return isOffset
      ? [{ finding: 'wrongZone', minutes: hours / UNIT_MS.m, last, rows: ahead, timeZone }]
      : [
          { finding: 'future', last, rows: ahead ?? 1 },
          ...(lastBeforeNow === null || lastBeforeNow === last
            ? []
            : examineNewest({ now, last: lastBeforeNow, lastBeforeNow, ahead: null, usualMs, settlesAfterMs, timeZone, live })),
        ];
  }
  const age = now - last;
  const usual = usualMs ?? 0;
  if (age < Math.max(MIN_SILENCE_MS + settlesAfterMs, usual * MANY_TIMES)) {
    return [];
  }
  const hours = Math.floor((age + CLOCKS_DIFFER_MS) / ZONE_STEP_MS) * ZONE_STEP_MS;
  const fits = live && hours > 0 && hours <= FARTHEST_ZONE_MS && age - hours <= Math.min(late, ZONE_STEP_MS / 6);
  return [
    { finding: 'silent', last, now, usualMs: usual, live: live && usualMs !== null },
    ...(fits ? [{ finding: 'wrongZone', minutes: -hours / UNIT_MS.m, last, rows: null, timeZone } as const] : []),
  ];
}
