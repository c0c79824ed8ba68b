import { z } from 'zod';
import { bucketSchema } from '../../domain/buckets';
import { common, live, MAX_MINIMUM_CALLS, measured } from '../../domain/queryParts';
import { DEFAULT_RATIOS, ratiosSchema } from '../../domain/queryRatios';
import { kindFacts } from '../kindFacts';

export const CONFIDENCES = [90, 95, 99] as const;
export type Confidence = (typeof CONFIDENCES)[number];
/** Of the values of a split: the most calls first, or the lowest or highest ratio; over time, that of the newest bucket with enough calls. Then `top` are the first of them. */
export const RATIO_SORTS = ['calls', 'lowest', 'highest'] as const;
export type RatioSort = (typeof RATIO_SORTS)[number];
/** `calls` and `of` are numerator and denominator. */
export const RATIO_RETURNS = ['value', 'lower', 'upper', 'calls', 'of'] as const;
export type RatioReturn = (typeof RATIO_RETURNS)[number];

// Results to show would take calls away from both sides of a ratio; a share over results says so itself.
const asked = z.strictObject(common).omit({ results: true }).shape;

export const ratioSchema = z
  .strictObject({
    kind: z.literal('ratio'),
    ...asked,
    ...live,
    ratios: ratiosSchema.default([...DEFAULT_RATIOS]),
    /** `range`: one number for the whole range. `time`: one per bucket. */
    over: z.enum(['range', 'time']).default('range'),
    bucket: bucketSchema.default('auto'),
    splitBy: measured.splitBy,
    top: measured.top,
    seriesFrom: measured.seriesFrom,
    /** In which order the values of a split are shown, by the first ratio. */
    sort: z.enum(RATIO_SORTS).default('calls'),
    shape: measured.shape,
    /** A ratio of fewer calls than this is null. */
    minimumCalls: z.number().int().min(0).max(MAX_MINIMUM_CALLS).default(0),
    /** Percent. Adds the bounds of the Wilson score interval. */
    confidence: z.literal(CONFIDENCES).optional(),
    /** Adds the calls of numerator and denominator. */
    counts: z.boolean().default(false),
    /** Only this field per ratio. Absent: panels get all, alert rules get the value. */
    return: z.enum(RATIO_RETURNS).optional(),
  })
  .register(kindFacts, {
    withoutEffect: ({ splitBy }) => (Array.isArray(splitBy) && splitBy.length > 0 ? [] : ['sort']),
  });

/** ASR and its kin, or any share of calls. */
export type RatioQuery = z.infer<typeof ratioSchema>;
