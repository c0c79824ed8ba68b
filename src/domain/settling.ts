import { parseDuration } from './durations';
import { mergeWindowMs } from './layouts/layout';
import { LAYOUTS } from './layouts/layouts';
import type { CallResultSettings } from './settings';

/**
 * How long after a moment its calls are final, milliseconds: records arrive late, and in a layout that merges rows a
 * better row of the same call may still follow.
 */
export function settlesAfterMs({ layout, settle }: Pick<CallResultSettings, 'layout' | 'settle'>): number {
  const laidOut = LAYOUTS[layout];
  return (parseDuration(settle ?? laidOut.proposedSettle) ?? 0) + mergeWindowMs(laidOut);
}
