import { setTimeout as sleep } from 'node:timers/promises';

/** Less than a test's own time, so that its failure says what did not happen; more than a busy machine needs. */
const PATIENCE_MS = 45_000;

/** Waits until the condition holds. @throws Error that shows the condition. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; !(await holds()); await sleep(20)) {
    if (Date.now() > end) {
      throw new Error(`This did not happen within ${PATIENCE_MS / 1000} s: ${holds.toString()}`);
    }
  }
}
