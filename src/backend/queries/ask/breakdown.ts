import type { BreakdownAnswer } from '../../stores/answer';
import type { BreakdownQuestion, TimeRange } from '../../stores/question';
import { MAX_ENTRIES } from './highCardinalityCache';
import { askIfFew, type Plan } from './plan';

export interface ToBreakDown extends Pick<BreakdownQuestion, 'filters' | 'grid' | 'dimensions'> {
  readonly range: TimeRange;
  readonly first?: boolean;
}

/**
 * Counts calls with every value distinguished, which is one statement where ranking them in the store would be two. Null where
 * there are too many values for that.
 */
export function breakDown({ range, filters, grid, dimensions, first = false }: ToBreakDown): Plan<BreakdownAnswer | null> {
  const buckets = grid === null ? 1 : Math.ceil((range.to - range.from) / grid.stepMs);
  const question = { kind: 'breakdown', range, filters, grid, dimensions, first, maxEntries: MAX_ENTRIES } as const;
  return askIfFew(question, { names: dimensions, buckets });
}
