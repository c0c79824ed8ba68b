import { type RawBuilder, sql } from 'kysely';
import { outcomeColumns } from '../sql/records/columnNames';
import type { RecordColumns } from '../sql/records/recordColumns';
import type { StatementAnswer } from './engine';

/** The values of so many rows are compared. */
export const COMPARED_VALUES = 1_000;

/** Whether the values of a file's last column in its last rows are compared. */
export function areLastCompared(of: RecordColumns, column: string): boolean {
  return isOutcome(of, column) || of.times.includes(column) || (of.keys ?? []).some(({ columns }) => columns.includes(column));
}

/**
 * The values of a file's last column in its last rows, in order; none if nothing is read of the column.
 * @param rows a table, whose rows are in the order of the file where these values are compared
 */
export async function lastValues(
  run: (statement: RawBuilder<unknown>) => Promise<StatementAnswer>,
  rows: RawBuilder<unknown>,
  of: RecordColumns,
  column: string
): Promise<readonly string[]> {
  if (!areLastCompared(of, column)) {
    return [];
  }
  const found = await run(
    sql`select coalesce(trim(${sql.id(column)}), '') from ${rows} order by rowid desc limit ${sql.lit(COMPARED_VALUES + 1)}`
  );
  return (found.columns[0] ?? []).map(String).reverse();
}

/**
 * The last of the values, at the end of a file whose last line has no line end, if it may be the beginning of another one: others go on from
 * it, it is shorter than all others, an outcome that no other row has, or empty where no other row is. Null if it looks whole.
 */
export function valueCutOff(values: readonly string[], of: RecordColumns, column: string): string | null {
  const value = values.at(-1);
  if (value === undefined) {
    return null;
  }
  const others = values.slice(0, -1);
  const isKnown = others.includes(value);
  const isBeginning = others.some((other) => other !== value && other.startsWith(value));
  const filled = others.filter((other) => other !== '');
  const isShortest = filled.length > 0 && filled.every((other) => other.length > value.length);
  const looksCutOff =
    value === '' ? !isKnown && (isOutcome(of, column) || isBeginning) : isBeginning || isShortest || (isOutcome(of, column) && !isKnown);
  return looksCutOff ? value : null;
}

function isOutcome({ outcome }: RecordColumns, column: string): boolean {
  return outcome.flatMap(outcomeColumns).includes(column);
}
