import { z } from 'zod';
import { parseWith, refuseVariables } from '../domain/parse';
import { grafanaQueryFields } from '../domain/queryParts';
import { kindFacts, type KindFacts } from './kindFacts';

/** The schema of one kind: its fields with their defaults, and the name that tells it. */
export type KindSchema = z.ZodObject<{ readonly kind: z.ZodLiteral<string> } & z.ZodRawShape>;

/** What a list of kinds makes: the union of their queries and whatever is told by kind. */
export interface QueryUnion<Schema extends KindSchema> {
  readonly kinds: readonly KindOf<Schema>[];
  /** Fields of a query that people write, for checks and messages. */
  readonly fields: Readonly<Record<KindOf<Schema>, readonly string[]>>;
  /** What a field means that a query leaves out. */
  readonly defaults: Readonly<Record<KindOf<Schema>, Readonly<Record<string, unknown>>>>;
  readonly facts: Readonly<Record<KindOf<Schema>, KindFacts>>;
  /** Whether a kind has this field and allows this value of it. */
  accepts(kind: KindOf<Schema>, field: string, value: unknown): boolean;
  /**
   * The one door through which a query comes in.
   * @throws CallResultError `query`: which field, what came, what is allowed.
   */
  parse(json: unknown): z.output<Schema>;
}

export type KindOf<Schema extends KindSchema> = z.output<Schema['shape']['kind']>;

/** In the order of the list. */
export function queryUnion<Schema extends KindSchema>(schemas: readonly [Schema, ...Schema[]]): QueryUnion<Schema> {
  const union = z.discriminatedUnion('kind', schemas);
  const kindOf = (schema: Schema) => schema.shape.kind.value as KindOf<Schema>;
  const byKind = <T>(of: (schema: Schema) => T) =>
    Object.fromEntries(schemas.map((schema) => [kindOf(schema), of(schema)])) as Record<KindOf<Schema>, T>;
  const fields = byKind(fieldsOf);
  const shapes = byKind((schema): Readonly<Record<string, z.core.$ZodType | undefined>> => schema.shape);
  return {
    kinds: schemas.map(kindOf),
    fields,
    defaults: byKind(defaultsOf),
    facts: byKind((schema) => kindFacts.get(schema) ?? {}),
    accepts: (kind, field, value) => {
      const schema = shapes[kind][field];
      return schema !== undefined && z.safeParse(schema, value).success;
    },
    parse(json) {
      const query = parseWith(union, json, 'query');
      for (const field of fields[query.kind as KindOf<Schema>]) {
        refuseVariables(Reflect.get(query, field), field);
      }
      return query;
    },
  };
}

function fieldsOf(schema: KindSchema): string[] {
  return Object.keys(schema.shape).filter((field) => !(field in grafanaQueryFields));
}

/** None of a kind that has a field which must be there. */
function defaultsOf(schema: KindSchema): Readonly<Record<string, unknown>> {
  return schema.safeParse({ kind: schema.shape.kind.value }).data ?? {};
}
