import { stat } from 'node:fs/promises';
import path from 'node:path';
import { CallResultError } from '../domain/errors';

/** Where records are: the folder that the plugin may read, and the path inside of it that its settings name. */
export interface Place {
  readonly recordsDir: string;
  /** Relative to `recordsDir`; empty: the folder itself. */
  readonly path: string;
  /** What to call it on the page and in the terminal. */
  readonly title: string;
}

const GLOB = /[*?[\]{}()!]/;

/**
 * Turns the PATH of the command line into the two settings it stands for.
 * @throws CallResultError `settings` if nothing is there
 */
export async function findPlace(given: string, workingFolder: string): Promise<Place> {
  const full = path.resolve(workingFolder, given);
  const kind = await kindOf(full);
  switch (kind) {
    case 'folder':
      return { recordsDir: full, path: '', title: full };
    case 'file':
      return { recordsDir: path.dirname(full), path: path.basename(full), title: full };
    case 'missing':
      if (GLOB.test(given)) {
        return placeOfGlob(full, given);
      }
      throw new CallResultError('settings', `Nothing found at ${full}. Give a folder, a file or a glob that holds call records.`);
  }
}

async function placeOfGlob(full: string, given: string): Promise<Place> {
  const parts = full.split(path.sep);
  const first = parts.findIndex((part) => GLOB.test(part));
  const recordsDir = parts.slice(0, first).join(path.sep) || path.sep;
  if ((await kindOf(recordsDir)) !== 'folder') {
    throw new CallResultError('settings', `Folder ${recordsDir} not found, so ${given} has no files. Correct the path.`);
  }
  return { recordsDir, path: parts.slice(first).join('/'), title: full };
}

async function kindOf(full: string): Promise<'folder' | 'file' | 'missing'> {
  try {
    return (await stat(full)).isDirectory() ? 'folder' : 'file';
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : null;
    if (code === 'EACCES') {
      throw new CallResultError('settings', `${full} may not be read. Give yourself the right to, or choose another place.`, { cause });
    }
    return 'missing';
  }
}
