import { questionKey } from '../../questionKey';
import type { BreakdownQuestion, CountsQuestion, HistogramQuestion, TimeRange } from '../../question';
import type { StoreQuestion } from '../../store';

type Additive = CountsQuestion | BreakdownQuestion | HistogramQuestion;

/** A question whose answer is the sum of its answers for parts of the range. */
export type CachedQuestion = Additive & { readonly range: TimeRange };

/** What is refreshed for less costs nothing to ask anew. */
const SHORTEST_MS = 15 * 60_000;

/** Whether what is kept can answer a question. */
export function isCached(question: StoreQuestion): question is CachedQuestion {
  switch (question.kind) {
    case 'counts':
    case 'breakdown':
    case 'histogram':
      return isLong(question);
    default:
      return false;
  }
}

function isLong({ range }: Additive): boolean {
  return range !== null && range.to - range.from >= SHORTEST_MS;
}

/** What questions that differ in nothing but range and buckets have in common. */
export function templateKey(question: CachedQuestion): string {
  return questionKey({ ...question, range: null, grid: null });
}
