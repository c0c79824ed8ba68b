import { z } from 'zod';
import { bucketSchema } from '../../domain/buckets';
import { customRatioSchema, type CustomRatio } from '../../domain/customRatio';
import { common, MAX_MINIMUM_CALLS, measured } from '../../domain/queryParts';
import { RATIO_PROFILES, type RatioProfile } from '../../domain/ratios';

export const MAX_RATIOS = 20;
export const CONFIDENCES = [90, 95, 99] as const;
export type Confidence = (typeof CONFIDENCES)[number];
/** `calls` and `of` are numerator and denominator. */
export const RATIO_RETURNS = ['value', 'lower', 'upper', 'calls', 'of'] as const;
export type RatioReturn = (typeof RATIO_RETURNS)[number];

/** What the names of a ratio's other fields end with. */
export const RATIO_FIELDS = ['lower', 'upper', 'calls', 'of'] as const;

const profileSchema = z.enum(RATIO_PROFILES);

/** A name of the trade or a share of one's own; each is judged by its own schema, so that errors name the field. */
const ratioSchema = z.unknown().transform((value, context): RatioProfile | CustomRatio => {
  const read = typeof value === 'object' && value !== null ? customRatioSchema.safeParse(value) : profileSchema.safeParse(value);
  if (read.success) {
    return read.data;
  }
  context.issues.push(...read.error.issues.map((issue) => ({ ...issue, input: value }) as z.core.$ZodRawIssue));
  return z.NEVER;
});

/** Several ratios, whose fields must not share a name. */
export const ratiosSchema = z
  .array(ratioSchema)
  .min(1)
  .max(MAX_RATIOS)
  .refine(
    (ratios) => !hasEqualNames(ratios.map(ratioName)),
    'two ratios, or their bounds and counts, would have the same name; give each share a name of its own'
  );

// Results to show would take calls away from both sides of a ratio; a share over results says so itself.
const asked = z.strictObject(common).omit({ results: true }).shape;

export const ratioSchemaOfQuery = z.strictObject({
  kind: z.literal('ratio'),
  ...asked,
  ratios: ratiosSchema.default(['ASR']),
  /** `range`: one number for the whole range. `time`: one per bucket. */
  over: z.enum(['range', 'time']).default('range'),
  bucket: bucketSchema.default('auto'),
  splitBy: measured.splitBy,
  top: measured.top,
  seriesFrom: measured.seriesFrom,
  /** A ratio of fewer calls than this is null. */
  minimumCalls: z.number().int().min(0).max(MAX_MINIMUM_CALLS).default(0),
  /** Percent. Adds the bounds of the Wilson score interval. */
  confidence: z.literal(CONFIDENCES).optional(),
  /** Adds the calls of numerator and denominator. */
  counts: z.boolean().default(false),
  /** Only this field per ratio. Absent: panels get all, alert rules get the value. */
  return: z.enum(RATIO_RETURNS).optional(),
});

/** ASR and its kin, or any share of calls. */
export type RatioQuery = z.infer<typeof ratioSchemaOfQuery>;

export function ratioName(ratio: RatioProfile | CustomRatio): string {
  return typeof ratio === 'string' ? ratio : ratio.name;
}

function hasEqualNames(names: readonly string[]): boolean {
  const all = names.flatMap((name) => [name, ...RATIO_FIELDS.map((field) => `${name} ${field}`)]);
  return new Set(all).size < all.length;
}
