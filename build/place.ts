import { constants, copyFile, mkdir, rename, stat, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes `to` a copy of `from`, unless it is one already. A process that runs the old file keeps it: the copy takes its
 * place in one step and never changes it.
 */
export async function place(from: string, to: string): Promise<void> {
  const source = await stat(from);
  const present = await stat(to).catch(() => null);
  if (present !== null && present.size === source.size && Math.abs(present.mtimeMs - source.mtimeMs) < 1) {
    return;
  }
  await mkdir(dirname(to), { recursive: true });
  const fresh = `${to}.${process.pid}.new`;
  await copyFile(from, fresh, constants.COPYFILE_FICLONE);
  await utimes(fresh, source.atime, source.mtime);
  await rename(fresh, to);
}
