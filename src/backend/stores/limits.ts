import type { CountsQuestion } from './question';

/** Rows that one answer may have before it is refused; far above what 2 million cells need. */
export const MOST_ANSWER_ROWS = 4_000_000;
/** The same of counts without buckets, which have a row per code and group. */
export const MOST_COUNTS_AT_ONCE = 400_000;

/** How many rows the answer to a question of counts may have. */
export function mostCounts({ grid }: CountsQuestion): number {
  return grid === null ? MOST_COUNTS_AT_ONCE : MOST_ANSWER_ROWS;
}
