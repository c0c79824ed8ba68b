import { orAborted, queryCancelled } from './cancelled';

/** Work that is being done. */
interface Flight<T> {
  readonly result: Promise<T>;
  readonly stop: AbortController;
  waiting: number;
}

/**
 * Equal work that is wanted at the same time is done once. Who leaves does not stop it for the others; when the last one leaves it is stopped. Its
 * failure is everybody's, and is not kept.
 */
export class JoinedWork<T> {
  private readonly flights = new Map<string, Flight<T>>();

  /**
   * @param key equal for equal work
   * @param begin must not depend on the one that begins it
   * @throws CallResultError `cancelled` if the signal fires
   */
  async join(
    key: string,
    signal: AbortSignal,
    begin: (signal: AbortSignal) => Promise<T>
  ): Promise<{ readonly result: T; readonly isShared: boolean }> {
    if (signal.aborted) {
      throw queryCancelled(signal.reason);
    }
    const known = this.flights.get(key);
    const flight = known ?? this.take(key, begin);
    flight.waiting++;
    try {
      return { result: await orAborted(signal, flight.result), isShared: known !== undefined };
    } finally {
      flight.waiting--;
      if (flight.waiting === 0 && this.flights.get(key) === flight) {
        this.flights.delete(key);
        flight.stop.abort();
      }
    }
  }

  private take(key: string, begin: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const stop = new AbortController();
    const flight = { result: begin(stop.signal), stop, waiting: 0 };
    // Work that was stopped may have been begun anew.
    const ended = () => void (this.flights.get(key) === flight && this.flights.delete(key));
    flight.result.then(ended, ended);
    this.flights.set(key, flight);
    return flight;
  }
}
