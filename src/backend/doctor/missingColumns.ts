import { columnsThere } from './columnsThere';
import type { Discovery } from './discovery';
import type { CallResultSettings } from '../../domain/settings';
import type { ShapeAnswer } from '../stores/catalogueAnswer';

/** Columns and dimensions that the settings name and the records do not have; questions about them can only be refused. */
export function missingColumns({ columns, dimensions }: CallResultSettings, shape: ShapeAnswer | null): Discovery[] {
  if (shape === null || shape.columns.length === 0) {
    return [];
  }
  const isThere = columnsThere(shape.columns);
  const found = [
    ...Object.entries(columns).map(([name, column]) => ({ setting: `columns.${name}`, column })),
    ...dimensions.flatMap((dimension) =>
      ('column' in dimension ? [dimension.column] : [dimension.from, dimension.to]).map((column) => ({
        setting: `dimensions, ${dimension.name}`,
        column,
      }))
    ),
  ].filter(({ column }) => !isThere(column));
  return found.length === 0 ? [] : [{ finding: 'missingColumns', missing: found }];
}
