import { sql } from 'kysely';
import { CallResultError } from '../../../../domain/errors';
import type { CallTime } from '../../../../domain/callTimes';
import type { ServerSettings } from '../../../../domain/settings';
import type { Vocabulary } from '../../../../domain/vocabularies/vocabulary';
import type { Layout, LayoutTable } from '../../../../domain/layouts/layout';
import type { TableColumn } from '../columns';
import { areAlike, type LookedAtTimes, lookAtTimes, type SeenTimes } from '../records/lookAtTimes';
import { findRecordColumns, momentColumns, type RecordColumns } from '../records/recordColumns';
import type { ColumnOf } from '../records/readColumn';
import { ZERO_DATES_END_MS } from '../records/readTime';
import type { SqlServer } from '../sqlServer';
import { legsOf, type TableLegs } from './tableLegs';

/** How many rows are looked at first for how texts of times are written. */
const ROWS_LOOKED_AT = 20_000;

/** How the records of a data source are to be read. */
export interface ReadingOf {
  readonly settings: ServerSettings;
  readonly layout: Layout;
  readonly callTime: CallTime;
  readonly vocabulary: Vocabulary;
}

/** A table of records that is there, and what is known of it. */
export interface OpenTable {
  readonly of: LayoutTable;
  /** Its position among the tables that are there. */
  readonly number: number;
  /** Its real name. */
  readonly name: string;
  readonly columns: ReadonlyMap<string, TableColumn>;
  readonly columnOf: ColumnOf;
  /** The first of the columns that place a call in time, and whether every row has it, in a type of time. */
  readonly time: { readonly column: TableColumn; readonly complete: boolean };
  /** Whether legs of calls that were never bridged are merged two by two, and what is doubtful of it; null where they have a key. */
  readonly legs: TableLegs | null;
  /**
   * The table by the ways to write times that all of its rows have; null where these are those of the rows that were looked at first.
   * @throws CallResultError `settings` if nothing tells whether the day or the month is first
   */
  lookFurther(signal: AbortSignal): Promise<OpenTable | null>;
}

/** What a table of a layout is really called. */
function realName({ tables }: ServerSettings, table: string): string {
  return (Object.hasOwn(tables, table) ? tables[table] : undefined) ?? table;
}

/**
 * The columns of a layout's tables, and their types as the server calls them.
 * @throws CallResultError `settings` if none of the tables is there
 */
export async function tableColumns(server: SqlServer, { settings, layout }: ReadingOf, signal: AbortSignal): Promise<Map<string, string>> {
  const types = new Map<string, string>();
  for (const table of await tablesThere(server, settings, layout, signal)) {
    (await server.describe(table.name, signal)).forEach(({ name, declared }) => types.set(name, declared));
  }
  return types;
}

/** A layout's tables that are there, under their real names. */
async function tablesThere(
  server: SqlServer,
  settings: ServerSettings,
  { tables }: Layout,
  signal: AbortSignal
): Promise<{ of: LayoutTable; name: string }[]> {
  const there = [];
  for (const table of tables) {
    const name = realName(settings, table.name);
    if (table.optional !== true || (await server.has(name, signal))) {
      there.push({ of: table, name });
    }
  }
  if (there.length === 0) {
    throw new CallResultError(
      'settings',
      `tables: none of the tables ${tables.map(({ name }) => name).join(', ')} exists. Enter their real names under tables, or their schema.`
    );
  }
  return there;
}

/**
 * Looks at the tables of a layout.
 * @throws CallResultError `settings` if none is there, or a column that the layout needs is missing
 */
export async function openTables(server: SqlServer, reading: ReadingOf, signal: AbortSignal): Promise<OpenTable[]> {
  const opened: OpenTable[] = [];
  for (const { of, name } of await tablesThere(server, reading.settings, reading.layout, signal)) {
    opened.push(await openTable(server, reading, of, name, opened.length, signal));
  }
  return opened;
}

async function openTable(
  server: SqlServer,
  reading: ReadingOf,
  of: LayoutTable,
  name: string,
  number: number,
  signal: AbortSignal
): Promise<OpenTable> {
  const described = await server.describe(name, signal);
  const columns = new Map(described.map((column) => [column.name, column]));
  for (const lookUp of of.lookUps ?? []) {
    if (columns.has(lookUp.by) && !columns.has(lookUp.column) && (await server.has(realName(reading.settings, lookUp.table), signal))) {
      columns.set(lookUp.column, {
        name: lookUp.column,
        type: 'text',
        declared: `${lookUp.table}.${lookUp.shows}`,
        nullable: true,
        indexed: false,
      });
    }
  }
  const real = new Set(described.map((column) => column.name));
  const record = findRecordColumns(reading.settings, reading.layout, reading.callTime, [...columns.keys()]);
  const looked = await textTimes(server, reading.settings, name, record, columns, null, signal);
  const columnsOf =
    ({ times }: LookedAtTimes): ColumnOf =>
    (column) => {
      const lookUp = real.has(column) ? undefined : of.lookUps?.find((candidate) => candidate.column === column);
      const type = columns.get(column)?.type ?? 'text';
      if (lookUp === undefined) {
        const written = times.get(column);
        const isUuid = /^(?:nullable\()?uuid\)?$/i.test(columns.get(column)?.declared ?? '');
        return { expression: sql.id(column), type, ...(isUuid ? { isUuid } : {}), ...(written === undefined ? {} : { times: written }) };
      }
      return {
        expression: sql`(select ${sql.id(lookUp.shows)} from ${server.table(realName(reading.settings, lookUp.table))} where ${sql.id(lookUp.key)} = ${sql.id(lookUp.by)})`,
        type,
      };
    };
  const time = await firstTime(server, name, record, columns, signal);
  const table: OpenTable = {
    of,
    number,
    name,
    columns,
    columnOf: columnsOf(looked),
    time,
    legs: await legsOf(server, reading.layout, { name, record, time, columnOf: columnsOf(looked) }, signal),
    lookFurther: async (further) => {
      const all = await textTimes(server, reading.settings, name, record, columns, looked.seen, further);
      return areAlike(all.seen, looked.seen) ? null : { ...table, columnOf: columnsOf(all) };
    },
  };
  return table;
}

/** Rows without the first time make every condition on time more costly, so it is worth a look whether there are any. */
async function firstTime(
  server: SqlServer,
  name: string,
  record: RecordColumns,
  columns: ReadonlyMap<string, TableColumn>,
  signal: AbortSignal
): Promise<OpenTable['time']> {
  const column = columns.get(record.times[0] ?? '');
  if (column === undefined) {
    throw new CallResultError('plugin', `the time of the table ${name} was found and is not there`);
  }
  if (column.type !== 'clock' && column.type !== 'instant') {
    return { column, complete: false };
  }
  const time = sql.id(column.name);
  const isZeroDate = sql`${time} < ${server.dialect.stamp(ZERO_DATES_END_MS, column.type)}`;
  const isMissing = column.nullable ? sql`${time} is null or ${isZeroDate}` : isZeroDate;
  const missing = await server.run(sql`select 1 from ${server.table(name)} where ${isMissing} limit 1`, signal);
  return { column, complete: missing.rows === 0 };
}

/** How the columns of text write their times, told from some of the rows, or from all that are not written as those. */
async function textTimes(
  server: SqlServer,
  { timeFormat }: ServerSettings,
  table: string,
  record: RecordColumns,
  columns: ReadonlyMap<string, TableColumn>,
  known: SeenTimes | null,
  signal: AbortSignal
): Promise<LookedAtTimes> {
  const { dialect } = server;
  const texts = momentColumns(record).filter((name) => {
    const type = columns.get(name)?.type;
    return type === 'text' || type === 'other';
  });
  const from = server.table(table);
  const named = sql.join(texts.map((name) => sql.id(name)));
  return lookAtTimes(timeFormat, {
    dialect,
    columns: new Map(texts.map((name) => [name, dialect.text(sql.id(name), columns.get(name)?.type ?? 'text')])),
    from,
    some: known === null ? sql`(select ${named} from ${from} limit ${sql.lit(ROWS_LOOKED_AT)}) as ${sql.id('records')}` : from,
    complete: false,
    ...(known === null ? {} : { known }),
    run: (statement) => server.run(statement, signal),
  });
}
