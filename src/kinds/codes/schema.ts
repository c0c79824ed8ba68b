import { z } from 'zod';
import { common } from '../../domain/queryParts';

export const codesSchema = z.strictObject({ kind: z.literal('codes'), ...common });

/** Which final status codes, or words of the records, the results come from. */
export type CodesQuery = z.infer<typeof codesSchema>;
