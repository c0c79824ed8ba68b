import { parseDuration } from '../../../../domain/durations';
import type { TimeRange } from '../../../stores/question';

/** The range in which a value must have been seen to have a series in an alert rule. */
export function lookbackRange({ from, to }: TimeRange, seriesFrom: string): TimeRange {
  return { from: Math.max(0, Math.min(from, to - (parseDuration(seriesFrom) ?? 0))), to };
}
