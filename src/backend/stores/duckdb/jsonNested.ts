import { type RawBuilder, sql } from 'kysely';
import type { DuckDbEngine } from './engine';

/** Objects inside of objects are looked into this deep. */
const MAX_DEPTH = 3;
/** What the first records do not have inside of an object is not looked for. */
export const LOOKED_AT_FOR_OBJECTS = 10_000;
/** Elasticsearch and OpenSearch put a record below this name. */
const TRANSPARENT = '_source';

export interface NestedField {
  readonly name: string;
  readonly path: string;
}

/** The fields inside of a record's objects, named `a.b`; those below `_source` by their name alone. */
export async function nestedFields(
  engine: DuckDbEngine,
  objects: RawBuilder<unknown>,
  top: readonly NestedField[],
  most: number,
  signal: AbortSignal
): Promise<NestedField[]> {
  const found: NestedField[] = [];
  const first = sql`select document from (${objects}) limit ${sql.lit(LOOKED_AT_FOR_OBJECTS)}`;
  let level = top;
  for (let depth = 1; depth <= MAX_DEPTH && level.length > 0 && found.length < most; depth++) {
    const parents = await thoseWithObjects(engine, first, level, signal);
    if (parents.length === 0) {
      break;
    }
    const keys = parents.map(
      ({ path }, parent) => sql`select ${sql.lit(parent)} as parent, unnest(json_keys(document, ${sql.lit(path)})) as key from (${first})`
    );
    const answer = await engine.run(
      sql`select distinct parent, key from (${sql.join(keys, sql` union all `)}) where key <> '' and not contains(key, '"') and not contains(key, '*') and not contains(key, '\\') order by all limit ${sql.lit(most - found.length)}`,
      signal
    );
    level = (answer.columns[1] ?? []).flatMap((key, row) => {
      const parent = parents[Number(answer.columns[0]?.[row])];
      return parent === undefined ? [] : [{ name: nameIn(parent.name, String(key)), path: `${parent.path}."${String(key)}"` }];
    });
    found.push(...level);
  }
  return found;
}

function nameIn(parent: string, key: string): string {
  return parent === TRANSPARENT ? key : `${parent}.${key}`;
}

async function thoseWithObjects(
  engine: DuckDbEngine,
  objects: RawBuilder<unknown>,
  fields: readonly NestedField[],
  signal: AbortSignal
): Promise<NestedField[]> {
  const paths = sql.join(fields.map(({ path }) => sql.lit(path)));
  const answer = await engine.run(
    sql`select distinct field from (select unnest(types) as type, generate_subscripts(types, 1) as field from (select json_type(document, [${paths}]) as types from (${objects}))) where type = 'OBJECT' order by field`,
    signal
  );
  return (answer.columns[0] ?? []).flatMap((at) => fields[Number(at) - 1] ?? []);
}
