import { type RawBuilder, sql } from 'kysely';
import { outcomeColumns } from '../sql/records/columnNames';
import type { RecordColumns } from '../sql/records/recordColumns';
import type { StatementAnswer } from './engine';

/**
 * The value at the end of a file whose last line has no line end, if it may be the beginning of another one: others go on from it, it is
 * shorter than all others, an outcome that no other row has, or empty where no other row is. Null if it looks whole, or means nothing.
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
  const values = sql`select coalesce(trim(${sql.id(column)}), '') as value, rowid as number from ${rows}`;
  const last = sql`(${values} order by rowid desc limit 1)`;
  const found = await run(
    sql`select any_value(last.value), bool_or(others.value = last.value), bool_or(starts_with(others.value, last.value) and others.value <> last.value), min(length(nullif(others.value, ''))) > any_value(length(last.value)) from ${last} as last left join (${values}) as others on others.number < last.number`
  );
  const [value, isKnown, isBeginning, isShortest] = found.columns.map((column) => column[0]);
  const isNew = isOutcome && isKnown !== true;
  const looksCutOff =
    value === '' ? isKnown !== true && (isOutcome || isBeginning === true) : isBeginning === true || isShortest === true || isNew;
  return typeof value === 'string' && looksCutOff ? value : null;
}
