import { instant } from '../../analysis/notices';
import type { Notice } from '../../analysis/table';
import type { Side } from './twoSides';

/** Tells a reader why nothing could be compared. */
export function baselineNotices(calls: number, { range }: Side): Notice[] {
  if (calls > 0) {
    return [];
  }
  const text = `The baseline holds no calls between ${instant(range.from)} and ${instant(range.to)}. Choose another baseline in "against", or a time range whose baseline has calls.`;
  return [{ severity: 'info', text }];
}
