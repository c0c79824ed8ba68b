import { type RawBuilder, sql } from 'kysely';
import { instantOfLocal, offsetSpans, type OffsetSpan } from '../../../../domain/timeZone';
import { callTimeOf, findRecordColumns } from '../records/recordColumns';
import type { SqlServer, StatementAnswer } from '../sqlServer';
import type { OpenTable, ReadingOf } from './openTables';
import { allSpans, isTime, spansOfAll } from './tableTime';

/** Epoch milliseconds of the first and the last record; null where there are none. */
export interface TablesExtent {
  readonly first: number | null;
  readonly last: number | null;
  readonly answer: StatementAnswer;
}

type Run = (statement: RawBuilder<unknown>) => Promise<StatementAnswer>;

/**
 * Between which times the records are, asked so that an index on the time can tell. Clock times become instants here
 * and not in the statement, since nothing is known yet of the years they are in.
 */
export async function tablesExtent(server: SqlServer, reading: ReadingOf, tables: readonly OpenTable[], run: Run): Promise<TablesExtent> {
  return extentWith(server, reading, tables, await spansOfYears(server, reading, tables, run), run);
}

/**
 * The offsets for tables whose time is read of text or put together from several columns. A zone has had more than a hundred since
 * 1970; text would be compared with every one of them in each row. So it is read first as if by UTC, which tells the years.
 */
async function spansOfYears(server: SqlServer, reading: ReadingOf, tables: readonly OpenTable[], run: Run): Promise<readonly OffsetSpan[]> {
  const { timeZone } = reading.settings;
  const spans = allSpans(timeZone);
  if (spans.length <= 1 || tables.every(({ time }) => isTime(time.column.type))) {
    return spans;
  }
  return spansOfAll(timeZone, await extentWith(server, reading, tables, offsetSpans('UTC', 0, 0), run));
}

async function extentWith(
  server: SqlServer,
  reading: ReadingOf,
  tables: readonly OpenTable[],
  spans: readonly OffsetSpan[],
  run: Run
): Promise<TablesExtent> {
  const bounds = tables.map((table) => boundsOf(server, reading, table, spans));
  const answer = await run(sql.join(bounds, sql` union all `));
  const firsts: number[] = [];
  const lasts: number[] = [];
  const [number = [], low = [], high = []] = answer.columns;
  number.forEach((index, row) => {
    const instant = instantIn(tables[Number(index)], reading);
    firsts.push(...known(low[row]).map(instant));
    lasts.push(...known(high[row]).map(instant));
  });
  return { first: firsts.length === 0 ? null : Math.min(...firsts), last: lasts.length === 0 ? null : Math.max(...lasts), answer };
}

function known(value: unknown): number[] {
  return value === null || value === undefined ? [] : [Number(value)];
}

function instantIn(table: OpenTable | undefined, { settings }: ReadingOf): (ms: number) => number {
  const isClock = table !== undefined && table.time.complete && table.time.column.type === 'clock';
  return (ms) => (isClock ? instantOfLocal(settings.timeZone, ms) : ms);
}

/** Columns: the table's number, the least and the greatest time. */
function boundsOf(server: SqlServer, reading: ReadingOf, table: OpenTable, spans: readonly OffsetSpan[]): RawBuilder<unknown> {
  const { dialect } = server;
  const { column, complete } = table.time;
  const number = sql.lit(table.number);
  const from = server.table(table.name);
  if (complete && (column.type === 'clock' || column.type === 'instant')) {
    const { type } = column;
    const at = (bound: RawBuilder<unknown>) => dialect.milliseconds(bound, type);
    return sql`select ${number} as table_no, ${at(sql`min(${sql.id(column.name)})`)} as low, ${at(sql`max(${sql.id(column.name)})`)} as high from ${from}`;
  }
  const { times } = findRecordColumns(reading.settings, reading.layout, reading.callTime, [...table.columns.keys()]);
  const time = callTimeOf(dialect, times, table.columnOf, spans);
  const rows = dialect.materialize(sql`select ${time} as call_at from ${from}`);
  return sql`select ${number} as table_no, min(call_at) as low, max(call_at) as high from ${rows} as ${sql.id('records')}`;
}
