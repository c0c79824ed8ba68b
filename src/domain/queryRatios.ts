import { z } from 'zod';
import { customRatioSchema, definitionOf, type CustomRatio } from './customRatio';
import { RATIO_DEFINITIONS, RATIO_PROFILES, type RatioDefinition, type RatioProfile } from './ratios';

export const MAX_RATIOS = 20;
export const DEFAULT_RATIOS: readonly RatioProfile[] = ['ASR'];

/** What the names of a ratio's other fields end with. */
export const RATIO_FIELDS = ['lower', 'upper', 'calls', 'of'] as const;

const profileSchema = z.enum(RATIO_PROFILES);

/** A name of the trade or a share of one's own; each is judged by its own schema, so that errors name the field. */
const ratioSchema = z.custom<RatioProfile | z.input<typeof customRatioSchema>>().transform((value, context): RatioProfile | CustomRatio => {
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
    'two ratios, or their bounds and counts, would have the same name; give each custom ratio a different name'
  );

export function ratioName(ratio: RatioProfile | CustomRatio): string {
  return typeof ratio === 'string' ? ratio : ratio.name;
}

export function ratioDefinition(ratio: RatioProfile | CustomRatio): RatioDefinition {
  return typeof ratio === 'string' ? { name: ratio, ...RATIO_DEFINITIONS[ratio] } : definitionOf(ratio);
}

function hasEqualNames(names: readonly string[]): boolean {
  const all = names.flatMap((name) => [name, ...RATIO_FIELDS.map((field) => `${name} ${field}`)]);
  return new Set(all).size < all.length;
}
