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
