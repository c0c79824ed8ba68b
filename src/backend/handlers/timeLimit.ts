import { CallResultError } from '../../domain/errors';
import { queryCancelled } from '../stores/cancelled';

/**
 * Runs a job with a signal that is aborted when the caller gives up or the time is over.
 * @throws CallResultError `timeout` if the time was over, `cancelled` if the caller gave up
 */
export async function withTimeLimit<T>(limitMs: number, signal: AbortSignal, job: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  let timedOut = false;
  const giveUp = () => stop.abort(signal.reason);
  const timer = setTimeout(() => {
    timedOut = true;
    stop.abort();
  }, limitMs);
  if (signal.aborted) {
    giveUp();
  }
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await job(stop.signal);
  } catch (error) {
    if (timedOut && !signal.aborted) {
      const message = `The answer took longer than ${limitMs / 1_000} s and was stopped. Choose a shorter time range or fewer split values, or raise query_timeout_seconds of the plugin in grafana.ini.`;
      throw new CallResultError('timeout', message, { cause: error });
    }
    if (signal.aborted && !(error instanceof CallResultError)) {
      throw queryCancelled(error);
    }
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }
}
