import { type RawBuilder, sql } from 'kysely';
import type { CallTime } from '../../../domain/callTimes';
import type { CallResultSettings } from '../../../domain/settings';
import { type OffsetSpan, offsetSpans } from '../../../domain/timeZone';
import type { Layout } from '../../../domain/layouts/layout';
import type { DuckDbEngine } from './engine';
import type { FileRemark } from './fileRemark';
import type { NeighborDates } from '../sql/records/dateOrders';
import { areAlike, lookAtTimes, type SeenTimes } from '../sql/records/lookAtTimes';
import type { ColumnOf } from '../sql/records/readColumn';
import { findRecordColumns, momentColumns, type RecordColumns } from '../sql/records/recordColumns';
import { recordedSpans } from '../sql/records/recordedSpans';
import { localMilliseconds } from '../sql/records/readTime';
import { joinColumns, type SelectedColumns } from './joinColumns';
import type { RecordFile } from './recordFile';
import { NotAsBefore } from './notAsBefore';
import type { PartOfFile, ReadText } from './readText';
import { RowCopy } from './rowCopy';
import { stagedDialect } from './stagedDialect';
import type { TextRelation } from './textRelation';

/** Rows of one table of one file, waiting in a table of text columns. */
export interface StagedRows {
  readonly columns: RecordColumns;
  readonly columnOf: ColumnOf;
  /** Offsets of the data source's zone over the times that occur. */
  readonly spans: readonly OffsetSpan[];
  readonly unread: readonly FileRemark[];
  /** What the next piece of the file goes on from. */
  readonly text: ReadText;
}

/**
 * Copies a table of records as text and counts the lines that are not records.
 * @throws NotAsBefore if it is a piece of a file that has to be read anew, or as a whole
 */
export async function stageRows(
  engine: DuckDbEngine,
  target: RawBuilder<unknown>,
  file: RecordFile,
  relation: TextRelation,
  part: PartOfFile,
  of: { readonly settings: CallResultSettings; readonly layout: Layout; readonly callTime: CallTime },
  neighbors: NeighborDates,
  signal: AbortSignal
): Promise<StagedRows> {
  const before = part === 'file' ? null : part.before;
  let columns = findRecordColumns(of.settings, of.layout, of.callTime, relation.columns);
  if (before !== null && !haveSameMeaning(before.columns, columns)) {
    throw new NotAsBefore();
  }
  const use = (available: readonly string[]) => {
    columns = findRecordColumns(of.settings, of.layout, of.callTime, available);
    return columns;
  };
  const join = (selected: SelectedColumns) => joinColumns(of.settings, selected);
  const copied = await engine.withConnection(signal, (run, runUnordered) =>
    new RowCopy({ run, runUnordered }, part === 'file' ? engine.workFile('rescued.csv') : null, target, use, join, file, part).copy(
      relation
    )
  );
  const known = before?.times ?? (part === 'file' ? undefined : part.seeds);
  const { times, seen } = await stagedTimes(engine, target, columns, of.settings, neighbors, known, signal);
  if (before !== null && !areAlike(before.times, seen)) {
    throw new NotAsBefore(seen);
  }
  const columnOf: ColumnOf = (name) => {
    const written = times.get(name);
    return { expression: sql.id(name), type: 'text', ...(written === undefined ? {} : { times: written }) };
  };
  const spans = await spansOf(engine, target, columns, columnOf, of.settings.timeZone, signal);
  return {
    columns,
    columnOf,
    spans,
    unread: [...relation.unread.map((remark): FileRemark => ({ about: 'file', ...remark })), ...copied.remarks],
    text: { columns, times: seen, ...copied.text },
  };
}

/** Whether columns are read for the same; more may be kept. */
function haveSameMeaning(one: RecordColumns, other: RecordColumns): boolean {
  return JSON.stringify({ ...one, kept: [] }) === JSON.stringify({ ...other, kept: [] });
}

/** Staged records are text throughout; how their times are written is told from all of them, and from the other files of their table. */
function stagedTimes(
  engine: DuckDbEngine,
  staged: RawBuilder<unknown>,
  columns: RecordColumns,
  { timeFormat }: CallResultSettings,
  neighbors: NeighborDates,
  known: SeenTimes | undefined,
  signal: AbortSignal
) {
  return lookAtTimes(timeFormat, {
    dialect: stagedDialect,
    columns: new Map(momentColumns(columns).map((name) => [name, sql<string | null>`${sql.id(name)}`])),
    from: staged,
    some: staged,
    complete: true,
    neighbors,
    ...(known === undefined ? {} : { known }),
    run: (statement) => engine.run(statement, signal),
  });
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
  const times = columns.times.map((name) => localMilliseconds(stagedDialect, sql<string | null>`${sql.id(name)}`, columnOf(name).times));
  const bounds = times.map((time) => sql`select min(${time}) as low, max(${time}) as high from ${staged}`);
  const found = await engine.run(
    sql`select cast(min(low) as double), cast(max(high) as double) from (${sql.join(bounds, sql` union all `)})`,
    signal
  );
  const [low, high] = found.columns.map((column) => column[0]);
  return typeof low === 'number' && typeof high === 'number' ? recordedSpans(timeZone, low, high) : offsetSpans(timeZone, 0, 0);
}
