import type { Store, StoreAnswer, StoreQuestion } from '../store';

/** What is counted of each answer of a store. */
export interface StoreMetrics {
  storeAnswered(question: StoreQuestion['kind'], seconds: number, rows: number): void;
}

/** The same store, each question of which is measured. */
export function withMetrics(store: Store, metrics: StoreMetrics): Store {
  return {
    async ask<Q extends StoreQuestion>(question: Q, signal: AbortSignal): Promise<StoreAnswer<Q>> {
      const answer = await store.ask(question, signal);
      metrics.storeAnswered(question.kind, answer.statementMs / 1_000, rowsOf(answer));
      return answer;
    },
    ...(store.version === undefined ? {} : { version: (signal: AbortSignal) => store.version?.(signal) ?? Promise.resolve(null) }),
    ...(store.changes === undefined
      ? {}
      : { changes: (from: string, to: string, signal: AbortSignal) => store.changes?.(from, to, signal) ?? Promise.resolve(null) }),
    ...(store.arrivals === undefined
      ? {}
      : { arrivals: (since: string | null, signal: AbortSignal) => store.arrivals?.(since, signal) ?? Promise.resolve(null) }),
    close: () => store.close(),
  };
}

function rowsOf(answer: StoreAnswer): number {
  switch (answer.kind) {
    case 'counts':
    case 'breakdown':
    case 'histogram':
      return answer.code.length;
    case 'records':
      return answer.records.length;
    case 'values':
      return answer.values.length;
    default:
      return 1;
  }
}
