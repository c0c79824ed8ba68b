import { sql } from 'kysely';
import { CallResultError } from '../../../../domain/errors';
import { recordText } from '../../../../domain/recordText';
import type { Unread } from '../../answer';
import { callTimeOf, findRecordColumns, rowsCondition } from '../records/recordColumns';
import type { SqlServer } from '../sqlServer';
import type { OpenTable, ReadingOf } from './openTables';
import { spansOfZeroDates } from './tableTime';

type UnreadReason = Unread['reasons'][number];

/** Tables as their times can be read, and what cannot. */
export interface ReadTables {
  readonly tables: readonly OpenTable[];
  readonly unread: Unread;
}

/**
 * Counts the rows that are calls and whose time cannot be read. Where there are some, the table may hold times that are written in another way
 * than in the rows that were looked at first. Tables that have a time in every row need no statement.
 */
export async function countUnread(
  server: SqlServer,
  reading: ReadingOf,
  opened: readonly OpenTable[],
  signal: AbortSignal
): Promise<ReadTables> {
  const tables: OpenTable[] = [];
  const reasons: UnreadReason[] = [];
  for (const table of opened) {
    const first = table.time.complete ? null : await unreadOf(server, reading, table, signal);
    const { further, why } = first === null ? { further: null, why: '' } : await lookFurther(table, signal);
    const unread = further === null ? first : await unreadOf(server, reading, further, signal);
    tables.push(further ?? table);
    reasons.push(...(unread === null ? [] : [{ ...unread, reason: `${unread.reason}${why}` }]));
  }
  return { tables, unread: { rows: reasons.reduce((sum, { rows }) => sum + rows, 0), reasons } };
}

/** Dates that came later, and whose order nothing tells, do not stop the others from being read. */
async function lookFurther(table: OpenTable, signal: AbortSignal): Promise<{ further: OpenTable | null; why: string }> {
  try {
    return { further: await table.lookFurther(signal), why: '' };
  } catch (error) {
    if (error instanceof CallResultError && error.kind === 'settings') {
      return { further: null, why: ', as nothing tells whether its day or its month is first' };
    }
    throw error;
  }
}

async function unreadOf(server: SqlServer, reading: ReadingOf, table: OpenTable, signal: AbortSignal): Promise<UnreadReason | null> {
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
  const text = found.columns[1]?.[0];
  const example =
    typeof text === 'string' && text !== '' ? `${table.name}.${times[0]} = "${text.slice(0, 100)}"` : `${table.name}.${times[0]} is empty`;
  return rows === 0 ? null : { reason: 'a time that cannot be read', rows, example: recordText(example) };
}
