import { patience } from './patience';

/** A request that arrives before the statement has begun is lost, so it is repeated. */
const CANCEL_AGAIN_MS = 250;
/** How long a cancelled statement may take to end before its connection is cut. */
const CANCEL_WITHIN_MS = 5000;
/** A server that does not answer at all within this time is not there; its reader is told within five seconds. */
export const ANSWER_WITHIN_MS = 4500;
/** The same of a server that did not answer the last time. */
export const ANSWER_AGAIN_WITHIN_MS = 1500;
/** An idle connection that does not answer within this time is dead: a firewall forgot it, or its server is gone. */
export const KEPT_ANSWER_WITHIN_MS = 1000;
/** How much longer than the server's own limit an answer may stay away. */
export const AFTER_TIMEOUT_MS = 10_000;
/** How long a connection may take to say goodbye before it is cut. */
export const CLOSE_WITHIN_MS = 250;

/** What there is to say of a server that does not answer; with the code of a connection that nobody takes up. */
export function noAnswer(): Error {
  return Object.assign(new Error('The server did not answer in time.'), { code: 'ETIMEDOUT' });
}

/** Waits for work, whose connection is cut if it takes longer. */
export async function within<T>(ms: number, cut: (reason: unknown) => void, work: Promise<T>): Promise<T> {
  let stop = () => {};
  const late = new Promise<never>((_, reject) => {
    stop = patience(ms, () => {
      const reason = noAnswer();
      reject(reason);
      cut(reason);
    });
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    stop();
  }
}

/**
 * Runs a statement. Once the signal is aborted, the server is asked to stop it until it has ended; a connection that does not end it is cut.
 * @param cancel asks the server once; never rejects
 */
export async function cancellable<T>(
  signal: AbortSignal,
  { cancel, cut }: { readonly cancel: () => Promise<void>; readonly cut: (reason: unknown) => void },
  work: () => Promise<T>
): Promise<T> {
  let again: NodeJS.Timeout | undefined;
  let cutting: NodeJS.Timeout | undefined;
  let ended = false;
  const request = async () => {
    await cancel();
    if (!ended) {
      again = setTimeout(() => void request(), CANCEL_AGAIN_MS);
    }
  };
  const stop = () => {
    cutting = setTimeout(() => cut(signal.reason), CANCEL_WITHIN_MS);
    void request();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    const answer = work();
    if (signal.aborted) {
      stop();
    }
    return await answer;
  } finally {
    ended = true;
    signal.removeEventListener('abort', stop);
    clearTimeout(again);
    clearTimeout(cutting);
  }
}

/** Cuts a connection that is being opened if the signal is aborted before it is, or if it fails. */
export async function cutOnAbort<T>(signal: AbortSignal, cut: (reason: unknown) => void, opening: Promise<T>): Promise<T> {
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error);
  });
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) {
    abort();
  }
  try {
    return await Promise.race([opening, aborted]);
  } catch (error) {
    cut(error);
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
