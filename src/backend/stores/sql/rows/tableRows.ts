import type { OffsetSpan } from '../../../../domain/timeZone';
import { sql } from 'kysely';
import { lookAtColumns } from '../records/columnFacts';
import { findColumn } from '../records/columnNames';
import { findRecordColumns } from '../records/recordColumns';
import type { SqlServer } from '../sqlServer';
import type { OpenTable, ReadingOf } from '../tables/openTables';
import { tableSource } from '../tables/tableSource';
import type { RowSource } from './rowSource';

/** The records of a database's table. */
export function tableRows(server: SqlServer, reading: ReadingOf, table: OpenTable, spans: readonly OffsetSpan[]): Required<RowSource> {
  const { settings, layout } = reading;
  const source = tableSource(server, reading, table, 'calls', spans);
  const { column, complete } = table.time;
  const find = (name: string | undefined) => (name === undefined ? null : findColumn(settings, [...table.columns.keys()], name));
  const key = find(table.of.insertionKey);
  const isUsable = key !== null && table.columns.get(key)?.indexed === true && table.columns.get(key)?.type === 'whole';
  const number = find(layout.recordNumber);
  return {
    table: table.of.name,
    source,
    byTime: complete ? sql.id(column.name) : source.time,
    inserted: isUsable ? sql.id(key) : null,
    recordNumber: layout.recordNumber === undefined ? null : number === null ? 'unknown' : sql.id(number),
    lookAtColumns: (rows) =>
      lookAtColumns(
        server.dialect,
        findRecordColumns(settings, layout, reading.callTime, [...table.columns.keys()]),
        reading,
        table.columnOf,
        rows
      ),
  };
}
