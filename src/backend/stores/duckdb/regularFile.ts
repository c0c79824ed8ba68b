import { constants, promises as fs, type Stats } from 'node:fs';
import { CallResultError } from '../../../domain/errors';
import { codeOf } from '../sql/connectionProblems';
import { engineError } from './engineError';

const GONE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

const LOOKED_AT_ONCE = 32;

export const NOT_REGULAR = 'not a regular file but a folder, pipe, socket or device. Replace it with a file of records, or rename it.';

/**
 * What a path names; null if it went away a moment ago.
 * @param followed false for a link itself
 * @throws CallResultError `store` if it cannot be looked at
 */
export async function statOf(file: string, followed = true): Promise<Stats | null> {
  try {
    return await (followed ? fs.stat(file) : fs.lstat(file));
  } catch (error) {
    if (GONE.has(codeOf(error))) {
      return null;
    }
    throw engineError(error);
  }
}

/**
 * Opens a file for reading without ever waiting for a writer, as the plain way to open a pipe does: that would hold one of the
 * few threads that all files are read with.
 * @throws CallResultError `store` if it is not a regular file, cannot be opened or is gone.
 */
export async function openRegularFile(file: string): Promise<fs.FileHandle> {
  let handle: fs.FileHandle | null = null;
  try {
    handle = await fs.open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    if (!(await handle.stat()).isFile()) {
      throw new CallResultError('store', NOT_REGULAR);
    }
    return handle;
  } catch (error) {
    await handle?.close();
    throw engineError(error);
  }
}

/** For what is opened by its path elsewhere, right before that. */
export async function refuseIrregularFiles(files: readonly string[]): Promise<void> {
  await severalAtOnce(files, async (file) => (await openRegularFile(file)).close());
}

/** Looks at files, so many at once that none waits long for the one before. */
export async function severalAtOnce<T>(files: readonly T[], look: (file: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < files.length; from += LOOKED_AT_ONCE) {
    await Promise.all(files.slice(from, from + LOOKED_AT_ONCE).map(look));
  }
}
