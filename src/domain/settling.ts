import { parseDuration } from './durations';
import { LAYOUT_FACTS } from './layoutFacts';
import type { CallResultSettings } from './settings';

/**
 * How long after a moment its calls are final, milliseconds: records arrive late, and in a layout that merges rows a
 * better row of the same call may still follow.
 */
export function settlesAfterMs({ layout, settle }: Pick<CallResultSettings, 'layout' | 'settle'>): number {
  const { proposedSettle, mergeWindowMs } = LAYOUT_FACTS[layout];
  return (parseDuration(settle ?? proposedSettle) ?? 0) + mergeWindowMs;
}
