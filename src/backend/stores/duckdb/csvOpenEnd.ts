import { type RawBuilder, sql } from 'kysely';
import { outcomeColumns } from '../sql/records/columnNames';
import type { RecordColumns } from '../sql/records/recordColumns';
import type { StatementAnswer } from './engine';

/**
 * The value at the end of a file whose last line has no line end, if it may be the beginning of another one: others go on from it, it is
 * shorter than all others, or an outcome that no other row has. Null if it looks whole, or means nothing.
 * @param rows a table, whose rows are in the order of the file
 * @param column the last of the file
 */
export async function valueCutOff(
  run: (statement: RawBuilder<unknown>) => Promise<StatementAnswer>,
  rows: RawBuilder<unknown>,
  { outcome, times, keys }: RecordColumns,
  column: string
): Promise<string | null> {
  const isOutcome = outcome.flatMap(outcomeColumns).includes(column);
  if (!isOutcome && !times.includes(column) && !(keys ?? []).some(({ columns }) => columns.includes(column))) {
    return null;
  }
  const last = sql`(select trim(${sql.id(column)}) as value, rowid as number from ${rows} order by rowid desc limit 1)`;
  const others = sql`(select trim(${sql.id(column)}) as value, rowid as number from ${rows})`;
  const found = await run(
    sql`select any_value(last.value), bool_or(others.value = last.value), bool_or(starts_with(others.value, last.value) and others.value <> last.value), min(length(others.value)) > any_value(length(last.value)) from ${last} as last left join ${others} as others on others.number < last.number and others.value <> ''`
  );
  const [value, isKnown, isBeginning, isShortest] = found.columns.map((column) => column[0]);
  const looksCutOff = isBeginning === true || isShortest === true || (isOutcome && isKnown !== true);
  return typeof value === 'string' && value !== '' && looksCutOff ? value : null;
}
