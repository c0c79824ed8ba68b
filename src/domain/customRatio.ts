import { z } from 'zod';
import { HIGHEST_CODE, parseCodePattern } from './codePatterns';
import { CallResultError } from './errors';
import type { CallSet, RatioDefinition } from './ratios';
import { RESULTS } from './results';

export const LONGEST_RATIO_NAME = 100;
const LONGEST_PATTERN = 1_000;

const codePattern = z
  .string()
  .max(LONGEST_PATTERN)
  .superRefine((pattern, context) => {
    const problem = patternProblem(pattern);
    if (problem !== null) {
      context.addIssue({ code: 'custom', message: problem });
    }
  });

/** `{"results": ["busy"]}` or `{"codes": "486,600"}`. */
const sideSchema = z
  .strictObject({ results: z.array(z.enum(RESULTS)).min(1).max(RESULTS.length).optional(), codes: codePattern.optional() })
  .refine(({ results, codes }) => (results === undefined) !== (codes === undefined), {
    error: 'allowed: either {"results": ["busy"]} or {"codes": "486,600"}',
  });

/** Any share of calls that a reader picks; without a denominator, of all calls. */
export const customRatioSchema = z
  .strictObject({
    // Frames over time have a field of that name.
    name: z
      .string()
      .trim()
      .min(1)
      .max(LONGEST_RATIO_NAME)
      .refine((name) => name !== 'time', { error: 'this is the name of the time field; enter another name' }),
    numerator: sideSchema,
    denominator: sideSchema.optional(),
  })
  .refine(({ numerator, denominator }) => denominator === undefined || canOverlap(numerator, denominator), {
    error:
      'numerator and denominator have no call in common, but the numerator counts calls of the denominator only; widen the denominator, or leave it out for all calls',
  });

export type CustomRatio = z.infer<typeof customRatioSchema>;
type Side = z.infer<typeof sideSchema>;

export function definitionOf({ name, numerator, denominator }: CustomRatio): RatioDefinition {
  const sides = {
    numerator: callSet(numerator),
    denominator: denominator === undefined ? ({ of: 'all' } as const) : callSet(denominator),
    among: 'all' as const,
  };
  return { name, ...sides, meaning: 'A custom ratio of this query.', source: null };
}

function callSet({ results, codes }: Side): CallSet {
  return codes === undefined ? { of: 'results', results: results ?? [] } : { of: 'codes', codes };
}

function patternProblem(pattern: string): string | null {
  try {
    parseCodePattern(pattern, 'codes');
    return null;
  } catch (error) {
    if (error instanceof CallResultError) {
      return error.message.replace(/^codes: /, '').replace(/\.$/, '');
    }
    throw error;
  }
}

/** Sides of different kinds may: which codes a result has is up to the rules. */
function canOverlap(one: Side, other: Side): boolean {
  if (one.results !== undefined && other.results !== undefined) {
    return one.results.some((result) => other.results?.includes(result));
  }
  if (one.codes !== undefined && other.codes !== undefined) {
    const [left, right] = [parseCodePattern(one.codes, 'codes'), parseCodePattern(other.codes, 'codes')];
    return left.some((a) => right.some((b) => Math.max(a.first, b.first) <= Math.min(a.last, b.last, HIGHEST_CODE)));
  }
  return true;
}
