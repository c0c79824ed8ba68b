import { instant } from '../after/notices/notices';
import type { Notice } from '../after/tables/table';
import type { TwoSides } from './twoSides';

/** Tells a reader why nothing could be compared, or that calls are on both sides. */
export function baselineNotices(calls: number, { baseline, current }: TwoSides): Notice[] {
  if (calls === 0) {
    const text = `The baseline has no calls between ${instant(baseline.range.from)} and ${instant(baseline.range.to)}. Choose another baseline in "against", or a time range whose baseline has calls.`;
    return [{ severity: 'info', text }];
  }
  const overlaps = baseline.range.from < current.range.from && baseline.range.to > current.range.from;
  const text = `The baseline ends at ${instant(baseline.range.to)}, within the time range, so calls of the overlap are on both sides and hide differences. Use an earlier baseline or a shorter time range.`;
  return overlaps ? [{ severity: 'warning', text }] : [];
}
