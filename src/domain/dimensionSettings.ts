import { z } from 'zod';
import { dimensionName } from './filters';

export const columnName = z.string().min(1).max(200);
const MAX_PREFIXES = 1_000;

const plainDimension = z.strictObject({ name: dimensionName, column: columnName });
const domainDimension = z.strictObject({ name: dimensionName, column: columnName, derive: z.literal('domain') });
const prefixDimension = z.strictObject({
  name: dimensionName,
  column: columnName,
  derive: z.literal('prefix'),
  /** Leading digits to look for; the longest that fits wins. */
  prefixes: z
    .array(z.string().regex(/^\+?\d{1,20}$/, 'allowed: leading digits such as 49 or +4930'))
    .min(1)
    .max(MAX_PREFIXES),
});
const directionDimension = z.strictObject({
  name: dimensionName,
  derive: z.literal('direction'),
  /** Columns with the calling and the called address. */
  from: columnName,
  to: columnName,
  /** Domains, or leading digits of numbers, that are one's own. */
  own: z.array(z.string().min(1).max(200)).min(1).max(MAX_PREFIXES),
});

/**
 * A dimension that an administrator names: a column, the domain of an address, the leading digits of a number, or the
 * direction (`inbound`, `outbound`, `internal`, `transit`) of a call.
 */
export type DimensionSetting = z.infer<typeof plainDimension | typeof domainDimension | typeof prefixDimension | typeof directionDimension>;

/** A plain column has no `derive`; the field decides, so that an error names the one field that is wrong. */
export const dimensionSchema: z.ZodType<DimensionSetting, DimensionSetting> = z.discriminatedUnion('derive', [
  plainDimension.extend({ derive: z.undefined().optional() }),
  domainDimension,
  prefixDimension,
  directionDimension,
]);
