import { z } from 'zod';
import { bucketSchema } from '../../domain/buckets';
import { common, live, measured } from '../../domain/queryParts';
import { kindFacts } from '../kindFacts';

export const trendSchema = z
  .strictObject({ kind: z.literal('trend'), ...common, ...live, ...measured, bucket: bucketSchema.default('auto') })
  .register(kindFacts, { isOverTime: () => true });

/** How many calls ended in which way, over time. */
export type TrendQuery = z.infer<typeof trendSchema>;
