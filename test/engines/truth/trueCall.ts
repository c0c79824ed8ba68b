import type { CallResult } from '../../../src/domain/results';
import type { Scenario } from '../scenario';
import type { Random } from './random';

/** What happened to a call, known from how it was made and not from its rows. */
export interface TrueCall {
  /** Epoch milliseconds at which it counts. */
  readonly at: number;
  /** Final status code; null where the records do not say one. */
  readonly code: number | null;
  readonly result: CallResult;
  /** Of the row that tells the end. */
  readonly callId: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Whether an attempt to reach someone failed; null where records do not tell attempts. */
  readonly retried: boolean | null;
}

/** An attempt to reach someone. */
export type TrueAttempt = Pick<TrueCall, 'at' | 'result'>;

/** Calls, and the records that a switch wrote of them. */
export interface World {
  readonly calls: readonly TrueCall[];
  /** Empty where records do not tell attempts. */
  readonly attempts: readonly TrueAttempt[];
  readonly scenario: Scenario;
  /** The dimension of few values. */
  readonly split: string;
}

/** Clocks of the switches: five and a half hours ahead of UTC, all year round. */
export const TIME_ZONE = 'Asia/Kolkata';
const AHEAD_OF_UTC_MS = 5.5 * 3_600_000;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** `2026-11-23 08:00:00` on the switches' clock. */
export function localText(at: number): string {
  return new Date(at + AHEAD_OF_UTC_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** As docs/kinds say it, not as the product computes it. */
export function resultOf(code: number | null): CallResult {
  if (code === null) {
    return 'unclassified';
  }
  if (code >= 200 && code <= 299) {
    return 'answered';
  }
  const known: Readonly<Record<number, CallResult>> = {
    403: 'rejected',
    408: 'timeout',
    480: 'unavailable',
    486: 'busy',
    487: 'cancelled',
    503: 'unavailable',
    600: 'busy',
    603: 'rejected',
  };
  return known[code] ?? 'failed';
}

const NO_VALUE = ['', ' ', 'NULL', 'null', String.raw`\N`, 'None', 'nil', 'N/A', 'NA', '-', '(null)', '<null>'] as const;

/** How exports write "no value" in a column that has a meaning; a database may also hold null. */
export function missing(random: Random): string | null {
  return random.pick<string | null>([null, ...NO_VALUE]);
}

/** A value of a dimension as it is stored, and as it counts: `NA` may be a region and `-` a trunk. */
export function dimensionValue(random: Random, value: string): { readonly stored: string | null; readonly counted: string } {
  if (random.chance(0.93)) {
    return { stored: value, counted: value };
  }
  const odd = random.pick(['NA', '-', 'none']);
  return random.chance(0.3)
    ? { stored: odd, counted: odd }
    : { stored: random.pick<string | null>([null, '', 'NULL', 'null', String.raw`\N`]), counted: '' };
}

/** A whole second. */
export function second(random: Random, from: number, to: number): number {
  return random.whole(Math.ceil(from / 1_000), Math.floor(to / 1_000)) * 1_000;
}
