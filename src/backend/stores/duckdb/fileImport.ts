import { type RawBuilder, sql } from 'kysely';
import { promises as fs } from 'node:fs';
import type { CallTime } from '../../../domain/callTimes';
import type { CallResultSettings } from '../../../domain/settings';
import { type OffsetSpan, offsetSpans } from '../../../domain/timeZone';
import type { Layout } from '../../../domain/layouts/layout';
import { rescueRecords } from './csvRescue';
import { headerNames } from './csvHeaderLine';
import { hasEscapedQuotes } from './csvEscapes';
import { valueCutOff } from './csvOpenEnd';
import { firstTornLine } from './csvTornLine';
import type { DuckDbEngine, StatementAnswer } from './engine';
import { scanText } from './fileLines';
import type { NeighborDates } from '../sql/records/dateOrders';
import { lookAtTimes } from '../sql/records/lookAtTimes';
import type { ColumnOf } from '../sql/records/readColumn';
import { findRecordColumns, momentColumns, type RecordColumns, usedColumns } from '../sql/records/recordColumns';
import { recordedSpans } from '../sql/records/recordedSpans';
import { localMilliseconds } from '../sql/records/readTime';
import { duckDbDialect } from './dialect';
import { joinColumns, type SelectedColumns } from './joinColumns';
import { MAX_COLUMNS } from './maxColumns';
import type { RecordFile } from './recordFile';
import { selectCsv, selectLines, type TextRelation } from './textRelation';
import type { UnreadRows } from './unreadRows';

export type { UnreadRows };

/** Rows of one table of one file, waiting in a table of text columns. */
export interface StagedRows {
  readonly columns: RecordColumns;
  readonly columnOf: ColumnOf;
  /** Offsets of the data source's zone over the times that occur. */
  readonly spans: readonly OffsetSpan[];
  readonly unread: readonly UnreadRows[];
}

/** Columns whose values are compared with column names. */
const LOOKED_AT_FOR_NAMES = 3;

const COLUMNS_CHANGE = 'the columns change inside a file; the lines from there on are read by the new ones';

const MENDED = 'rows with delimiters in values without quotes are read by what their columns hold';

const NO_NAME = 'a column without a name has values';
/** Records that are looked at for values without a name. */
const LOOKED_AT_FOR_VALUES = 10_000;

const OPEN_END = 'the last line of a file has no line end, and its last value may be cut off';

type Run = (statement: RawBuilder<unknown>) => Promise<StatementAnswer>;

/** Copies a table of records as text and counts the lines that are not records. */
export async function stageRows(
  engine: DuckDbEngine,
  target: RawBuilder<unknown>,
  file: RecordFile,
  relation: TextRelation,
  of: { readonly settings: CallResultSettings; readonly layout: Layout; readonly callTime: CallTime },
  neighbors: NeighborDates,
  signal: AbortSignal
): Promise<StagedRows> {
  let columns = findRecordColumns(of.settings, of.layout, of.callTime, relation.columns);
  const use = (available: readonly string[]) => {
    columns = findRecordColumns(of.settings, of.layout, of.callTime, available);
    return columns;
  };
  const unread = await engine.withConnection(signal, (run) =>
    copyRows(run, engine.workFile('rescued.csv'), target, use, (selected) => joinColumns(of.settings, selected), file, relation)
  );
  const columnOf = await stagedColumns(engine, target, columns, of.settings, neighbors, signal);
  const spans = await spansOf(engine, target, columns, columnOf, of.settings.timeZone, signal);
  return { columns, columnOf, spans, unread: [...relation.unread, ...unread] };
}

/** Staged records are text throughout; how their times are written is told from all of them, and from the other files of their table. */
async function stagedColumns(
  engine: DuckDbEngine,
  staged: RawBuilder<unknown>,
  columns: RecordColumns,
  { timeFormat }: CallResultSettings,
  neighbors: NeighborDates,
  signal: AbortSignal
): Promise<ColumnOf> {
  const times = await lookAtTimes(timeFormat, {
    dialect: duckDbDialect,
    columns: new Map(momentColumns(columns).map((name) => [name, sql<string | null>`${sql.id(name)}`])),
    from: staged,
    some: staged,
    complete: true,
    neighbors,
    run: (statement) => engine.run(statement, signal),
  });
  return (name) => {
    const written = times.get(name);
    return { expression: sql.id(name), type: 'text', ...(written === undefined ? {} : { times: written }) };
  };
}

async function copyRows(
  run: Run,
  copy: string | null,
  target: RawBuilder<unknown>,
  use: (available: readonly string[]) => RecordColumns,
  join: (selected: SelectedColumns) => SelectedColumns,
  file: RecordFile,
  relation: TextRelation
): Promise<UnreadRows[]> {
  const columns = use(relation.columns);
  const copied = await copyInto(run, target, usedColumns(columns), relation.select);
  if (relation.lines === null) {
    return [];
  }
  if (relation.lines.kind === 'documents') {
    const missing = relation.lines.documents - copied;
    return missing === 0 ? [] : [{ reason: 'no JSON object', rows: missing, example: file.name }];
  }
  const { lines, quotes, isEnded } = relation.lines.scanned ?? (await scanText(relation.lines.path));
  if (relation.lines.kind === 'json') {
    return lines <= copied
      ? []
      : [{ reason: 'no JSON object', rows: lines - copied, example: await firstBadJson(run, file.name, relation.lines.path) }];
  }
  const { path, header, names } = relation.lines;
  const unnamed = await valueWithoutName(run, relation, header.unnamed);
  const remarks = unnamed === null ? [] : [{ reason: NO_NAME, rows: 0, example: `${file.name}: ${unnamed}` }];
  const openEnd = async (used: RecordColumns, lastColumn: string | null): Promise<UnreadRows[]> => {
    const value = isEnded || lastColumn === null ? null : await valueCutOff(run, target, used, lastColumn);
    return value === null
      ? []
      : [{ reason: OPEN_END, rows: 0, example: `${file.name}: ${value === '' ? 'no value' : value.slice(0, 100)}` }];
  };
  const records = lines - header.headLines;
  const known = headerNames(header, names);
  if (copied === records && !(await hasHeaderRow(run, target, columns, known))) {
    return [...remarks, ...(await openEnd(columns, header.columns.at(-1) ?? null))];
  }
  // Quoted values may go on over several lines, so lines and records cannot be compared.
  if (copy === null || (!quotes && copied < records && relation.table.unquoted === undefined)) {
    const torn = await firstTornLine(path, header, known);
    if (torn !== null || copy === null) {
      return [
        ...remarks,
        { reason: torn?.reason ?? 'a further header', rows: Math.max(records - copied, 1), example: `${file.name}${torn?.where ?? ''}` },
      ];
    }
  }
  if (await hasEscapedQuotes(run, path, header.delimiter)) {
    const escaped = join({ columns: header.columns.slice(0, MAX_COLUMNS), select: selectCsv(path, header, '\\') });
    const whole = await copyInto(run, target, usedColumns(columns), escaped.select);
    if (whole === records && !(await hasHeaderRow(run, target, columns, known))) {
      return [...remarks, ...(await openEnd(columns, header.columns.at(-1) ?? null))];
    }
  }
  const rescue = await rescueRecords(path, header, names, relation.table.unquoted, copy);
  let cutOff: UnreadRows[];
  try {
    const rescued = join({ columns: rescue.columns, select: selectCsv(copy, { columns: rescue.columns, delimiter: ',', before: 1 }) });
    const used = use(rescued.columns);
    await copyInto(run, target, usedColumns(used), rescued.select);
    cutOff = await openEnd(used, rescue.lastColumn);
  } finally {
    await fs.rm(copy, { force: true });
  }
  return [
    ...remarks,
    ...(rescue.unread === 0
      ? []
      : [{ reason: 'torn lines or a wrong number of columns', rows: rescue.unread, example: `${file.name}, ${rescue.example}` }]),
    ...(rescue.mended === 0 ? [] : [{ reason: MENDED, rows: 0, example: `${file.name}, ${rescue.mendedExample}` }]),
    ...(rescue.firstChange === null ? [] : [{ reason: COLUMNS_CHANGE, rows: 0, example: `${file.name}, ${rescue.firstChange}` }]),
    ...cutOff,
  ];
}

/**
 * Whether a row repeats column names; its first columns are times and outcomes, which never look like one. Where another header has a
 * column that is not known in the place of a time, it has no digit.
 */
async function hasHeaderRow(run: Run, target: RawBuilder<unknown>, columns: RecordColumns, names: ReadonlySet<string>): Promise<boolean> {
  const texts = sql.join([...names].map((name) => sql.lit(name)));
  const isName = usedColumns(columns)
    .slice(0, LOOKED_AT_FOR_NAMES)
    .map((name) => sql`lower(trim(${sql.id(name)})) in (${texts})`);
  const [time = ''] = columns.times;
  const missing = sql.join(columns.missing.ofMeanings.map((spelling) => sql.val(spelling)));
  // Times begin with a digit, which is before this character.
  const isNoTime = sql`(${sql.id(time)} >= ':' and ${sql.id(time)} not in (${missing}) and not regexp_matches(${sql.id(time)}, '[0-9]'))`;
  const found = await run(sql`select 1 from ${target} where ${sql.join([...isName, isNoTime], sql` or `)} limit 1`);
  return found.rows > 0;
}

/** The first value of a column that has no name, and the column's place; null where all are empty, as behind a delimiter that ends every line. */
async function valueWithoutName(
  run: Run,
  { select, columns }: Pick<TextRelation, 'select' | 'columns'>,
  unnamed: readonly string[]
): Promise<string | null> {
  const there = unnamed.filter((name) => columns.includes(name));
  if (there.length === 0) {
    return null;
  }
  const values = sql.join(there.map((name) => sql`max(nullif(trim(${sql.id(name)}), ''))`));
  const found = await run(sql`select ${values} from (select * from (${select}) limit ${sql.lit(LOOKED_AT_FOR_VALUES)})`);
  const at = found.columns.findIndex(([value]) => typeof value === 'string');
  const name = there[at];
  return name === undefined ? null : `column ${columns.indexOf(name) + 1} = "${String(found.columns[at]?.[0]).slice(0, 100)}"`;
}

async function copyInto(run: Run, target: RawBuilder<unknown>, used: readonly string[], select: RawBuilder<unknown>): Promise<number> {
  const columns = sql.join(used.map((name) => sql.id(name)));
  await run(sql`create or replace table ${target} as select ${columns} from (${select})`);
  const counted = await run(sql`select count(*) from ${target}`);
  return Number(counted.columns[0]?.[0] ?? 0);
}

async function firstBadJson(run: Run, name: string, path: string): Promise<string> {
  const found = await run(
    sql`select line from (${selectLines(path)}) where trim(line) <> '' and not (json_valid(line) and coalesce(json_type(case when json_valid(line) then line end) = 'OBJECT', false)) limit 1`
  );
  return `${name}: ${String(found.columns[0]?.[0] ?? 'a line that is not UTF-8').slice(0, 100)}`;
}

/** The zone's offsets between the first and the last clock time of the staged rows. */
async function spansOf(
  engine: DuckDbEngine,
  staged: RawBuilder<unknown>,
  columns: RecordColumns,
  columnOf: ColumnOf,
  timeZone: string,
  signal: AbortSignal
): Promise<OffsetSpan[]> {
  if (timeZone === 'UTC') {
    return offsetSpans(timeZone, 0, 0);
  }
  const times = columns.times.map((name) => localMilliseconds(duckDbDialect, sql<string | null>`${sql.id(name)}`, columnOf(name).times));
  const bounds = times.map((time) => sql`select min(${time}) as low, max(${time}) as high from ${staged}`);
  const found = await engine.run(
    sql`select cast(min(low) as double), cast(max(high) as double) from (${sql.join(bounds, sql` union all `)})`,
    signal
  );
  const [low, high] = found.columns.map((column) => column[0]);
  return typeof low === 'number' && typeof high === 'number' ? recordedSpans(timeZone, low, high) : offsetSpans(timeZone, 0, 0);
}
