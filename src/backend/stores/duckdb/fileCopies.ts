import { createHash } from 'node:crypto';
import type { RecordFile } from './recordFile';
import { openRegularFile } from './regularFile';

/** How much of a file is compared at its beginning, and at its end. */
const COMPARED_BYTES = 1_000_000;

/** Two files with the same content. */
export type FileCopy = readonly [original: RecordFile, copy: RecordFile];

/** Finds files that are there twice. Only files of the same size are compared, and only new ones are read. */
export class FileCopies {
  private hashes = new Map<string, string>();

  async among(files: readonly RecordFile[]): Promise<FileCopy[]> {
    const known = this.hashes;
    this.hashes = new Map();
    const copies: FileCopy[] = [];
    for (const alike of alikeBySize(files).values()) {
      const originals = new Map<string, RecordFile>();
      for (const file of alike.length > 1 ? alike : []) {
        const state = `${file.path}\0${file.version}`;
        const hash = known.get(state) ?? (await contentHash(file));
        this.hashes.set(state, hash);
        const original = originals.get(hash);
        if (original === undefined) {
          originals.set(hash, file);
        } else {
          copies.push([original, file]);
        }
      }
    }
    return copies;
  }
}

/** Files of a table that have the same size. */
function alikeBySize(files: readonly RecordFile[]): Map<string, RecordFile[]> {
  const groups = new Map<string, RecordFile[]>();
  for (const file of files.filter(({ size, documents }) => size > 0 && documents.length === 0)) {
    const key = `${file.table?.name ?? ''}\0${file.size}`;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(file);
  }
  return groups;
}

/** Of the beginning and the end of a file; of its name where it cannot be read, which is told elsewhere. */
async function contentHash({ path, size }: RecordFile): Promise<string> {
  try {
    const file = await openRegularFile(path);
    try {
      const hash = createHash('sha256');
      const length = Math.min(size, COMPARED_BYTES);
      for (const at of new Set([0, size - length])) {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
        hash.update(buffer.subarray(0, bytesRead));
      }
      return hash.digest('hex');
    } finally {
      await file.close();
    }
  } catch {
    return path;
  }
}
