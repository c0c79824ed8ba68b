import { type Dirent, promises as fs, type Stats } from 'node:fs';
import path from 'node:path';
import picomatch from 'picomatch';
import { CallResultError } from '../../../domain/errors';
import { belongsToTable, type Layout } from '../../../domain/layouts/layout';
import { PLUGIN_ID } from '../../../domain/pluginId';
import { codeOf } from '../sql/connectionProblems';
import { groupDocuments } from './documentFiles';
import { isReadable } from './enginePath';
import { ENDINGS_TEXT, formatOfName } from './fileName';
import type { RecordFile } from './recordFile';
import type { UnreadRows } from './unreadRows';
import { LeftOutFiles } from './leftOutFiles';
import { NOT_REGULAR, severalAtOnce, statOf } from './regularFile';

const MAX_FILES = 200_000;
const DEEPEST_FOLDER = 8;

/** A file or folder inside a folder that is left out while the others are read. */
export interface SkippedFile {
  readonly what: 'file' | 'folder';
  readonly name: string;
  readonly reason: string;
}

export interface FoundFiles {
  readonly files: readonly RecordFile[];
  readonly skipped: readonly SkippedFile[];
  /** What the folder holds besides. */
  readonly leftOut: readonly UnreadRows[];
}

/**
 * The files of records that a data source's path names: a file, a folder with everything below it, or a glob.
 * @throws CallResultError `settings` if the path is not there, has no records or leads out of the records folder.
 */
export async function findRecordFiles(recordsDir: string, wanted: string, layout: Layout): Promise<FoundFiles> {
  const root = await realFolder(recordsDir);
  const { start, glob } = await placeOf(root, withinRoot(recordsDir, root, wanted));
  const real = await realInside(root, start, wanted);
  const isFolder = (await statOf(real))?.isDirectory() ?? false;
  const isMatch = glob === null ? null : picomatch(glob);
  const matches = (file: string) => isMatch === null || isMatch(path.relative(real, file));
  const found: RecordFile[] = [];
  const skipped: SkippedFile[] = [];
  const leftOut = new LeftOutFiles();
  const take = async (file: string, strict: boolean, isPlain = false) => {
    const name = path.relative(root, file);
    const format = formatOfName(path.basename(file), layout)?.format ?? null;
    const table = format === 'duckdb' ? null : layout.tables.find((candidate) => belongsToTable(candidate, path.basename(file)));
    if (format === null || table === undefined || !matches(file)) {
      if (strict) {
        throw new CallResultError(
          'settings',
          `path: ${format === null ? `"${name}" is not a file of call records; its name must end in ${ENDINGS_TEXT}` : `"${name}" matches no table of layout ${layout.name}; ${namedTables(layout)}`}.`
        );
      }
      if (matches(file)) {
        leftOut.add(format === null ? 'ending' : 'table', name);
      }
      return;
    }
    // Links to folders are not followed, so a regular file below the folder is where it seems to be.
    const plain = isPlain ? await statOf(file, false) : null;
    const isThere = plain?.isFile() === true;
    const target = isThere ? file : strict ? await realInside(root, file, name) : await realOf(file);
    const reason = strict || isThere ? null : await reasonToSkip(root, file, target);
    if (reason !== null) {
      skipped.push({ what: 'file', name, reason });
      return;
    }
    const stat = isThere ? plain : target === null ? null : await statOf(target);
    if (stat !== null && !stat.isFile()) {
      skipped.push({ what: 'file', name, reason: NOT_REGULAR });
    } else if (target !== null && !isReadable(target)) {
      skipped.push({ what: 'file', name, reason: 'its path contains a backslash and one of the characters * ? [. Rename it.' });
    } else if (stat !== null && target !== null) {
      const { size, mtimeMs, ino } = stat;
      found.push({ path: target, name, format, documents: [], table, size, modifiedMs: mtimeMs, inode: ino, version: versionOf(stat) });
    }
    if (found.length > MAX_FILES) {
      throw new CallResultError(
        'settings',
        `path: "${wanted}" has more than ${MAX_FILES.toLocaleString('en-US')} files of call records. Choose a folder with fewer files.`
      );
    }
  };
  if (isFolder) {
    await walk(real, await entriesOf(real), 1, {
      take: (file, isPlain) => take(file, false, isPlain),
      leaveOut: (hidden) => leftOut.add('hidden', path.relative(root, hidden)),
      skip: (folder, reason) => skipped.push({ what: 'folder', name: path.relative(root, folder), reason }),
    });
  } else {
    await take(start, true);
  }
  const [firstSkipped] = skipped;
  if (found.length === 0 && firstSkipped !== undefined) {
    throw new CallResultError('settings', `path: "${firstSkipped.name}" is skipped: ${firstSkipped.reason}`);
  }
  if (found.length === 0) {
    throw new CallResultError(
      'settings',
      `path: no call records found in "${wanted || recordsDir}". Files must ${glob === null ? '' : 'match the glob and '}end in ${ENDINGS_TEXT}${layout.tables.some(({ files }) => files === 'named') ? `; ${namedTables(layout)}` : ''}.`
    );
  }
  return {
    files: groupDocuments(found).sort((a, b) => (a.path < b.path ? -1 : 1)),
    skipped: skipped.sort((a, b) => (a.name < b.name ? -1 : 1)),
    leftOut: leftOut.rows,
  };
}

/** Changes whenever a file is added, removed, replaced or written to. */
export function signatureOf({ files, skipped, leftOut }: FoundFiles): string {
  const read = files.map(({ path: file, version }) => `${file}\0${version}`);
  return [
    ...read,
    ...skipped.map(({ name, reason }) => `${name}\0${reason}`),
    ...leftOut.map(({ reason, example }) => `${example}\0${reason}`),
  ].join('\n');
}

/** A copy may keep size and time of what it replaces, but not the rest. */
function versionOf({ size, mtimeMs, ctimeMs, ino }: Stats): string {
  return [size, mtimeMs, ctimeMs, ino].join(' ');
}

function namedTables(layout: Layout): string {
  const names = layout.tables.map(({ name }) => `${name}.csv or ${name}-2026-11.csv.gz`).join(', ');
  return `layout ${layout.name} reads files with names such as ${names}`;
}

async function realFolder(recordsDir: string): Promise<string> {
  try {
    return await fs.realpath(recordsDir);
  } catch (error) {
    throw new CallResultError(
      'settings',
      `The records folder ${recordsDir} does not exist or cannot be read. Create it, or set records_dir in the section [plugin.${PLUGIN_ID}] of grafana.ini.`,
      { cause: error }
    );
  }
}

/**
 * Where to look, and the glob that files below must match; null: no glob. What exists under its exact name is read as it is, whatever characters
 * its name has.
 */
async function placeOf(root: string, relative: string): Promise<{ start: string; glob: string | null }> {
  const parts = relative.split(path.sep);
  let known = root;
  while (parts[0] !== undefined && (await isThere(path.join(known, parts[0])))) {
    known = path.join(known, parts.shift() ?? '');
  }
  const rest = parts.join('/');
  const { base, glob } = picomatch.scan(rest);
  return glob === '' ? { start: path.join(known, rest), glob: null } : { start: path.join(known, base), glob };
}

/** The path relative to the records folder; absolute paths inside of it are accepted too. */
function withinRoot(recordsDir: string, root: string, wanted: string): string {
  if (wanted.includes('\0')) {
    throw new CallResultError('settings', 'path: contains a NUL character; remove it.');
  }
  if (wanted.split(/[\\/]/).includes('..')) {
    throw new CallResultError(
      'settings',
      `path: "${wanted}" contains "..", which is not allowed. Enter a path inside the records folder ${recordsDir}.`
    );
  }
  if (!path.isAbsolute(wanted)) {
    return path.normalize(wanted === '' ? '.' : wanted);
  }
  for (const folder of [path.resolve(recordsDir), root]) {
    const relative = path.relative(folder, wanted);
    if (!relative.startsWith('..') && !path.isAbsolute(relative)) {
      return relative === '' ? '.' : relative;
    }
  }
  throw outside(wanted, recordsDir);
}

async function realInside(root: string, file: string, wanted: string): Promise<string> {
  let real: string;
  try {
    real = await fs.realpath(file);
  } catch (error) {
    const denied = codeOf(error) === 'EACCES';
    throw new CallResultError(
      'settings',
      `path: "${wanted}" ${denied ? "cannot be read by Grafana's user" : 'does not exist'} in ${root}.`,
      { cause: error }
    );
  }
  if (real !== root && !real.startsWith(root + path.sep)) {
    throw outside(wanted, root);
  }
  return real;
}

function outside(wanted: string, recordsDir: string): CallResultError {
  return new CallResultError(
    'settings',
    `path: "${wanted}" leads outside the records folder ${recordsDir}, which is not allowed. Put the records there, or have the server's administrator change records_dir in grafana.ini.`
  );
}

/** Why a file of a folder is left out, though the others are read; null if it is read, or went away a moment ago. */
async function reasonToSkip(root: string, file: string, real: string | null): Promise<string | null> {
  if (real === null) {
    return (await isThere(file)) ? "a broken link, or a location that Grafana's user cannot read." : null;
  }
  return real.startsWith(root + path.sep) ? null : 'a link that leads outside the records folder. Put the file there instead.';
}

async function isThere(file: string): Promise<boolean> {
  return fs.lstat(file).then(
    () => true,
    () => false
  );
}

async function realOf(file: string): Promise<string | null> {
  return fs.realpath(file).catch(() => null);
}

/** What is done with what a folder holds. */
interface Visitor {
  /** @param isPlain whether it is a file rather than a link to one */
  take(file: string, isPlain: boolean): Promise<void>;
  leaveOut(hidden: string): void;
  skip(folder: string, reason: string): void;
}

/** @param depth that of the entries */
async function walk(folder: string, entries: readonly Dirent[], depth: number, visitor: Visitor): Promise<void> {
  const [hidden, seen] = [entries.filter(isHidden), entries.filter((entry) => !isHidden(entry))];
  hidden.forEach(({ name }) => visitor.leaveOut(path.join(folder, name)));
  await severalAtOnce(
    seen.filter((entry) => !entry.isDirectory()),
    (entry) => visitor.take(path.join(folder, entry.name), entry.isFile())
  );
  for (const { name } of seen.filter((entry) => entry.isDirectory())) {
    const full = path.join(folder, name);
    if (depth > DEEPEST_FOLDER) {
      visitor.skip(full, `more than ${DEEPEST_FOLDER} folders deep. Move it up, or enter a folder further down as path.`);
    } else {
      await enter(full, depth, visitor);
    }
  }
}

const isHidden = ({ name }: Dirent) => name.startsWith('.');

/** A folder below that cannot be read hides none of its neighbors; one that went away a moment ago has nothing to tell. */
async function enter(folder: string, depth: number, visitor: Visitor): Promise<void> {
  let entries: Dirent[];
  try {
    entries = await entriesOf(folder);
  } catch {
    if (await isThere(folder)) {
      visitor.skip(folder, "a folder that Grafana's user cannot read. Allow it to, or move the folder elsewhere.");
    }
    return;
  }
  await walk(folder, entries, depth + 1, visitor);
}

/** @throws CallResultError `settings` if the folder is not there or cannot be read */
async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await fs.readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw new CallResultError('settings', `path: the folder "${folder}" cannot be read by Grafana's user.`, { cause: error });
  }
}
