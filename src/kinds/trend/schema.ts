import { z } from 'zod';
import { bucketSchema } from '../../domain/buckets';
import { common, measured } from '../../domain/queryParts';

export const trendSchema = z.strictObject({ kind: z.literal('trend'), ...common, ...measured, bucket: bucketSchema.default('auto') });

/** How many calls ended in which way, over time. */
export type TrendQuery = z.infer<typeof trendSchema>;
