import { sql } from 'kysely';
import { recordText } from '../../../../domain/recordText';
import type { Unread } from '../../answer';
import { callTimeOf, findRecordColumns, rowsCondition } from '../records/recordColumns';
import type { SqlServer } from '../sqlServer';
import type { OpenTable, ReadingOf } from './openTables';
import { spansOfZeroDates } from './tableTime';

/** Rows that are calls and whose time cannot be read. Tables that have a time in every row need no statement. */
export async function countUnread(
  server: SqlServer,
  reading: ReadingOf,
  tables: readonly OpenTable[],
  signal: AbortSignal
): Promise<Unread> {
  const reasons = [];
  for (const table of tables.filter(({ time }) => !time.complete)) {
    const { dialect } = server;
    const { times, rows: selected } = findRecordColumns(reading.settings, reading.layout, reading.callTime, [...table.columns.keys()]);
    const time = callTimeOf(dialect, times, table.columnOf, spansOfZeroDates(reading.settings.timeZone));
    const conditions = [sql`${time} is null`, rowsCondition(dialect, selected.calls, table.columnOf)].filter(
      (condition) => condition !== null
    );
    const { expression, type } = table.columnOf(times[0] ?? '');
    const found = await server.run(
      sql`select count(*), min(${dialect.text(expression, type)}) from ${server.table(table.name)} where ${sql.join(conditions, sql` and `)}`,
      signal
    );
    const rows = Number(found.columns[0]?.[0] ?? 0);
    if (rows > 0) {
      const text = found.columns[1]?.[0];
      const example =
        typeof text === 'string' && text !== ''
          ? `${table.name}.${times[0]} = "${text.slice(0, 100)}"`
          : `${table.name}.${times[0]} is empty`;
      reasons.push({ reason: 'a time that cannot be read', rows, example: recordText(example) });
    }
  }
  return { rows: reasons.reduce((sum, { rows }) => sum + rows, 0), reasons };
}
