import { z } from 'zod';
import { bucketSchema } from '../../domain/buckets';
import { common, live, MAX_MINIMUM_CALLS, measured } from '../../domain/queryParts';
import { TIMINGS } from '../../domain/timings';
import { kindFacts } from '../kindFacts';

/** `p95` is the nearest rank: the smallest value that at least 95 of 100 calls do not exceed. */
export const TIMING_STATISTICS = ['count', 'mean', 'p50', 'p90', 'p95', 'p99', 'max'] as const;
export type TimingStatistic = (typeof TIMING_STATISTICS)[number];

/** `ACD`: mean duration of answered calls. `short calls`: the share of answered calls that were shorter than `shortUnderMs`. */
export const TIMING_MEASURES = ['ACD', 'short calls'] as const;
export type TimingMeasure = (typeof TIMING_MEASURES)[number];

export const TIMING_SPANS = ['range', 'time', 'histogram'] as const;
export type TimingSpan = (typeof TIMING_SPANS)[number];

export const IF_MISSING = ['error', 'null'] as const;

export const DEFAULT_SHORT_MS = 6_000;

const once = (names: readonly string[]) => new Set(names).size === names.length;
const { splitBy, top, seriesFrom, shape } = measured;

export const timingSchema = z
  .strictObject({
    kind: z.literal('timing'),
    ...common,
    ...live,
    splitBy,
    top,
    seriesFrom,
    shape,
    /** None: the post-dial delay, unless measures are asked. */
    timings: z.array(z.enum(TIMINGS)).refine(once, 'names a timing twice').default([]),
    statistics: z.array(z.enum(TIMING_STATISTICS)).min(1).refine(once, 'names a statistic twice').default(['p95']),
    measures: z.array(z.enum(TIMING_MEASURES)).refine(once, 'names a measure twice').default([]),
    /** `histogram`: how many calls took how long, over time. */
    over: z.enum(TIMING_SPANS).default('range'),
    bucket: bucketSchema.default('auto'),
    /** Distinguishes the results. */
    byResult: z.boolean().default(false),
    /** Numbers of fewer calls than this are null; `count` is always known. */
    minimumCalls: z.number().int().min(0).max(MAX_MINIMUM_CALLS).default(0),
    /** What is answered for a timing that the records do not have. Alert rules always get the error. */
    ifMissing: z.enum(IF_MISSING).default('error'),
    /** Answered calls below this many milliseconds are short. */
    shortUnderMs: z.number().int().min(1).max(3_600_000).default(DEFAULT_SHORT_MS),
  })
  .register(kindFacts, {
    isTable: ({ over, shape }) => over === 'histogram' || shape === 'table',
    withoutEffect: ({ over, measures }) => [
      ...(Array.isArray(measures) && measures.includes('short calls') ? [] : ['shortUnderMs']),
      ...(over === 'histogram' ? ['splitBy', 'top', 'statistics', 'measures', 'byResult', 'shape', 'minimumCalls', 'ifMissing'] : []),
    ],
  });

/** How long calls took to be put through, and how long they lasted. */
export type TimingQuery = z.infer<typeof timingSchema>;
