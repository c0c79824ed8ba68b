import type { Store, StoreAnswer, StoreQuestion } from '../store';
import { beyondAnswers } from './beyondAnswers';

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
    ...beyondAnswers(store),
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
