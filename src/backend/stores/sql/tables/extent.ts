import { type RawBuilder, sql } from 'kysely';
import { instantOf } from '../records/readTime';
import { callTimeOf, findRecordColumns } from '../records/recordColumns';
import type { SqlServer } from '../sqlServer';
import type { OpenTable, ReadingOf } from './openTables';
import { spansAround } from './tableTime';

/**
 * Columns `calls` (null: counting all would take too long), `first` and `last` of all records, in a form that an index
 * on the time can serve.
 */
export function tablesExtent(server: SqlServer, reading: ReadingOf, tables: readonly OpenTable[]): RawBuilder<unknown> {
  const bounds = tables.map((table) => tableBounds(server, reading, table));
  return sql`select null as ${sql.id('calls')}, min(first_time) as ${sql.id('first')}, max(last_time) as ${sql.id('last')} from (${sql.join(bounds, sql` union all `)}) as bounds`;
}

function tableBounds(server: SqlServer, reading: ReadingOf, table: OpenTable): RawBuilder<unknown> {
  const { dialect } = server;
  const spans = spansAround(reading.settings.timeZone, null);
  const { column, complete } = table.time;
  if (complete) {
    const at = (bound: RawBuilder<unknown>) => instantOf(dialect, { expression: bound, type: column.type }, spans);
    return select(server, table, at(sql`min(${sql.id(column.name)})`), at(sql`max(${sql.id(column.name)})`));
  }
  const { times } = findRecordColumns(reading.settings, reading.layout, reading.callTime, [...table.columns.keys()]);
  const time = callTimeOf(dialect, times, table.columnOf, spans);
  return select(server, table, sql`min(${time})`, sql`max(${time})`);
}

function select(server: SqlServer, table: OpenTable, first: RawBuilder<unknown>, last: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select ${first} as first_time, ${last} as last_time from ${server.table(table.name)}`;
}
