import { z } from 'zod';
import { common, live, measured } from '../../domain/queryParts';

export const distributionSchema = z.strictObject({ kind: z.literal('distribution'), ...common, ...live, ...measured });

/** How many calls ended in which way, over the whole range. */
export type DistributionQuery = z.infer<typeof distributionSchema>;
