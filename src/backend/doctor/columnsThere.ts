import type { ShapeAnswer } from '../stores/catalogueAnswer';

/** Whether records have a column, in whatever case of letters. */
export function columnsThere(columns: ShapeAnswer['columns']): (name: string) => boolean {
  const there = new Set(columns.map(({ column }) => column.toLowerCase()));
  return (name) => there.has(name.toLowerCase());
}
