import type { BreakdownAnswer } from '../../stores/answer';
import type { BreakdownQuestion, TimeRange } from '../../stores/question';
import { MAX_ENTRIES } from './highCardinalityCache';
import type { QueryContext } from './queryContext';

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
  context: QueryContext
): Promise<BreakdownAnswer | null> {
  const { highCardinalityCache } = context.source;
  const split = JSON.stringify([context.unit, ...dimensions]);
  const buckets = grid === null ? 1 : Math.ceil((range.to - range.from) / grid.stepMs);
  if (highCardinalityCache.has(split, buckets)) {
    return null;
  }
  const answer = await context.ask({ kind: 'breakdown', range, filters, grid, dimensions, first, maxEntries: MAX_ENTRIES });
  if (answer.tooMany) {
    highCardinalityCache.add(split, buckets);
    return null;
  }
  return answer;
}
