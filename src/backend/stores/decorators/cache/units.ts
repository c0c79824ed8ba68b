import type { BucketGrid, TimeRange } from '../../question';

const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** What calls are kept by, the longest first. */
const STEPS = [DAY, HOUR, 15 * MINUTE, 5 * MINUTE, MINUTE, 30 * SECOND, 15 * SECOND, 10 * SECOND, 5 * SECOND, SECOND] as const;

/** Longer ones, and one between hours and days, for what has as many entries in a longer unit as in a shorter one. */
const LONG_STEPS = [16 * DAY, 4 * DAY, DAY, 6 * HOUR, HOUR, MINUTE];

/** A stretch of time: whole units of a step aligned to the epoch, or, without a step, less than one or what is still open. */
export interface Piece extends TimeRange {
  readonly step: number | null;
}

/** Units of a step, from the first up to but without the last, that must be asked. */
export interface MissingUnits {
  readonly step: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The steps of units, the longest first, within which no bucket of a grid begins: a bucket is a sum of them. Each holds a whole number of the next, and
 * a minute holds a whole number of the last. None where even seconds would straddle buckets.
 * @param isDense whether every unit has thousands of entries: a few long ones have fewer
 */
export function unitSteps(grid: BucketGrid | null, isDense: boolean): readonly number[] {
  if (isDense && grid === null) {
    return LONG_STEPS;
  }
  const fits = STEPS.filter((step) => grid === null || holdsBuckets(grid, step));
  // Between the longest and minutes, hours are enough; shorter ones are for buckets of their length alone.
  return fits.filter((step, index) => index === 0 || step === HOUR || step === MINUTE);
}

/** Buckets begin at n × stepMs - offset, and where the offset changes. */
function holdsBuckets({ stepMs, offsets }: BucketGrid, step: number): boolean {
  return stepMs % step === 0 && offsets.every(({ until, offsetMs }) => offsetMs % step === 0 && (until ?? 0) % step === 0);
}

/** A range as units, as long ones as fit, the pieces in their order; what is at or after `closedUntil` (on a minute) is one piece. */
export function piecesOf({ from, to }: TimeRange, steps: readonly number[], closedUntil: number): Piece[] {
  const closed = Math.max(from, Math.min(to, closedUntil));
  return [...cut({ from, to: closed }, steps), ...(closed < to ? [{ from: closed, to, step: null }] : [])];
}

function cut({ from, to }: TimeRange, [step, ...shorter]: readonly number[]): Piece[] {
  if (from >= to) {
    return [];
  }
  if (step === undefined) {
    return [{ from, to, step: null }];
  }
  const [first, end] = [Math.ceil(from / step) * step, Math.floor(to / step) * step];
  return first >= end
    ? cut({ from, to }, shorter)
    : [...cut({ from, to: first }, shorter), { from: first, to: end, step }, ...cut({ from: end, to }, shorter)];
}

/** The last minute that has begun. */
export function minuteOf(epochMs: number): number {
  return Math.floor(epochMs / MINUTE) * MINUTE;
}
