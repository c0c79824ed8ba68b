import { z } from 'zod';
import { USUAL_BASELINES } from '../../domain/against';
import { common, examined } from '../../domain/queryParts';

export const DEFAULT_LIFT = 1.5;
export const DEFAULT_TRIAGE_CALLS = 5;

export const triageSchema = z.strictObject({
  kind: z.literal('triage'),
  ...common,
  /** `dominant`: the most frequent result that is not answered. `each`: all of them. */
  of: z.enum(['dominant', 'each']).default('dominant'),
  /** What the answered share is compared with, to say what got worse. */
  baseline: z.enum(USUAL_BASELINES).default('usual'),
  /** Where to look for values that stand out. Empty: the first dimensions that the records have. */
  dimensions: examined.default([]),
  /** How many times as frequent as among all calls the result must be with a value. */
  minimumLift: z.number().min(1).max(1e6).default(DEFAULT_LIFT),
  /** How many calls of the result a value must have. */
  minimumCalls: z.number().int().min(1).max(1e9).default(DEFAULT_TRIAGE_CALLS),
});

/** What is wrong with the calls that were not answered, where, and what to check first. */
export type TriageQuery = z.infer<typeof triageSchema>;
