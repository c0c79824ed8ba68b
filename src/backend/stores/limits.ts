import type { CountsQuestion } from './question';

/** Rows that one answer may have before it is refused; far above what 2 million cells need. */
export const MAX_ANSWER_ROWS = 4_000_000;
/** The same of counts without buckets, which have a row per code and group. */
export const MAX_COUNTS_AT_ONCE = 400_000;

/** How many rows the answer to a question of counts may have. */
export function maxCounts({ grid }: CountsQuestion): number {
  return grid === null ? MAX_COUNTS_AT_ONCE : MAX_ANSWER_ROWS;
}
