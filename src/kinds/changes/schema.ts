import { z } from 'zod';
import { common, compared, examined } from '../../domain/queryParts';

export const DEFAULT_CHANGES_SHOWN = 20;

export const changesSchema = z.strictObject({
  kind: z.literal('changes'),
  ...common,
  ...compared,
  /** Each explains the whole change for itself. Empty: the first dimensions that the records have. */
  dimensions: examined.default([]),
  /** Rows per dimension, those with the largest contribution; the rest is one row. */
  top: z.number().int().min(1).max(1_000).default(DEFAULT_CHANGES_SHOWN),
});

/** What explains the change of the answered share. */
export type ChangesQuery = z.infer<typeof changesSchema>;
