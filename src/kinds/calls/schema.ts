import { z } from 'zod';
import { dimensionName, filterSchema, MAX_FILTERS, MAX_LINK_FILTERS } from '../../domain/filters';
import { common } from '../../domain/queryParts';
import { TIMINGS } from '../../domain/timings';
import { kindFacts } from '../kindFacts';

export const CALL_ORDERS = ['newest', 'slowest'] as const;
export type CallOrder = (typeof CALL_ORDERS)[number];

export const DEFAULT_CALLS = 100;
export const MAX_CALLS = 10_000;
const MAX_DIMENSIONS = 100;

export const callsSchema = z
  .strictObject({
    kind: z.literal('calls'),
    ...common,
    filters: z
      .array(filterSchema)
      .max(MAX_FILTERS + MAX_LINK_FILTERS)
      .default([]),
    /** Calls of one page. */
    limit: z.number().int().min(1).max(MAX_CALLS).default(DEFAULT_CALLS),
    order: z.enum(CALL_ORDERS).default('newest'),
    /** What `slowest` goes by; calls without that timing are left out. */
    slowestBy: z.enum(TIMINGS).default('pdd'),
    /** Dimensions to show. None: all there are. */
    dimensions: z.array(dimensionName).max(MAX_DIMENSIONS).default([]),
    /** Adds how long ago each call was, which thresholds can judge, as they cannot a time. */
    age: z.boolean().optional(),
    /** Where the page before ended: the `next` that it answered. */
    cursor: z
      .string()
      .regex(/^\d{1,15}:\d{1,9}$/, 'allowed: the "next" of the page before, as it was answered')
      .optional(),
  })
  .register(kindFacts, { withoutEffect: ({ order }) => (order === 'slowest' ? [] : ['slowestBy']) });

/** The calls themselves. */
export type CallsQuery = z.infer<typeof callsSchema>;
