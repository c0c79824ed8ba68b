import { isOneEditApart } from './nearestNames';
import { layoutOf } from './recordLayout';
import type { CallResultSettings } from './settings';

/** A column of the layout, the name that records should have it by, and the column that looks like it. */
export interface MisspeltName {
  readonly name: string;
  readonly wanted: string;
  readonly column: string;
}

/** Columns of records whose names are almost those of columns that the layout reads and these records do not have. */
export function misspeltNames(settings: CallResultSettings, columns: readonly string[]): MisspeltName[] {
  const layout = layoutOf(settings);
  const known = new Set([...layout.columns.map(({ name }) => name), ...Object.values(settings.columns)].map((name) => name.toLowerCase()));
  const there = new Set(columns.map((column) => column.toLowerCase()));
  const unknown = columns.filter((column) => !known.has(column.toLowerCase()));
  return layout.columns.flatMap(({ name }) => {
    const wanted = settings.columns[name] ?? name;
    const similar = there.has(wanted.toLowerCase()) ? undefined : unknown.find((column) => isOneEditApart(column, wanted));
    return similar === undefined ? [] : [{ name, wanted, column: similar }];
  });
}
