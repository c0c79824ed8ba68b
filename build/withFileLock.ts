import { mkdir, rmdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A build takes seconds; a lock this old was left by one that was killed. */
const forgottenMs = 120_000;

/** Runs `job` while no other process does so under the same `lock`, a folder that exists just as long. */
export async function withFileLock<T>(lock: string, job: () => Promise<T>): Promise<T> {
  await mkdir(dirname(lock), { recursive: true });
  while (!(await taken(lock))) {
    await sleep(50);
  }
  try {
    return await job();
  } finally {
    await rmdir(lock);
  }
}

async function taken(lock: string): Promise<boolean> {
  try {
    await mkdir(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
    const age = await stat(lock).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0
    );
    if (age > forgottenMs) {
      await rmdir(lock).catch(() => undefined);
    }
    return false;
  }
}
