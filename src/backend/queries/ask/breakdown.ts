import type { BreakdownAnswer } from '../../stores/answer';
import type { BreakdownQuestion, TimeRange } from '../../stores/question';
import { MOST_ENTRIES } from './highCardinalityCache';
import type { Inquiry } from './queryContext';

export interface ToBreakDown extends Pick<BreakdownQuestion, 'filters' | 'grid' | 'dimensions'> {
  readonly range: TimeRange;
  readonly first?: boolean;
}

/**
 * Counts calls with every value told apart, which is one statement where ranking them in the store would be two. Null where
 * there are too many values for that.
 */
export async function breakDown(
  { range, filters, grid, dimensions, first = false }: ToBreakDown,
  inquiry: Inquiry
): Promise<BreakdownAnswer | null> {
  const { manyValues } = inquiry.source;
  const split = JSON.stringify([inquiry.unit, ...dimensions]);
  const buckets = grid === null ? 1 : Math.ceil((range.to - range.from) / grid.stepMs);
  if (manyValues.has(split, buckets)) {
    return null;
  }
  const answer = await inquiry.ask({ kind: 'breakdown', range, filters, grid, dimensions, first, mostEntries: MOST_ENTRIES });
  if (answer.tooMany) {
    manyValues.add(split, buckets);
    return null;
  }
  return answer;
}
