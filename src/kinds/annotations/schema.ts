import { z } from 'zod';
import { bucketSchema } from '../../domain/buckets';
import { durationSchema } from '../../domain/durations';
import { dimensionName } from '../../domain/filters';
import { common, COMPARED, MAX_MINIMUM_CALLS } from '../../domain/queryParts';
import { DEFAULT_RATIOS, ratiosSchema } from '../../domain/queryRatios';
import { RESULTS } from '../../domain/results';
import { kindFacts } from '../kindFacts';

export const EVENTS = ['appearance', 'spans', 'verdict', 'crossing'] as const;
/**
 * `appearance`: a result or code that shows up after a quiet time. `spans`: when the values of a dimension began and ended.
 * `verdict`: the values that failed. `crossing`: a ratio that fell below a threshold, or rose to it.
 */
export type AnnotationEventKind = (typeof EVENTS)[number];

export const DIRECTIONS = ['both', 'below', 'above'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const DEFAULT_QUIET = '1h';
export const DEFAULT_SPAN_DIMENSION = 'run_id';
export const DEFAULT_THRESHOLD = 0.5;
export const DEFAULT_EVENTS = 100;
export const MAX_EVENTS = 1_000;

/** Fields that not every event goes by. */
const OF_EVENTS: Readonly<Record<string, readonly AnnotationEventKind[]>> = {
  results: ['appearance', 'spans'],
  by: ['appearance'],
  per: ['spans', 'verdict'],
  expected: ['verdict'],
  minimumShare: ['verdict'],
  ratios: ['crossing'],
  threshold: ['crossing'],
  direction: ['crossing'],
  minimumCalls: ['verdict', 'crossing'],
};

export const annotationsSchema = z
  .strictObject({
    kind: z.literal('annotations'),
    ...common,
    event: z.enum(EVENTS).default('appearance'),
    /** How long nothing must have been seen before something appears, begins or ends; so far before the range calls are looked at. */
    quiet: durationSchema.default(DEFAULT_QUIET),
    bucket: bucketSchema.default('auto'),
    /** How many events there are at most, the newest. */
    limit: z.number().int().min(1).max(MAX_EVENTS).default(DEFAULT_EVENTS),
    /** Of appearances: what appears. */
    by: z.enum(COMPARED).default('result'),
    /** Of spans and verdicts: the dimension whose values begin, end, or are judged. */
    per: dimensionName.default(DEFAULT_SPAN_DIMENSION),
    /** Of verdicts: as a query for verdicts says it. */
    expected: z.array(z.enum(RESULTS)).min(1).max(RESULTS.length).default(['answered']),
    minimumShare: z.number().min(0).max(1).default(1),
    /** Of crossings. */
    ratios: ratiosSchema.default([...DEFAULT_RATIOS]),
    threshold: z.number().min(0).max(1).default(DEFAULT_THRESHOLD),
    direction: z.enum(DIRECTIONS).default('both'),
    /** Of verdicts: fewer calls do not pass. Of crossings: a bucket with fewer calls of the ratio is skipped. */
    minimumCalls: z.number().int().min(0).max(MAX_MINIMUM_CALLS).default(1),
  })
  .refine(({ event, results }) => results.length === 0 || event === 'appearance' || event === 'spans', {
    path: ['results'],
    error: 'only appearances and spans have results; verdicts use "expected", and ratios define their calls',
  })
  .register(kindFacts, {
    isOverTime: ({ event }) => event !== 'verdict',
    withoutEffect: ({ event = 'appearance' }) =>
      Object.entries(OF_EVENTS).flatMap(([field, events]) => (events.some((one) => one === event) ? [] : [field])),
  });

/** Moments worth marking on every panel of a dashboard. */
export type AnnotationsQuery = z.infer<typeof annotationsSchema>;
