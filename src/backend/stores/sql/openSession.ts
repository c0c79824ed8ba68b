import { patience } from './patience';
import { noAnswer } from './sessionTimers';

/** When a second attempt is made beside the first, whose packets may have been lost. */
const OPEN_AGAIN_AFTER_MS = 2_000;

/**
 * Opens a connection, by whichever of two attempts is first; the other one is given up. Rejects as the first does.
 * @param open gives up when its signal is aborted
 * @param withinMs how long it may take
 */
export async function openSession<S extends { close(): Promise<void> }>(
  open: (signal: AbortSignal) => Promise<S>,
  withinMs: number,
  signal: AbortSignal
): Promise<S> {
  const ending = new AbortController();
  const stop = AbortSignal.any([signal, ending.signal]);
  let late = false;
  const stopWaiting = patience(withinMs, () => {
    late = true;
    ending.abort(noAnswer());
  });
  let isOpen = false;
  const attempt = async (): Promise<S> => {
    const session = await open(stop);
    if (isOpen) {
      await session.close();
      throw noAnswer();
    }
    isOpen = true;
    return session;
  };
  let again: NodeJS.Timeout | undefined;
  const second = new Promise<S>((resolve, reject) => {
    again = setTimeout(() => void attempt().then(resolve, reject), OPEN_AGAIN_AFTER_MS);
  });
  second.catch(() => undefined);
  try {
    return await Promise.race([attempt(), second]);
  } catch (error) {
    throw late && !signal.aborted ? noAnswer() : error;
  } finally {
    stopWaiting();
    clearTimeout(again);
    ending.abort();
  }
}
