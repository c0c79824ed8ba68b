import { z } from 'zod';
import { common, COMPARED, compared, SHAPES } from '../../domain/queryParts';

export const DEFAULT_ALPHA = 0.01;

export const comparisonSchema = z.strictObject({
  kind: z.literal('comparison'),
  ...common,
  ...compared,
  /** What the rows are: results, or final status codes. */
  by: z.enum(COMPARED).default('result'),
  /** How probable a false alarm may be, over all rows together. */
  alpha: z.number().gt(0).lt(1).default(DEFAULT_ALPHA),
  /** A side with fewer calls is not judged. */
  minimumCalls: z.number().int().min(0).max(1e9).default(0),
  /** `series`: a field per row that is 1 where it got worse, for alert rules. */
  shape: z.enum(SHAPES).default('table'),
});

/** How results or codes differ between two sets of calls. */
export type ComparisonQuery = z.infer<typeof comparisonSchema>;
