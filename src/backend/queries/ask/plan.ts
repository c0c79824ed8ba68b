import type { BreakdownQuestion, HistogramQuestion } from '../../stores/question';
import type { StoreAnswer, StoreQuestion } from '../../stores/store';

/** What a plan waits for: the answer to a question, or the ends of plans that go on at the same time. */
export type Step =
  | { readonly question: StoreQuestion }
  | { readonly question: BreakdownQuestion | HistogramQuestion; readonly split: SplitSize }
  | { readonly together: readonly Plan<unknown>[] };

/** What a question distinguishes: the more buckets, the more entries its answer has. */
export interface SplitSize {
  readonly names: readonly string[];
  readonly buckets: number;
}

/**
 * What a query asks the store, step by step, and what it makes of the answers. A plan is pure: it yields questions, and whoever runs it
 * gives it the answers. A query that must know one answer to ask for the next asks twice in its plan: `yield* ask(…)`, then again.
 */
export type Plan<T> = Generator<Step, T, unknown>;

/** What a plan ends with. */
export type EndOf<P> = P extends Plan<infer T> ? T : never;

export function* ask<Q extends StoreQuestion>(question: Q): Plan<StoreAnswer<Q>> {
  return (yield { question }) as StoreAnswer<Q>;
}

/** Asks for entries that are counted one by one; null where there are more than the question wants, or where that is known. */
export function* askIfFew<Q extends BreakdownQuestion | HistogramQuestion>(question: Q, split: SplitSize): Plan<StoreAnswer<Q> | null> {
  return (yield { question, split }) as StoreAnswer<Q> | null;
}

/** Plans that do not wait for each other. Where one fails the others are stopped. */
export function* together<T extends readonly unknown[]>(...plans: { readonly [Index in keyof T]: Plan<T[Index]> }): Plan<T> {
  return (yield { together: plans }) as T;
}
