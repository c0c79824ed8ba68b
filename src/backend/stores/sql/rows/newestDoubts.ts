import { type RawBuilder, sql } from 'kysely';
import type { TimeRange } from '../../question';
import type { Unread } from '../../answer';
import type { ColumnDoubt } from '../../columnDoubts';
import type { ColumnFacts } from '../records/columnFacts';
import { doubtColumns } from '../records/doubtColumns';
import { findRecordColumns, rowsCondition } from '../records/recordColumns';
import { doubtSelections, lookAtSelection, type SelectionFacts } from '../records/selectionFacts';
import type { SqlServer } from '../sqlServer';
import type { OpenTable, ReadingOf } from '../tables/openTables';
import { spansAround } from '../tables/tableTime';
import { tableRows } from './tableRows';
import { where } from './rowStatements';

/** Records of each table whose columns are looked at. */
const MAX_ROWS = 10_000;
const DAY_MS = 86_400_000;

/** What is doubtful of columns, and of how many records that is known; absent where it is known of all. */
export type ColumnDoubts = Required<Pick<Unread, 'doubts'>> & Pick<Unread, 'doubtsOf'>;

/**
 * Looks at some records of each table, which costs no more than a query of a day: the newest of the last day where an index finds them, else
 * any.
 * @param now the clock, epoch milliseconds
 */
export async function newestDoubts(
  server: SqlServer,
  reading: ReadingOf,
  tables: readonly OpenTable[],
  now: number,
  signal: AbortSignal
): Promise<ColumnDoubts> {
  const found: ColumnFacts[] = [];
  const selections: SelectionFacts[] = [];
  let [looked, isAll] = [0, true];
  const lastDay = { from: now - DAY_MS, to: now + DAY_MS };
  for (const table of tables) {
    const lookAt = async (rows: RawBuilder<unknown>) => {
      const { lookAtColumns } = tableRows(server, reading, table, spansAround(reading.settings.timeZone, lastDay));
      const { statement, read } = lookAtColumns(rows);
      const facts = read((await server.run(statement, signal)).columns);
      return { facts, rows: facts[0]?.rows ?? 0 };
    };
    const newest = table.time.complete && table.time.column.indexed ? await lookAt(rowsOfRange(server, reading, table, lastDay)) : null;
    const isNewest = newest !== null && newest.rows > 0;
    const { facts, rows } = isNewest ? newest : await lookAt(anyRows(server, reading, table));
    found.push(...facts);
    if (rows === 0) {
      selections.push(...(await selectionOf(server, reading, table, signal)));
    }
    looked += rows;
    isAll &&= !isNewest && rows < MAX_ROWS;
  }
  return { doubts: [...doubtColumns(found), ...doubtSelections(selections), ...legDoubts(tables)], ...(isAll ? {} : { doubtsOf: looked }) };
}

export const legDoubts = (tables: readonly OpenTable[]): ColumnDoubt[] => tables.flatMap(({ legs }) => legs?.doubts ?? []);

/** Which rows of a table without calls are something else. */
async function selectionOf(
  server: SqlServer,
  { settings, layout, callTime }: ReadingOf,
  table: OpenTable,
  signal: AbortSignal
): Promise<SelectionFacts[]> {
  const record = findRecordColumns(settings, layout, callTime, [...table.columns.keys()]);
  const rows = sql`${server.table(table.name)} limit ${sql.lit(MAX_ROWS)}`;
  const look = lookAtSelection(server.dialect, record, table.columnOf, table.of.name, rows);
  return look === null ? [] : [look.read((await server.run(look.statement, signal)).columns)];
}

function rowsOfRange(server: SqlServer, reading: ReadingOf, table: OpenTable, range: TimeRange): RawBuilder<unknown> {
  const row = tableRows(server, reading, table, spansAround(reading.settings.timeZone, range));
  return sql`${row.source.from} where ${where(row, range, [])} order by ${row.byTime} desc limit ${sql.lit(MAX_ROWS)}`;
}

function anyRows(server: SqlServer, { settings, layout, callTime }: ReadingOf, table: OpenTable): RawBuilder<unknown> {
  const { rows } = findRecordColumns(settings, layout, callTime, [...table.columns.keys()]);
  const areCalls = rowsCondition(server.dialect, rows.calls, table.columnOf);
  return sql`${server.table(table.name)}${areCalls === null ? sql`` : sql` where ${areCalls}`} limit ${sql.lit(MAX_ROWS)}`;
}
