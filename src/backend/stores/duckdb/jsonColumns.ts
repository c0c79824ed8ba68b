import { type RawBuilder, sql } from 'kysely';
import { CallResultError } from '../../../domain/errors';
import type { Layout, LayoutTable, NestedFields } from '../../../domain/layouts/layout';
import type { DuckDbEngine } from './engine';
import { nestedFields } from './jsonNested';
import { MAX_COLUMNS } from './maxColumns';
import { NotAsBefore } from './notAsBefore';
import type { RecordFile } from './recordFile';

const TOP: NestedFields = { at: '$' };
/** Of more fields than are looked at, those that a smaller part of the records has are none: their names are values, such as identifiers. */
const LEAST_PART = 1 / 1_000;

interface JsonField {
  readonly name: string;
  readonly path: string;
  readonly urlEncoded: boolean;
  /** Which of the layout's objects it is in; null for one of an object that was found. */
  readonly place: number | null;
}

/** The fields of records, and the paths of those that are left out, since some record has an object or a list there. */
export interface JsonFields {
  readonly fields: readonly JsonField[];
  readonly leftOut: readonly string[];
  /** Whether there were more than are looked at. */
  readonly isCut: boolean;
}

export interface JsonColumns {
  readonly columns: readonly string[];
  readonly select: RawBuilder<unknown>;
  readonly found: JsonFields;
}

/**
 * The fields of JSON records as columns of text; `documents` selects `document`, which is null where there is no JSON. Names
 * that differ in case alone are one column.
 */
export async function jsonColumns(
  engine: DuckDbEngine,
  file: RecordFile,
  documents: RawBuilder<unknown>,
  table: LayoutTable,
  layout: Layout,
  signal: AbortSignal
): Promise<JsonColumns> {
  const objects = sql`select document from (${documents}) where json_type(document) = 'OBJECT'`;
  const found = await fieldsOf(engine, objects, table, layout, signal);
  if (found.fields.length === 0) {
    throw new CallResultError('store', `${file.name}: contains no JSON object.`);
  }
  return { ...columnsOfFields(documents, found), found };
}

/**
 * The same for further records of a file, whose fields are added to those of the records before.
 * @param lookInside whether what objects have inside is looked for, as in the first records of a file
 * @throws NotAsBefore if all records would have to be looked at together
 */
export async function furtherJsonColumns(
  engine: DuckDbEngine,
  documents: RawBuilder<unknown>,
  { table, layout }: { readonly table: LayoutTable; readonly layout: Layout },
  before: JsonFields,
  lookInside: boolean,
  signal: AbortSignal
): Promise<JsonColumns> {
  const objects = sql`select document from (${documents}) where json_type(document) = 'OBJECT'`;
  const { fields, leftOut, isCut } = await fieldsOf(engine, objects, table, layout, signal, lookInside);
  const known = new Set([...before.fields.map(({ path }) => path), ...before.leftOut]);
  const further = fields.filter(({ path }) => !known.has(path));
  const all = [...before.fields, ...further];
  const isInside = further.some(({ place }) => place === null);
  // Where some were cut off, a field that is further here may be one of those before.
  const isUnsure = isCut !== before.isCut || (isCut && further.length > 0);
  if (isInside || isUnsure || all.length >= MAX_COLUMNS || leftOut.some((path) => !before.leftOut.includes(path))) {
    throw new NotAsBefore();
  }
  const found = { fields: inOrder(all), leftOut: before.leftOut, isCut };
  return { ...columnsOfFields(documents, found), found };
}

/** As the engine orders them. */
function inOrder(fields: readonly JsonField[]): JsonField[] {
  return [...fields].sort((one, other) =>
    one.place === null || other.place === null
      ? Number(one.place === null) - Number(other.place === null)
      : one.place - other.place || Buffer.compare(Buffer.from(one.name), Buffer.from(other.name))
  );
}

function columnsOfFields(
  documents: RawBuilder<unknown>,
  { fields }: JsonFields
): { columns: readonly string[]; select: RawBuilder<unknown> } {
  const objects = sql`select document from (${documents}) where json_type(document) = 'OBJECT'`;
  const columns = uniqueNames(fields.map(({ name }) => name));
  const paths = sql.join(fields.map(({ path }) => sql.lit(path)));
  const valuesOf = (column: string) =>
    fields.flatMap((field, index) => (field.name.toLowerCase() === column.toLowerCase() ? [valueOf(field, index)] : []));
  const values = sql.join(columns.map((name) => sql`coalesce(${sql.join(valuesOf(name))}) as ${sql.id(name)}`));
  return { columns, select: sql`select ${values} from (select json_extract_string(document, [${paths}]) as field from (${objects}))` };
}

/** A value that is not a proper URL encoding stays as it is. */
function valueOf({ urlEncoded }: JsonField, index: number): RawBuilder<string | null> {
  const text = sql<string | null>`field[${sql.lit(index + 1)}]`;
  return urlEncoded ? sql<string | null>`coalesce(try(url_decode(${text})), ${text})` : text;
}

/**
 * Every field there is, in the order of the objects that hold them; where there are too many, those that the layout knows, and of the
 * others those of most records.
 */
async function fieldsOf(
  engine: DuckDbEngine,
  objects: RawBuilder<unknown>,
  { nested = [] }: LayoutTable,
  layout: Layout,
  signal: AbortSignal,
  lookInside = true
): Promise<JsonFields> {
  const places = [...nested, TOP];
  const keys = places.map(
    ({ at }, place) => sql`select ${sql.lit(place)} as place, unnest(json_keys(document, ${sql.lit(at)})) as key from (${objects})`
  );
  const known = sql.join(layout.columns.map(({ name }) => sql.lit(name.toLowerCase())));
  const readable = sql`key <> '' and not contains(key, '"') and not contains(key, '*') and not contains(key, '\\')`;
  const counted = sql`select place, key, lower(key) in (${known}) as is_known, count(*) as records from (${sql.join(keys, sql` union all `)}) where ${readable} group by place, key order by is_known desc, records desc, key limit ${sql.lit(MAX_COLUMNS + 1)}`;
  const least = sql`${sql.lit(LEAST_PART)} * (select count(*) from (${objects}))`;
  const found = await engine.run(
    sql`with counted as (${counted}), is_cut as (select count(*) > ${sql.lit(MAX_COLUMNS)} as cut from counted), kept as (select place, key from counted, is_cut where not cut or is_known or records >= ${least} order by is_known desc, records desc, key limit ${sql.lit(MAX_COLUMNS)}) select place, key, cut from kept, is_cut order by place, key`,
    signal
  );
  const isCut = found.columns[2]?.[0] === true;
  const fields = (found.columns[1] ?? []).map((key, row): JsonField => {
    const place = Number(found.columns[0]?.[row]);
    const { at, urlEncoded = false } = places[place] ?? TOP;
    return { name: String(key), path: `${at}."${String(key)}"`, urlEncoded, place };
  });
  if (nested.length === 0) {
    const inside = lookInside ? await nestedFields(engine, objects, fields, MAX_COLUMNS - fields.length, signal) : [];
    return { fields: [...fields, ...inside.map((field) => ({ ...field, urlEncoded: false, place: null }))], leftOut: [], isCut };
  }
  const top = fields.filter(({ place }) => place !== null && places[place] === TOP).map(({ path }) => path);
  const leftOut = await structured(engine, objects, top, signal);
  return { fields: fields.filter(({ path }) => !leftOut.has(path)), leftOut: [...leftOut], isCut };
}

/** Those of the paths at which some record has an object or a list. */
async function structured(
  engine: DuckDbEngine,
  objects: RawBuilder<unknown>,
  paths: readonly string[],
  signal: AbortSignal
): Promise<Set<string>> {
  if (paths.length === 0) {
    return new Set();
  }
  const tests = sql.join(paths.map((path) => sql`coalesce(bool_or(json_type(document, ${sql.lit(path)}) in ('OBJECT', 'ARRAY')), false)`));
  const found = await engine.run(sql`select ${tests} from (${objects})`, signal);
  return new Set(paths.filter((_, index) => found.columns[index]?.[0] === true));
}

/** Names that differ in more than case, which the engine does not distinguish; of several spellings the last one, small before capital. */
function uniqueNames(keys: readonly string[]): string[] {
  return [...new Map(keys.map((key) => [key.toLowerCase(), key])).values()];
}
