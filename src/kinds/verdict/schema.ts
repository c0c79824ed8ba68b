import { z } from 'zod';
import { dimensionName } from '../../domain/filters';
import { common, live, MAX_MINIMUM_CALLS } from '../../domain/queryParts';
import { RESULTS } from '../../domain/results';
import { kindFacts } from '../kindFacts';

export const VERDICT_FRAMES = ['both', 'table', 'series'] as const;
export type VerdictFrames = (typeof VERDICT_FRAMES)[number];
export const DEFAULT_VERDICTS = 100;
export const MAX_VERDICTS = 1_000;

// Results to show would hide the violating calls from the verdict; what is expected is said by `expected`.
const asked = z.strictObject(common).omit({ results: true }).shape;

export const verdictSchema = z
  .strictObject({
    kind: z.literal('verdict'),
    ...asked,
    ...live,
    /** The dimension whose values are judged, each for itself. Absent: the whole range is. */
    per: dimensionName.optional(),
    /** Results that are as they should be; every other call violates. */
    expected: z.array(z.enum(RESULTS)).min(1).max(RESULTS.length).default(['answered']),
    /** The least share of expected results, 0 to 1, that passes. */
    minimumShare: z.number().min(0).max(1).default(1),
    /** Fewer calls do not pass. */
    minimumCalls: z.number().int().min(0).max(MAX_MINIMUM_CALLS).default(1),
    /** How many values of `per` are judged at most, those that began last. */
    limit: z.number().int().min(1).max(MAX_VERDICTS).default(DEFAULT_VERDICTS),
    /** Which frames panels get; alert rules always get one number per verdict. */
    frames: z.enum(VERDICT_FRAMES).default('both'),
  })
  .register(kindFacts, { isTable: () => false });

/** Pass or fail: per run, per value of any dimension, or for the whole range. */
export type VerdictQuery = z.infer<typeof verdictSchema>;
