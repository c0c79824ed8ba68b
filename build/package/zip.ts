import { createWriteStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

const RUNS = 0o100755;
const IS_READ = 0o100644;

/**
 * Packs folders into one archive whose bytes depend on their files alone: files in the order of their names, all of one time.
 * @param runs whether a file is a program
 */
export async function zip(
  archive: string,
  folders: readonly { readonly folder: string; readonly as: string }[],
  { time, runs }: { readonly time: Date; runs(path: string): boolean }
): Promise<void> {
  const files = (await Promise.all(folders.map(filesBelow))).flat().sort((a, b) => (a.name < b.name ? -1 : 1));
  const packed = new ZipFile();
  const written = pipeline(packed.outputStream, createWriteStream(archive));
  for (const { file, name } of files) {
    packed.addFile(file, name, { mtime: time, mode: runs(name) ? RUNS : IS_READ });
  }
  packed.end();
  await written;
}

async function filesBelow({ folder, as }: { readonly folder: string; readonly as: string }): Promise<{ file: string; name: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return { file, name: `${as}/${file.slice(folder.length + 1).replaceAll(sep, '/')}` };
    });
}
