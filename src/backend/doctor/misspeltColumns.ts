import type { Layout } from '../../domain/layouts/layout';
import { misspeltNames } from '../../domain/misspeltNames';
import { layoutOf } from '../../domain/recordLayout';
import type { CallResultSettings } from '../../domain/settings';
import type { ShapeAnswer } from '../stores/catalogueAnswer';
import type { Discovery } from './discovery';

/** Columns of the records whose names are almost those of columns that the layout reads and the records do not have. */
export function misspeltColumns(settings: CallResultSettings, shape: ShapeAnswer | null): Discovery[] {
  const found = misspeltNames(
    settings,
    (shape?.columns ?? []).map(({ column }) => column)
  );
  const deciding = decidingColumns(layoutOf(settings));
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
