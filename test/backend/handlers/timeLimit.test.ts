import { withTimeLimit } from '../../../src/backend/handlers/timeLimit';
import { CallResultError } from '../../../src/domain/errors';

/** Runs until it is stopped, as a statement in a store does. */
function untilStopped(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(new CallResultError('cancelled', 'stopped'));
    signal.addEventListener('abort', stop);
    if (signal.aborted) {
      stop();
    }
  });
}

const never = new AbortController().signal;

test('a job that takes too long is stopped, and the error says what to do', async () => {
  await expect(withTimeLimit(20, never, untilStopped)).rejects.toMatchObject({
    kind: 'timeout',
    message: expect.stringMatching(/longer than 0.02 s .* shorter time range .* query_timeout_seconds/),
  });
});

test('a caller that gives up stops the job, which is not a timeout', async () => {
  const caller = new AbortController();
  const job = withTimeLimit(10_000, caller.signal, untilStopped);
  caller.abort();
  await expect(job).rejects.toMatchObject({ kind: 'cancelled' });
  await expect(withTimeLimit(10_000, caller.signal, untilStopped)).rejects.toMatchObject({ kind: 'cancelled' });
});

test('answers and errors in time pass through', async () => {
  await expect(withTimeLimit(10_000, never, async () => 7)).resolves.toBe(7);
  const fault = new TypeError('ours');
  await expect(withTimeLimit(10_000, never, () => Promise.reject(fault))).rejects.toBe(fault);
});
