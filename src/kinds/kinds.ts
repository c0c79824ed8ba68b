import { z } from 'zod';
import type { CallUnit } from '../domain/callUnit';
import type { StoredAgainst } from '../domain/against';
import { type AnnotationEventKind, annotationsSchema, type Direction } from './annotations/schema';
import { callsSchema, type CallOrder } from './calls/schema';
import { changesSchema } from './changes/schema';
import { codesSchema } from './codes/schema';
import { comparisonSchema, type COMPARED } from './comparison/schema';
import { distributionSchema } from './distribution/schema';
import { trendSchema } from './trend/schema';
import { parseWith, refuseVariables } from '../domain/parse';
import { grafanaQueryFields, type Measure, type RateUnit, type SHAPES } from '../domain/queryParts';
import { ratioSchemaOfQuery, type RatioReturn } from './ratio/schema';
import { timingSchema, type TimingMeasure, type TimingSpan, type TimingStatistic } from './timing/schema';
import type { Timing } from '../domain/timings';
import { triageSchema } from './triage/schema';
import { verdictSchema, type VerdictFrames } from './verdict/schema';

export * from '../domain/queryParts';
export type { DistributionQuery } from './distribution/schema';
export type { TrendQuery } from './trend/schema';
export type { CodesQuery } from './codes/schema';
export type { RatioQuery } from './ratio/schema';
export type { VerdictQuery } from './verdict/schema';
export type { ComparisonQuery } from './comparison/schema';
export type { TriageQuery } from './triage/schema';
export type { ChangesQuery } from './changes/schema';
export type { AnnotationsQuery } from './annotations/schema';

export const QUERY_KINDS = [
  'distribution',
  'trend',
  'codes',
  'ratio',
  'verdict',
  'timing',
  'calls',
  'comparison',
  'triage',
  'changes',
  'annotations',
] as const;
export type QueryKind = (typeof QUERY_KINDS)[number];

const callQuerySchema = z.discriminatedUnion('kind', [
  distributionSchema,
  trendSchema,
  codesSchema,
  ratioSchemaOfQuery,
  verdictSchema,
  timingSchema,
  callsSchema,
  comparisonSchema,
  triageSchema,
  changesSchema,
  annotationsSchema,
]);

/** Everything the query editor can ask. */
export type CallQuery = z.infer<typeof callQuerySchema>;

/** A query as it is stored in a dashboard: defaults left out, `$variables` not replaced yet. */
export interface StoredCallQuery {
  version?: number;
  kind: QueryKind;
  unit?: CallUnit;
  results?: string[];
  filters?: { dimension: string; operator: string; values: string[] }[];
  splitBy?: string[];
  top?: number;
  seriesFrom?: string;
  measure?: Measure;
  ratePer?: RateUnit;
  shareOf?: 'split' | 'all';
  shape?: (typeof SHAPES)[number];
  bucket?: string;
  timeZone?: string;
  ratios?: StoredRatio[];
  confidence?: number;
  counts?: boolean;
  return?: RatioReturn;
  per?: string;
  expected?: string[];
  minimumShare?: number;
  minimumCalls?: number;
  frames?: VerdictFrames;
  against?: StoredAgainst;
  by?: (typeof COMPARED)[number];
  alpha?: number;
  of?: 'dominant' | 'each';
  dimensions?: string[];
  minimumLift?: number;
  timings?: Timing[];
  statistics?: TimingStatistic[];
  measures?: TimingMeasure[];
  over?: TimingSpan;
  byResult?: boolean;
  shortUnderMs?: number;
  limit?: number;
  order?: CallOrder;
  slowestBy?: Timing;
  cursor?: string;
  event?: AnnotationEventKind;
  quiet?: string;
  threshold?: number;
  direction?: Direction;
}

/** A ratio's name, or a share of one's own. */
export type StoredRatio = string | { name: string; numerator: StoredSide; denominator?: StoredSide };
export type StoredSide = { results: string[] } | { codes: string };

/** Fields of a query that people write, for checks and messages. */
export const QUERY_FIELDS: Readonly<Record<QueryKind, readonly string[]>> = {
  distribution: ownFields(distributionSchema),
  trend: ownFields(trendSchema),
  codes: ownFields(codesSchema),
  ratio: ownFields(ratioSchemaOfQuery),
  verdict: ownFields(verdictSchema),
  timing: ownFields(timingSchema),
  calls: ownFields(callsSchema),
  comparison: ownFields(comparisonSchema),
  triage: ownFields(triageSchema),
  changes: ownFields(changesSchema),
  annotations: ownFields(annotationsSchema),
};

function ownFields(schema: z.ZodObject): string[] {
  return Object.keys(schema.shape).filter((field) => !(field in grafanaQueryFields));
}

/**
 * The one door through which a query comes in.
 * @throws CallResultError `query`: which field, what came, what is allowed.
 */
export function parseCallQuery(json: unknown): CallQuery {
  const query = parseWith(callQuerySchema, json, 'query');
  for (const field of QUERY_FIELDS[query.kind]) {
    refuseVariables(Reflect.get(query, field), field);
  }
  return query;
}
