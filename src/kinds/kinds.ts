import type { z } from 'zod';
import { annotationsSchema } from './annotations/schema';
import { callsSchema } from './calls/schema';
import { changesSchema } from './changes/schema';
import { codesSchema } from './codes/schema';
import { comparisonSchema } from './comparison/schema';
import { distributionSchema } from './distribution/schema';
import { queryUnion, type KindOf } from './queryUnion';
import { ratioSchema } from './ratio/schema';
import { timingSchema } from './timing/schema';
import { trendSchema } from './trend/schema';
import { triageSchema } from './triage/schema';
import { verdictSchema } from './verdict/schema';

/**
 * Every kind of query, in the order of the questions that they answer, which the editor's menu and the gallery follow. The compiler demands the other parts of a kind in
 * `answers.ts`, `editors.ts` and `examples.ts`, which are lists of their own so that neither the browser nor the backend gets the other's code.
 */
export const SCHEMAS = [
  distributionSchema,
  trendSchema,
  codesSchema,
  ratioSchema,
  timingSchema,
  verdictSchema,
  comparisonSchema,
  changesSchema,
  triageSchema,
  callsSchema,
  annotationsSchema,
] as const;

type AnySchema = (typeof SCHEMAS)[number];

export type QueryKind = KindOf<AnySchema>;

/** Everything the query editor can ask. */
export type CallQuery = z.output<AnySchema>;

export const {
  kinds: QUERY_KINDS,
  fields: QUERY_FIELDS,
  defaults: QUERY_DEFAULTS,
  facts: KIND_FACTS,
  accepts: kindAccepts,
  parse: parseCallQuery,
} = queryUnion<AnySchema>(SCHEMAS);
