import { z } from 'zod';
import { columnName } from './dimensionSettings';

const MAX_PARTS = 5;
export const MAX_POSITION = 500;
/** Between the names of columns that are joined. */
const JOINED = ' + ';

const place = z.union([columnName, z.number().int().min(1).max(MAX_POSITION)]);

/** A column of the records: its name, its position from 1 in files without header, or several of them, whose values are joined with a blank. */
export const recordColumnSchema = z
  .union([place, z.array(place).min(1).max(MAX_PARTS)])
  .transform((column) => (Array.isArray(column) ? column : [column]).map(nameOfPlace).join(JOINED));

/** The name of a column that has none in the file. */
export function nameOfPlace(place: string | number): string {
  return typeof place === 'number' ? `column_${place}` : place;
}

/** The columns that are joined to one; a single one for a plain name. */
export function joinedColumns(column: string): string[] {
  return column.split(JOINED);
}
