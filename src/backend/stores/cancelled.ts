import { CallResultError } from '../../domain/errors';

export function queryCancelled(cause: unknown): CallResultError {
  return new CallResultError('cancelled', 'Query cancelled.', { cause });
}

/** Whatever work fails with once its signal is aborted, it fails as `cancelled`. */
export async function orCancelled<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw signal.aborted ? queryCancelled(error) : error;
  }
}

/** Waits for work that goes on even if the one that waits leaves. */
export async function orAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let leave = () => {};
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(queryCancelled(signal.reason));
  });
  signal.addEventListener('abort', leave, { once: true });
  try {
    if (signal.aborted) {
      leave();
    }
    return await Promise.race([work, left]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
