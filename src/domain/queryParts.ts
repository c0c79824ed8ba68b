import { z } from 'zod';
import { againstSchema } from './against';
import { CALL_UNITS } from './callUnit';
import { durationSchema } from './durations';
import { dimensionName, filterSchema, MAX_FILTERS } from './filters';
import { liveSchema } from './live';
import { RESULTS } from './results';
import { timeZoneSchema } from './timeZone';

export const QUERY_VERSION = 1;

export const MEASURES = ['calls', 'share', 'rate'] as const;
export type Measure = (typeof MEASURES)[number];

export const RATE_UNITS = ['second', 'minute', 'hour'] as const;
export type RateUnit = (typeof RATE_UNITS)[number];

export const SHAPES = ['series', 'table'] as const;
export const MAX_SPLIT_DIMENSIONS = 2;
export const DEFAULT_TOP = 10;
export const MAX_TOP = 100;
export const DEFAULT_SERIES_FROM = '24h';
/** Series that one query of an alert rule may have. */
export const MAX_RULE_GROUPS = 1_000;

/** More than any range of any network holds. */
export const MAX_MINIMUM_CALLS = 1_000_000_000;

/** Limits of one answer; whatever exceeds them is an error that says how to ask for less. */
export const MAX_BUCKETS = 11_000;
export const MAX_CELLS = 2_000_000;

/** Fields that Grafana itself puts into a query's JSON; they are none of ours and mean nothing here. */
export const grafanaQueryFields = {
  refId: z.unknown().optional(),
  hide: z.unknown().optional(),
  key: z.unknown().optional(),
  queryType: z.unknown().optional(),
  datasource: z.unknown().optional(),
  datasourceId: z.unknown().optional(),
  intervalMs: z.unknown().optional(),
  maxDataPoints: z.unknown().optional(),
  timeRange: z.unknown().optional(),
  resultAssertions: z.unknown().optional(),
  queryCachingTTL: z.unknown().optional(),
  /** The form of alert rules writes these into every query, whatever the data source. */
  instant: z.unknown().optional(),
  range: z.unknown().optional(),
  expression: z.unknown().optional(),
} as const;

/** Fields of every kind of query. */
export const common = {
  ...grafanaQueryFields,
  version: z.literal(QUERY_VERSION).default(QUERY_VERSION),
  /** What is counted: `calls`, or every single attempt where the records hold them. */
  unit: z.enum(CALL_UNITS).default('calls'),
  /** Counts everything anew, whatever is kept of earlier queries. */
  fresh: z.boolean().optional(),
  /** Leaves out of frames what a viewer does not look at; it is asked for where somebody does. How frames look, not what is counted. */
  light: z.boolean().optional(),
  /** Results to show. Absent or empty: all. */
  results: z.array(z.enum(RESULTS)).max(100).default([]),
  /** Conditions on dimensions; all of them must hold. */
  filters: z.array(filterSchema).max(MAX_FILTERS).default([]),
  /** IANA name for calendar buckets. Absent: the data source's. */
  timeZone: timeZoneSchema.optional(),
};

/** Fields of the kinds that count results. */
export const measured = {
  /** Up to two dimensions to divide the answer by; the `top` largest of their values are shown, the rest is one "other". */
  splitBy: z
    .array(dimensionName)
    .max(MAX_SPLIT_DIMENSIONS)
    .refine((names) => new Set(names).size === names.length, 'names a dimension twice')
    .default([]),
  /** How far back alert rules look for the values of a split that have a series even without calls. */
  seriesFrom: durationSchema.default(DEFAULT_SERIES_FROM),
  top: z.number().int().min(1).max(MAX_TOP).default(DEFAULT_TOP),
  /** `calls`: how many. `share`: 0 to 1. `rate`: calls per `ratePer`. */
  measure: z.enum(MEASURES).default('calls'),
  ratePer: z.enum(RATE_UNITS).default('minute'),
  /** `split`: the share among the calls of the same split value (and bucket). `all`: among all calls under the filters (of the bucket). */
  shareOf: z.enum(['split', 'all']).default('split'),
  shape: z.enum(SHAPES).default('series'),
};

/** Fields of the kinds whose answers can be live. */
export const live = {
  /** Keeps the answer up to date while somebody looks at it. */
  live: liveSchema.optional(),
};

/** What is held against a baseline: results, or final status codes. */
export const COMPARED = ['result', 'code'] as const;

/** Fields of the kinds that hold calls against a baseline. */
export const compared = {
  against: againstSchema.default({ type: 'previous' }),
};

const MAX_EXAMINED = 20;

/** Dimensions whose values are examined, each at the cost of two statements. */
export const examined = z
  .array(dimensionName)
  .max(MAX_EXAMINED)
  .refine((names) => new Set(names).size === names.length, 'names a dimension twice');
