import { LAYOUTS } from '../../domain/layouts/layouts';
import { layoutOf } from '../../domain/recordLayout';
import type { CallResultSettings } from '../../domain/settings';
import type { ShapeAnswer } from '../stores/catalogueAnswer';
import { columnsThere } from './columnsThere';
import type { Discovery } from './discovery';

/** Rows of a call that cannot be told from rows of others, since the records have none of the columns that they would share: each counts as a call. */
export function missingKey(settings: CallResultSettings, shape: ShapeAnswer | null): Discovery[] {
  const merge = layoutOf(settings).merge;
  if (merge === null || shape === null || shape.columns.length === 0) {
    return [];
  }
  const isThere = columnsThere(shape.columns);
  const keys = [...new Set(merge.keys.flatMap(({ columns }) => columns))];
  return keys.length === 0 || keys.some((name) => isThere(settings.columns[name] ?? name))
    ? []
    : [{ finding: 'noCallKey', columns: keys, repair: LAYOUTS[settings.layout].doctor.noCallKey ?? null }];
}
