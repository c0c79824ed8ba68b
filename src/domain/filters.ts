import { z } from 'zod';
import { unreplacedVariable } from './parse';

export const FILTER_OPERATORS = ['=', '!=', 'in', 'not in', '=~', '!~'] as const;

/** How a dimension filter compares. `=~` and `!~` take one RE2 expression that must match the whole value. */
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

export const MAX_FILTERS = 50;
/** What a link to the calls adds to the filters of the query it comes from: the runs of a comparison, and the values of a split. */
export const MAX_LINK_FILTERS = 3;
export const MAX_FILTER_VALUES = 10_000;
export const LONGEST_VALUE = 1_000;

/** What stands for a missing value of a dimension, in filters, in labels and in answers. */
export const MISSING_VALUE = '';

/** What filters call the final status code, unless the records have a dimension of that name. */
export const CODE = 'code';

export const dimensionName = z.string().min(1).max(200);

/** A `$variable` that nobody replaced would silently find nothing. */
export const filterValue = z
  .string()
  .max(LONGEST_VALUE)
  .refine((text) => unreplacedVariable(text) === null, { error: 'variables are not replaced here; enter the value' });
/** Each value once: alert rules have a series for each that is named. */
const valueList = z
  .array(filterValue)
  .max(MAX_FILTER_VALUES)
  .transform((values) => [...new Set(values)]);

/** `values` of `=`, `!=`, `=~`, `!~` hold exactly one entry; an empty list of `in` or `not in` restricts nothing. */
export const filterSchema = z.discriminatedUnion('operator', [
  z.strictObject({
    dimension: dimensionName,
    operator: z.enum(['=', '!=', '=~', '!~']),
    values: z.tuple([filterValue]),
  }),
  z.strictObject({ dimension: dimensionName, operator: z.enum(['in', 'not in']), values: valueList }),
]);

/** Conditions that name their values: all but regular expressions. */
export const listFilterSchema = z.discriminatedUnion('operator', [
  z.strictObject({ dimension: dimensionName, operator: z.enum(['=', '!=']), values: z.tuple([filterValue]) }),
  z.strictObject({
    dimension: dimensionName,
    operator: z.enum(['in', 'not in']),
    values: z.array(filterValue).min(1).max(MAX_FILTER_VALUES),
  }),
]);

/** A condition that names its values. */
export type ListFilter = z.infer<typeof listFilterSchema>;

/** A condition on one dimension of a call, as people write it. */
export type DimensionFilter = z.infer<typeof filterSchema>;
