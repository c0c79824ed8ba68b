import { Semaphore } from '../../concurrency/semaphore';
import { orAborted, queryCancelled } from '../cancelled';
import { questionKey } from '../questionKey';
import { answerTo, type Store, type StoreAnswer, type StoreQuestion } from '../store';
import { beyondAnswers } from './beyondAnswers';

export interface SharingMetrics {
  /** A question was answered by a statement that another one had begun. */
  statementShared(question: StoreQuestion['kind']): void;
}

/** A question that is being answered. */
interface Flight {
  readonly answer: Promise<StoreAnswer>;
  readonly stop: AbortController;
  waiting: number;
}

/**
 * The same store, in which equal questions that are asked at the same time are one. Who leaves does not stop it for the
 * others; when the last one leaves it is stopped. Its failure is everybody's, and is not kept.
 * @param atOnce how many questions the store is asked at the same time; of those that wait, the newest calls come first
 */
export function withSharing(store: Store, atOnce: number, metrics: SharingMetrics): Store {
  const flights = new Map<string, Flight>();
  const turns = new Semaphore(atOnce);

  const begin = (key: string, question: StoreQuestion): Flight => {
    const stop = new AbortController();
    const answer = takesNoTurn(question)
      ? store.ask(question, stop.signal)
      : turns.run(stop.signal, () => store.ask(question, stop.signal), newness(question));
    const flight = { answer, stop, waiting: 0 };
    // A question that was stopped may have been asked anew.
    const ended = () => void (flights.get(key) === flight && flights.delete(key));
    answer.then(ended, ended);
    flights.set(key, flight);
    return flight;
  };

  return {
    async ask<Q extends StoreQuestion>(question: Q, signal: AbortSignal): Promise<StoreAnswer<Q>> {
      if (signal.aborted) {
        throw queryCancelled(signal.reason);
      }
      const key = questionKey(question);
      const known = flights.get(key);
      const flight = known ?? begin(key, question);
      flight.waiting++;
      try {
        const answer = answerTo(question, await orAborted(signal, flight.answer));
        if (known === undefined) {
          return answer;
        }
        metrics.statementShared(question.kind);
        return { ...answer, shared: true };
      } finally {
        flight.waiting--;
        if (flight.waiting === 0 && flights.get(key) === flight) {
          flights.delete(key);
          flight.stop.abort();
        }
      }
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
