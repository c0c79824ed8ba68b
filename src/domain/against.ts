import { z } from 'zod';
import { dimensionName, filterSchema, filterValue, MAX_FILTER_VALUES, MAX_FILTERS } from './filters';

export const SHIFT_UNITS = { h: 'hours', d: 'days', w: 'weeks' } as const;
export type ShiftUnit = keyof typeof SHIFT_UNITS;

/** How much earlier the same range is looked at. Days and weeks are the calendar's: a day may have 23 or 25 hours. */
export interface Shift {
  readonly count: number;
  readonly unit: ShiftUnit;
}

/** Reads `24h`, `1d`, `2w`; null if it is none of them. */
export function parseShift(text: string): Shift | null {
  const parts = /^([1-9]\d{0,3})([hdw])$/.exec(text);
  return parts === null ? null : { count: Number(parts[1]), unit: parts[2] as ShiftUnit };
}

const shiftText = z
  .string()
  .refine((text) => parseShift(text) !== null, { error: 'allowed: a number of hours, days or weeks such as 24h, 1d or 1w' });
const runs = z.array(filterValue).min(1).max(MAX_FILTER_VALUES);

/** What a range of calls is held against. */
export const againstSchema = z.discriminatedUnion('type', [
  /** The range of the same length that ends where this one begins. */
  z.strictObject({ type: z.literal('previous') }),
  /** The same range, so much earlier. */
  z.strictObject({ type: z.literal('shift'), by: shiftText }),
  /** The same range under these filters instead of the query's own. */
  z.strictObject({ type: z.literal('filters'), filters: z.array(filterSchema).max(MAX_FILTERS) }),
  /** Values of a dimension against other values of it, in the same range and under the query's filters. */
  z.strictObject({ type: z.literal('runs'), dimension: dimensionName.default('run_id'), baseline: runs, current: runs }),
]);

export type Against = z.infer<typeof againstSchema>;

/** What calls are usually: those of the same hours of the last four weeks, or of the range before; `none`: nothing is compared. */
export const USUAL_BASELINES = ['usual', 'previous', 'none'] as const;
export type UsualBaseline = (typeof USUAL_BASELINES)[number];
