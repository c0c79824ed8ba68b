import { LAYOUTS } from '../../../../domain/layouts/layouts';
import type { CallResultSettings } from '../../../../domain/settings';
import type { Layout, OutcomeReading, TimingReading } from '../../../../domain/layouts/layout';

/**
 * The name under which a layout's column is in the records: the one that the settings map it to, else its own; as
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

/** Columns that have a meaning of their own in the layout and are therefore not dimensions automatically. */
export function meaningfulColumns(layout: Layout): Set<string> {
  const timings = Object.values(layout.timings).flatMap((readings) => readings.flatMap(timingColumns));
  const lookedUp = layout.tables.flatMap(({ lookUps = [] }) => lookUps.map(({ by }) => by));
  return new Set(
    [
      ...layout.outcome.flatMap(outcomeColumns),
      ...(layout.only ?? []).map(({ column }) => column),
      ...(layout.merge?.keys ?? []).flatMap(({ columns }) => columns),
      layout.merge?.id,
      layout.callId,
      ...Object.values(layout.times).flat(),
      ...timings,
      ...lookedUp,
      ...(layout.notDimensions === 'others' ? [] : layout.notDimensions),
      ...Object.values(layout.dimensions),
    ].filter((name) => name !== undefined && name !== null)
  );
}

/** The columns that an outcome is read from. */
export function outcomeColumns(reading: OutcomeReading): string[] {
  return reading.reads === 'word' && reading.onlyIf !== undefined ? [reading.column, reading.onlyIf.column] : [reading.column];
}

/** The columns that a timing is read from. */
export function timingColumns(reading: TimingReading): string[] {
  if ('from' in reading) {
    return [reading.from, reading.to];
  }
  return 'less' in reading ? [reading.column, reading.less] : [reading.column];
}

/** Times that place a call, the chosen one first; the others replace it where a record lacks it. */
export function timeColumns(layout: Layout, callTime: keyof Layout['times']): string[] {
  const { start = [], answer = [], end = [] } = layout.times;
  return [...new Set([...(layout.times[callTime] ?? []), ...start, ...end, ...answer])];
}

/** Every column of the records with its type, under the layout's name for it where the layout has one. */
export function describeColumns(
  settings: CallResultSettings,
  types: ReadonlyMap<string, string>
): { name: string; column: string; type: string }[] {
  const available = [...types.keys()];
  const nameOf = new Map(LAYOUTS[settings.layout].columns.map(({ name }) => [findColumn(settings, available, name), name]));
  return [...types].map(([column, type]) => ({ name: nameOf.get(column) ?? column, column, type }));
}
