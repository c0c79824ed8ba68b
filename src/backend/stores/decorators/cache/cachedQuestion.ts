import { questionKey } from '../../questionKey';
import type { BreakdownQuestion, BucketGrid, CountsQuestion, HistogramQuestion, TimeRange, TimingQuestion } from '../../question';
import type { StoreQuestion } from '../../store';

type Additive = CountsQuestion | BreakdownQuestion | HistogramQuestion;

/** A question whose answer is the sum of its answers for parts of the range. */
export type CachedQuestion = Additive & { readonly range: TimeRange };

/** One whose numbers of past buckets stay as they are. */
export type CachedTimings = TimingQuestion & { readonly range: TimeRange; readonly grid: BucketGrid };

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

export function isCachedTimings(question: StoreQuestion): question is CachedTimings {
  return question.kind === 'timing' && question.grid !== null && isLong(question);
}

function isLong({ range }: Additive | TimingQuestion): boolean {
  return range !== null && range.to - range.from >= SHORTEST_MS;
}

/** What questions that differ in nothing but range and buckets have in common. */
export function templateKey(question: CachedQuestion): string {
  return questionKey({ ...question, range: null, grid: null });
}

/** What questions of numbers by equal buckets have in common. @param offsetMs of their clock */
export function timingsKey(question: CachedTimings, offsetMs: number): string {
  const grid = { stepMs: question.grid.stepMs, offsets: [{ until: null, offsetMs }] };
  return questionKey({ ...question, range: null, grid });
}
