import { isOneEditApart } from '../../domain/nearestNames';
import type { Layout } from '../../domain/layouts/layout';
import { layoutOf } from '../../domain/recordLayout';
import type { CallResultSettings } from '../../domain/settings';
import type { ShapeAnswer } from '../stores/catalogueAnswer';
import { columnsThere } from './columnsThere';
import type { Discovery } from './discovery';

/** Columns of the records whose names are almost those of columns that the layout reads and the records do not have. */
export function misspeltColumns(settings: CallResultSettings, shape: ShapeAnswer | null): Discovery[] {
  const layout = layoutOf(settings);
  const columns = shape?.columns ?? [];
  const known = new Set([...layout.columns.map(({ name }) => name), ...Object.values(settings.columns)].map((name) => name.toLowerCase()));
  const isThere = columnsThere(columns);
  const unknown = columns.map(({ column }) => column).filter((column) => !known.has(column.toLowerCase()));
  const found = layout.columns.flatMap(({ name }) => {
    const wanted = settings.columns[name] ?? name;
    const similar = isThere(wanted) ? undefined : unknown.find((column) => isOneEditApart(column, wanted));
    return similar === undefined ? [] : [{ name, wanted, column: similar }];
  });
  const deciding = decidingColumns(layout);
  return found.length === 0
    ? []
    : [{ finding: 'misspeltColumns', columns: found, areDeciding: found.some(({ name }) => deciding.has(name)) }];
}

/** Columns that numbers are other ones without. */
function decidingColumns({ outcome, merge, only = [], times }: Layout): Set<string> {
  const keys = (merge?.keys ?? []).flatMap(({ columns }) => columns);
  const id = merge?.id ?? null;
  return new Set([
    ...[...outcome, ...only].map(({ column }) => column),
    ...keys,
    ...Object.values(times).flat(),
    ...(id === null ? [] : [id]),
  ]);
}
