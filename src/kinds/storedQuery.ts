import type { z } from 'zod';
import type { grafanaQueryFields } from '../domain/queryParts';
import type { SCHEMAS } from './kinds';
import type { KindOf, KindSchema } from './queryUnion';

/** A query as a dashboard stores it: defaults left out, `$variables` not replaced yet, and any field of any kind, since a query may change its kind. */
export type StoredCallQuery = StoredQuery<(typeof SCHEMAS)[number]>;

export type StoredAgainst = NonNullable<StoredCallQuery['against']>;
export type StoredRatio = NonNullable<StoredCallQuery['ratios']>[number];
export type StoredSide = Exclude<StoredRatio, string>['numerator'];

export type StoredQuery<Schema extends KindSchema> = { kind: KindOf<Schema> } & {
  [Field in Exclude<FieldOf<z.input<Schema>>, keyof typeof grafanaQueryFields | 'kind'>]?: Stored<Field, ValueOf<z.input<Schema>, Field>>;
};

/** Of each kind in a union. */
type FieldOf<Query> = Query extends unknown ? keyof Query : never;
type ValueOf<Query, Field> = Query extends unknown ? (Field extends keyof Query ? Exclude<Query[Field], undefined> : never) : never;

/** Fields in which `$variables` are replaced. */
type VariableField =
  'results' | 'filters' | 'splitBy' | 'top' | 'bucket' | 'timeZone' | 'ratios' | 'per' | 'expected' | 'against' | 'dimensions';

type Stored<Field, Value> = Field extends VariableField ? WithVariables<Value> : Value;

/** A value any text of which may be a variable; `type` says which form it has. */
type WithVariables<Value> = Value extends string
  ? string
  : Value extends number
    ? number | string
    : Value extends readonly (infer Entry)[]
      ? WithVariables<Entry>[]
      : Value extends object
        ? { [Key in keyof Value]: Key extends 'type' ? Value[Key] : WithVariables<Value[Key]> }
        : Value;
