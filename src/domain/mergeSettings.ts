import { z } from 'zod';
import { durationSchema, parseDuration } from './durations';

/** Which row of a call decides it. */
export const MERGE_PREFERENCES = ['first-answered', 'first', 'last'] as const;
export type MergePreference = (typeof MERGE_PREFERENCES)[number];

const columnName = z.string().min(1).max(200);
const MAX_WITHIN_MS = 24 * 3_600_000;

const withinADay = durationSchema.refine((text) => (parseDuration(text) ?? 0) <= MAX_WITHIN_MS, { error: 'allowed: up to 24h' });

/** How the rows of a data source become calls. */
export const mergeSchema = z.strictObject({
  /** Columns that the rows of one call share, the first that is filled. */
  key: z.array(columnName).min(1).max(10).optional(),
  prefer: z.enum(MERGE_PREFERENCES).optional(),
  /** How much earlier a better row may be. */
  lookback: withinADay.optional(),
  /** How much later a better row may be. */
  lookahead: withinADay.optional(),
});
export type MergeSetting = z.infer<typeof mergeSchema>;

/** Which rows are about calls. */
export const rowConditionSchema = z.strictObject({
  column: columnName,
  operator: z.enum(['=', '!=', 'in', 'not in']),
  values: z.array(z.string().max(1_000)).min(1).max(100),
});
export type RowConditionSetting = z.infer<typeof rowConditionSchema>;
