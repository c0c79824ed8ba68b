import { CallResultError } from '../../../domain/errors';
import type { Semaphore } from '../sql/semaphore';

/**
 * Does work once there is a place for it, in the order of arrival.
 * @throws CallResultError `cancelled` if the signal is aborted while waiting.
 */
export async function inTurn<T>(semaphore: Semaphore, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  let release;
  try {
    release = await semaphore.take(signal);
  } catch (error) {
    throw new CallResultError('cancelled', 'Query cancelled.', { cause: error });
  }
  try {
    return await work();
  } finally {
    release();
  }
}
