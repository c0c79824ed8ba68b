import { type RawBuilder, sql } from 'kysely';
import { CallResultError } from '../../../domain/errors';
import type { Layout, LayoutTable } from '../../../domain/layouts/layout';
import type { CallResultSettings } from '../../../domain/settings';
import { type CsvHeader, readCsvHeader, readHeadless } from './csvFile';
import { type GivenHeaders, givenHeaders } from './csvGivenHeader';
import type { CsvNames } from './csvHeaderLine';
import { lengthsOfKinds } from './csvKinds';
import type { DuckDbEngine } from './engine';
import { COLUMNS_OF_FILES_ONLY, enginePath } from './enginePath';
import { packingOf } from './fileName';
import type { HeadLine, ScannedText } from './fileLines';
import { joinColumns } from './joinColumns';
import { furtherJsonColumns, jsonColumns, type JsonFields } from './jsonColumns';
import { LOOKED_AT_FOR_OBJECTS } from './jsonNested';
import { withJsonDocuments } from './jsonDocuments';
import { recordTest } from './jsonEnvelope';
import { isListEnded } from './jsonListEnd';
import { MAX_COLUMNS, MAX_HEADER_COLUMNS } from './maxColumns';
import type { PieceCopy } from './pieceCopies';
import type { RecordFile } from './recordFile';
import { refuseIrregularFiles } from './regularFile';
import { joinSmallFiles } from './smallFiles';
import { type TextFile, withCopies, withTextFile, withTextPiece, withXmlDocuments } from './textFile';
import type { UnreadRows } from './unreadRows';

const NOT_ENDED = 'a list of JSON without its end, so records are missing';

/** Rows of one table of records, every column as text. */
export interface TextRelation {
  readonly table: LayoutTable;
  readonly columns: readonly string[];
  readonly select: RawBuilder<unknown>;
  /** Set where the rows come from lines or documents of text, some of which may not be records. */
  readonly lines:
    | {
        readonly path: string;
        readonly kind: 'csv';
        readonly header: CsvHeader;
        readonly names: CsvNames;
        readonly scanned: ScannedText | null;
      }
    | { readonly path: string; readonly kind: 'json'; readonly scanned: ScannedText | null }
    | { readonly kind: 'documents'; readonly documents: number }
    | null;
  /** What was lost before its rows could be selected. */
  readonly unread: readonly UnreadRows[];
}

/** What files are read by; `headOnly` if only their columns are wanted. */
export interface ReadingOf {
  readonly layout: Layout;
  readonly settings: CallResultSettings;
  readonly headOnly?: true;
}

/** Gives the tables that a file holds to the work, one after another: one, or in a database file as many as the layout has. */
export async function forEachRelation(
  engine: DuckDbEngine,
  file: RecordFile,
  { layout, settings, headOnly }: ReadingOf,
  signal: AbortSignal,
  work: (relation: TextRelation) => Promise<void>
): Promise<void> {
  const give = (relation: TextRelation) => work({ ...relation, ...joinColumns(settings, relation) });
  const take = async (relations: readonly TextRelation[]) => {
    for (const relation of relations) {
      await give(relation);
    }
  };
  // Documents of XML are not opened by their path alone.
  await refuseIrregularFiles(file.format === 'xml' ? [] : file.documents.length > 0 ? file.documents : [file.path]);
  const known = knownNames(layout, settings);
  switch (file.format) {
    case 'csv':
    case 'json':
    case 'text':
      return withTextFile(
        engine,
        file,
        {
          test: recordTest(known, tableOf(file).grouped ?? []),
          encoding: 'encoding' in settings ? settings.encoding : undefined,
          headOnly,
        },
        signal,
        async (text) =>
          give(
            text.kind === 'csv'
              ? csvRelation(
                  text,
                  tableOf(file),
                  csvHeader(file, text, givenHeaders(layout, tableOf(file)), 'header' in settings && settings.header === false),
                  { known, given: givenHeaders(layout, tableOf(file)) }
                )
              : await jsonRelation(engine, file, text, layout, signal)
          )
      );
    case 'xml':
      return withXmlDocuments(engine, file, signal, async (text) => give(await jsonRelation(engine, file, text, layout, signal)));
    case 'together':
      return withCopies(engine, async (newCopy) => {
        const path = newCopy('together.csv');
        await joinSmallFiles(file, layout, path, signal);
        await forEachRelation(engine, { ...file, path, format: 'csv', documents: [] }, { layout, settings }, signal, work);
      });
    case 'documents':
      return withJsonDocuments(engine, file.documents, signal, async (documents) =>
        give(await documentsRelation(engine, file, documents, layout, signal))
      );
    case 'parquet':
      return take([await relationOf(engine, sql`read_parquet(${enginePath(file.path)}, ${COLUMNS_OF_FILES_ONLY})`, tableOf(file), signal)]);
    case 'duckdb':
      return engine.withDatabase(file.path, signal, async (catalogue) =>
        take(await databaseRelations(engine, file, catalogue, layout, signal))
      );
  }
}

/** How the lines of a file are read, which its first piece tells. */
export type TextPlan =
  | { readonly kind: 'csv'; readonly head: readonly HeadLine[]; readonly header: CsvHeader }
  | { readonly kind: 'json'; readonly head: readonly HeadLine[]; readonly fields: JsonFields };

/** What the pieces before told. */
export interface PlanBefore {
  readonly plan: TextPlan;
  /** Records that were read. */
  readonly rows: number;
}

/**
 * Gives the rows of a piece of a text file to the work, read as those before, and how the next piece is read.
 * @throws NotAsBefore if the file has to be read anew, or as a whole
 */
export async function withPieceRelation(
  engine: DuckDbEngine,
  file: RecordFile,
  { layout, settings }: ReadingOf,
  piece: Pick<PieceCopy, 'path' | 'scanned'>,
  before: PlanBefore | null,
  signal: AbortSignal,
  work: (relation: TextRelation, plan: TextPlan) => Promise<void>
): Promise<void> {
  await refuseIrregularFiles([file.path]);
  const known = knownNames(layout, settings);
  const table = tableOf(file);
  const names = { known, given: givenHeaders(layout, table) };
  const of = { test: recordTest(known, table.grouped ?? []), encoding: 'encoding' in settings ? settings.encoding : undefined };
  const give = (relation: TextRelation, plan: TextPlan) => work({ ...relation, ...joinColumns(settings, relation) }, plan);
  await withTextPiece(engine, file, piece, before?.plan ?? null, of, signal, async (text) => {
    const { head } = text;
    if (text.kind === 'csv') {
      const isFirst = before?.plan.kind !== 'csv';
      const headless = 'header' in settings && settings.header === false;
      const header = before?.plan.kind === 'csv' ? before.plan.header : csvHeader(file, text, names.given, headless);
      return give(csvRelation(text, table, isFirst ? header : { ...header, before: 0, headLines: 0 }, names), {
        kind: 'csv',
        head,
        header,
      });
    }
    const fields = before?.plan.kind === 'json' ? before.plan.fields : null;
    if (fields === null) {
      const relation = await jsonRelation(engine, file, text, layout, signal);
      return give(relation, { kind: 'json', head, fields: relation.fields });
    }
    const lookInside = (before?.rows ?? 0) < LOOKED_AT_FOR_OBJECTS;
    const found = await furtherJsonColumns(engine, jsonLines(text.path), { table, layout }, fields, lookInside, signal);
    const { path, scanned, unread } = text;
    return give(
      { table, columns: found.columns, select: found.select, lines: { path, kind: 'json', scanned }, unread },
      { kind: 'json', head, fields: found.found }
    );
  });
}

/** Names that only a record has, in small letters: columns of the layout or of the settings, and objects that the layout looks into. */
function knownNames({ columns, tables }: Layout, settings: CallResultSettings): Set<string> {
  const inside = tables.flatMap(({ nested = [] }) => nested.map(({ at }) => /^\$\.(\w+)/.exec(at)?.[1] ?? at));
  const named = Object.values(settings.columns).map((column) => column.split('.')[0] ?? column);
  return new Set([...columns.map(({ name }) => name), ...named, ...inside].map((name) => name.toLowerCase()));
}

function tableOf(file: RecordFile): LayoutTable {
  if (file.table === null) {
    throw new CallResultError('plugin', `the file ${file.name} belongs to no table`);
  }
  return file.table;
}

function csvHeader(file: RecordFile, { head, scanned }: TextFile, given: GivenHeaders | null, headless: boolean): CsvHeader {
  const header = headless ? readHeadless(head) : readCsvHeader(head, given);
  if (header === null) {
    throw headless && head.length > 0 ? unclosedRecord(file) : unknownColumns(file, given);
  }
  const { length } = header.columns;
  if (length > MAX_HEADER_COLUMNS) {
    throw new CallResultError(
      'store',
      `${file.name}: its first line has ${length.toLocaleString('en-US')} columns, and at most ${MAX_HEADER_COLUMNS.toLocaleString('en-US')} are read. Export only the columns that you need.`
    );
  }
  const lengths = headless ? lengthsOfKinds(head, header, scanned?.isEnded === true) : null;
  if (lengths !== null) {
    throw new CallResultError(
      'store',
      `${file.name}: it has no line with column names, and records of ${lengths.join(' and ')} fields, so that a position means another column in each kind of record. Put the records of each kind into a file of their own.`
    );
  }
  return header;
}

function csvRelation({ path, scanned, unread }: TextFile, table: LayoutTable, header: CsvHeader, names: CsvNames): TextRelation {
  return {
    table,
    columns: header.columns.slice(0, MAX_COLUMNS),
    select: selectCsv(path, header),
    lines: { path, kind: 'csv', header, names, scanned },
    unread,
  };
}

function unclosedRecord(file: RecordFile): CallResultError {
  return new CallResultError(
    'store',
    `${file.name}: its first record, which tells how many columns there are, has a quote that is not closed. Correct or remove that record.`
  );
}

function unknownColumns(file: RecordFile, given: GivenHeaders | null): CallResultError {
  const known = [...new Set((given?.headers ?? []).map(({ length }) => length))].sort((a, b) => a - b);
  return new CallResultError(
    'store',
    known.length === 0
      ? `${file.name}: it has no line with column names. Add one before the records.`
      : `${file.name}: the first line has no column names, and its number of fields, or their order, is not that of a known file without a header (${known.join(', ')}). Add a line with the column names before it, or set header to false and name the columns by their positions.`
  );
}

/**
 * The records of a CSV file as text, without the lines that cannot be read: the engine would keep an entry for each column that
 * such a line lacks, which takes a thousand times the memory of the file.
 */
export function selectCsv(
  path: string,
  { columns, before, delimiter }: Pick<CsvHeader, 'columns' | 'before' | 'delimiter'>,
  escape: '"' | '\\' = '"'
): RawBuilder<unknown> {
  const types = sql.join(columns.map((name) => sql`${sql.lit(name)}: 'VARCHAR'`));
  return sql`select * from read_csv(${enginePath(path)}, compression = ${sql.lit(packingOf(path))}, auto_detect = false, header = false, skip = ${sql.lit(before)}, delim = ${sql.lit(delimiter)}, quote = '"', escape = ${sql.lit(escape)}, columns = {${types}}, ignore_errors = true, ${COLUMNS_OF_FILES_ONLY})`;
}

/** The lines of a text file as they are, null for blank ones; those that are not UTF-8 are left out. */
export function selectLines(path: string): RawBuilder<unknown> {
  return sql`select line from read_csv(${enginePath(path)}, compression = ${sql.lit(packingOf(path))}, auto_detect = false, header = false, delim = '\x01', quote = '', escape = '', columns = {'line': 'VARCHAR'}, ignore_errors = true, ${COLUMNS_OF_FILES_ONLY})`;
}

async function jsonRelation(
  engine: DuckDbEngine,
  file: RecordFile,
  { path, head, scanned, unread }: TextFile,
  layout: Layout,
  signal: AbortSignal
): Promise<TextRelation & { readonly fields: JsonFields }> {
  const isArray = head[0]?.text.trimStart().startsWith('[') === true;
  const documents = isArray
    ? sql`select json as document from read_json_objects(${enginePath(path)}, format = 'array', compression = ${sql.lit(packingOf(path) === 'none' ? 'uncompressed' : packingOf(path))}, ${COLUMNS_OF_FILES_ONLY})`
    : jsonLines(path);
  const { columns, select, found } = await jsonColumns(engine, file, documents, tableOf(file), layout, signal);
  const torn = isArray && !(await isListEnded(path)) ? [{ reason: NOT_ENDED, rows: 1, example: file.name }] : [];
  const lines = isArray ? null : { path, kind: 'json' as const, scanned };
  return { table: tableOf(file), columns, select, fields: found, lines, unread: [...unread, ...torn] };
}

function jsonLines(path: string): RawBuilder<unknown> {
  return sql`select case when json_valid(line) then cast(line as json) end as document from (${selectLines(path)}) where line is not null`;
}

async function documentsRelation(
  engine: DuckDbEngine,
  file: RecordFile,
  documents: RawBuilder<unknown>,
  layout: Layout,
  signal: AbortSignal
): Promise<TextRelation> {
  const { columns, select } = await jsonColumns(engine, file, documents, tableOf(file), layout, signal);
  return { table: tableOf(file), columns, select, lines: { kind: 'documents', documents: file.documents.length }, unread: [] };
}

/** Only tables are read: a view, or a column that is computed when it is read, could read other files and other data sources' calls. */
async function databaseRelations(
  engine: DuckDbEngine,
  file: RecordFile,
  catalogue: string,
  layout: Layout,
  signal: AbortSignal
): Promise<TextRelation[]> {
  const found = await engine.run(
    sql`select schema_name, table_name, contains(sql, ' GENERATED ALWAYS AS') from duckdb_tables() where database_name = ${catalogue} order by 1, 2`,
    signal
  );
  const [schemas = [], tables = [], computed = []] = found.columns;
  const names = tables.map(String);
  const relations: TextRelation[] = [];
  for (const table of layout.tables) {
    // A database with a single table does not need its name.
    const index = names.length === 1 && layout.tables.length === 1 ? 0 : names.indexOf(table.name);
    if (index < 0) {
      continue;
    }
    if (computed[index] === true) {
      throw new CallResultError(
        'settings',
        `${file.name}: the table ${names[index] ?? ''} has generated columns, which are not read. Copy its rows into a table without them.`
      );
    }
    relations.push(await relationOf(engine, sql.id(catalogue, String(schemas[index]), names[index] ?? ''), table, signal));
  }
  if (relations.length === 0) {
    const views = await engine.run(
      sql`select view_name from duckdb_views() where database_name = ${catalogue} and not internal order by 1`,
      signal
    );
    const [view] = views.columns[0] ?? [];
    const hint = view === undefined ? '' : ` Its view ${String(view)} is not read; copy the view's rows into a table.`;
    throw new CallResultError(
      'settings',
      `${file.name} has no table ${layout.tables.map((table) => table.name).join(' or ')}; it has ${names.join(', ') || 'none'}.${hint}`
    );
  }
  return relations;
}

async function relationOf(engine: DuckDbEngine, from: RawBuilder<unknown>, table: LayoutTable, signal: AbortSignal): Promise<TextRelation> {
  const described = await engine.run(sql`select column_name from (describe select * from ${from})`, signal);
  const columns = (described.columns[0] ?? []).map(String).slice(0, MAX_COLUMNS);
  const select = sql`select ${sql.join(columns.map((name) => sql`cast(${sql.id(name)} as varchar) as ${sql.id(name)}`))} from ${from}`;
  return { table, columns, select, lines: null, unread: [] };
}
