import { CallResultError } from '../../../domain/errors';
import type { Places } from '../sql/places';

/**
 * Does work once there is a place for it, in the order of arrival.
 * @throws CallResultError `cancelled` if the signal is aborted while waiting.
 */
export async function inTurn<T>(places: Places, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  let release;
  try {
    release = await places.take(signal);
  } catch (error) {
    throw new CallResultError('cancelled', 'Query cancelled.', { cause: error });
  }
  try {
    return await work();
  } finally {
    release();
  }
}
