import { LAYOUT_FACTS } from '../../../domain/layoutFacts';
import type { CallResultSettings } from '../../../domain/settings';
import type { Layout } from '../../layouts/layout';

/**
 * The name under which a layout's column stands in the records: the one that the settings map it to, else its own; as
 * written, or else without regard to case. Null if it is not there.
 */
export function findColumn(settings: CallResultSettings, available: readonly string[], column: string): string | null {
  const wanted = mappedName(settings, column);
  const folded = wanted.toLowerCase();
  return available.find((name) => name === wanted) ?? available.find((name) => name.toLowerCase() === folded) ?? null;
}

/** The name that the settings give to a layout's column; columns may be called `constructor`, so only own entries count. */
export function mappedName(settings: CallResultSettings, column: string): string {
  return (Object.hasOwn(settings.columns, column) ? settings.columns[column] : undefined) ?? column;
}

/** Columns that have a meaning of their own in the layout and are therefore no dimensions by themselves. */
export function meaningfulColumns(layout: Layout): Set<string> {
  return new Set(
    [
      layout.code,
      layout.only?.column,
      layout.merge?.key,
      layout.merge?.id,
      layout.callId,
      ...Object.values(layout.times),
      ...Object.values(layout.timings).map((timing) => timing.column),
      ...layout.notDimensions,
    ].filter((name) => name !== undefined && name !== null)
  );
}

/** Times that place a call, the chosen one first; the others stand in where a record lacks it. */
export function timeColumns(layout: Layout, callTime: keyof Layout['times']): string[] {
  return [layout.times[callTime], layout.times.start, layout.times.end, layout.times.answer].filter(
    (name, index, all): name is string => name !== undefined && all.indexOf(name) === index
  );
}

/** Every column of the records with its type, under the layout's name for it where the layout has one. */
export function describeColumns(settings: CallResultSettings, types: ReadonlyMap<string, string>): { name: string; column: string; type: string }[] {
  const available = [...types.keys()];
  const nameOf = new Map(LAYOUT_FACTS[settings.layout].columns.map(({ name }) => [findColumn(settings, available, name), name]));
  return [...types].map(([column, type]) => ({ name: nameOf.get(column) ?? column, column, type }));
}
