import { parseDuration } from './durations';
import { LAYOUTS } from './layouts/layouts';
import type { CallResultSettings } from './settings';

/** How long after a moment its calls are taken as final, milliseconds: what records may be late by. In a layout that merges rows a better row may follow still later. */
export function settlesAfterMs({ layout, settle }: Pick<CallResultSettings, 'layout' | 'settle'>): number {
  return parseDuration(settle ?? LAYOUTS[layout].proposedSettle) ?? 0;
}
