import { Semaphore } from '../../concurrency/semaphore';
import { questionKey } from '../questionKey';
import { JoinedWork } from '../joinedWork';
import { answerTo, type Asker, type Store, type StoreAnswer, type StoreQuestion } from '../store';
import { beyondAnswers } from './beyondAnswers';

export interface SharingMetrics {
  /** A question was answered by a statement that another one had begun. */
  statementShared(question: StoreQuestion['kind']): void;
}

/**
 * The same store, in which equal questions that are asked at the same time are one.
 * @param atOnce how many questions the store is asked at the same time; of those that wait, the newest calls come first
 */
export function withSharing(store: Store, atOnce: number, metrics: SharingMetrics): Store {
  const flights = new JoinedWork<StoreAnswer>();
  const turns = new Semaphore(atOnce);
  const begin = (question: StoreQuestion, signal: AbortSignal, asker?: Asker) => {
    const ask = () => store.ask(question, signal, asker);
    return takesNoTurn(question) ? ask() : turns.run(signal, ask, newness(question));
  };

  return {
    async ask<Q extends StoreQuestion>(question: Q, signal: AbortSignal, asker?: Asker): Promise<StoreAnswer<Q>> {
      const { result, isShared } = await flights.join(questionKey(question), signal, (stop) => begin(question, stop, asker));
      const answer = answerTo(question, result);
      if (!isShared) {
        return answer;
      }
      metrics.statementShared(question.kind);
      return { ...answer, shared: true };
    },
    ...beyondAnswers(store),
    close: () => store.close(),
  };
}

/** What is known without a statement need not wait for those that run. */
function takesNoTurn({ kind }: StoreQuestion): boolean {
  return kind === 'shape' || kind === 'columns' || kind === 'tables';
}

/** The middle of the range: of two that end now, the shorter one is about newer calls. What has no range is asked while somebody sets a data source up. */
function newness(question: StoreQuestion): number {
  const range = 'range' in question ? question.range : null;
  return range === null ? Infinity : (range.from + range.to) / 2;
}
