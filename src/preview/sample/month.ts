import { TRUNKS } from './trunks';

export const SAMPLE_CALLS = 500_000;
export const SAMPLE_DAYS = 30;
/** Ten runs of synthetic calls, every third night. */
export const TEST_RUNS = 10;
export const CALLS_PER_RUN = 240;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
export const SLOT_MS = 300_000;
export const RUN_MS = 12 * 60_000;

/** The sample's people live an hour ahead of UTC. */
const LOCAL_OFFSET_MS = HOUR_MS;

/** How busy each local hour is. Weekdays follow the offices, weekends get up late. */
const WEEKDAY = [4, 3, 2, 2, 3, 7, 18, 42, 78, 98, 100, 94, 76, 84, 96, 93, 86, 72, 58, 47, 36, 24, 14, 7];
const WEEKEND = [6, 5, 3, 2, 2, 3, 6, 12, 20, 29, 35, 37, 34, 31, 30, 31, 33, 36, 38, 36, 29, 20, 13, 9];

/** What goes wrong in the month; times in milliseconds from its begin. */
export interface Trouble {
  /** One trunk answers 503 for 40 minutes on a working day. */
  readonly trunkOutage: Span & { readonly trunk: string };
  /** For 15 minutes nothing responds at all: 408, or no code. */
  readonly siteOutage: Span;
  /** One trunk says 480 more and more often, up to a third of its calls. */
  readonly degradation: Span & { readonly trunk: string; readonly worst: number };
}
interface Span {
  readonly from: number;
  readonly to: number;
}

/** Half past nine in the morning of the second Tuesday, or thereabouts: the day is found by the calendar. */
export function troubleOf(startMs: number): Trouble {
  const tuesday = workday(startMs, 12, 2);
  const thursday = workday(startMs, 20, 4);
  return {
    trunkOutage: { trunk: named('pstn-berlin'), from: tuesday + 9 * HOUR_MS + 1_200_000, to: tuesday + 10 * HOUR_MS },
    siteOutage: { from: thursday + 13 * HOUR_MS + 300_000, to: thursday + 13 * HOUR_MS + 1_200_000 },
    degradation: { trunk: named('wholesale-south'), from: 17 * DAY_MS, to: SAMPLE_DAYS * DAY_MS, worst: 0.34 },
  };
}

/** When each test run begins, in milliseconds from the month's begin: at half past two, every third night. */
export function runStarts(): number[] {
  return Array.from({ length: TEST_RUNS }, (_, run) => (run * 3 + 1) * DAY_MS + 2.5 * HOUR_MS);
}

/** How many calls each slot of five minutes draws, relative to the others. */
export function slotWeights(startMs: number): number[] {
  const slots = (SAMPLE_DAYS * DAY_MS) / SLOT_MS;
  return Array.from({ length: slots }, (_, slot) => {
    const local = startMs + slot * SLOT_MS + LOCAL_OFFSET_MS;
    const day = new Date(local).getUTCDay();
    const hours = (local % DAY_MS) / HOUR_MS;
    const [before, after] = [profile(day, Math.floor(hours)), profile(day, (Math.floor(hours) + 1) % 24)];
    return before + (after - before) * (hours % 1);
  });
}

function profile(day: number, hour: number): number {
  const weekend = day === 0 || day === 6;
  return (weekend ? WEEKEND : WEEKDAY)[hour] ?? 0;
}

/** Midnight UTC of the first such weekday (0: Sunday) on or after a day of the month, from the month's begin. */
function workday(startMs: number, fromDay: number, weekday: number): number {
  const day = new Date(startMs + fromDay * DAY_MS).getUTCDay();
  return (fromDay + ((weekday - day + 7) % 7)) * DAY_MS;
}

function named(name: string): string {
  const trunk = TRUNKS.find((candidate) => candidate.name === name);
  if (trunk === undefined) {
    throw new Error(`The sample has no trunk ${name}.`);
  }
  return trunk.name;
}
