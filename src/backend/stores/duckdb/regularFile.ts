import { constants, promises as fs, type Stats } from 'node:fs';
import { CallResultError } from '../../../domain/errors';
import { codeOf } from '../sql/connectionProblems';
import { engineError } from './engineError';

const GONE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

export const NOT_REGULAR = 'not a regular file but a folder, pipe, socket or device. Replace it with a file of records, or rename it.';

/**
 * What a path names; null if it went away a moment ago.
 * @throws CallResultError `store` if it cannot be looked at
 */
export async function statOf(file: string): Promise<Stats | null> {
  try {
    return await fs.stat(file);
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
export async function refuseIrregularFile(file: string): Promise<void> {
  await (await openRegularFile(file)).close();
}
