import { promises as fs } from 'node:fs';
import path from 'node:path';

export const MEGABYTE = 1_000_000;
/** Of what is free; somebody else needs the disk, too. */
const SHARE_OF_FREE_SPACE = 0.4;

/** The limit, or a part of what is free and what is written already where that is less; megabytes. */
export async function roomFor(folder: string | null, limitMb: number, writtenBytes: number): Promise<number> {
  if (folder === null) {
    return limitMb;
  }
  const { bavail, bsize } = await fs.statfs(folder);
  return Math.min(limitMb, Math.floor(((bavail * bsize + writtenBytes) * SHARE_OF_FREE_SPACE) / MEGABYTE));
}

/** Bytes of all files within a folder, by their paths there. */
export async function fileSizes(folder: string | null): Promise<Map<string, number>> {
  const names = folder === null ? [] : await fs.readdir(folder, { recursive: true });
  return new Map(
    await Promise.all(names.map(async (name): Promise<[string, number]> => [name, await sizeOf(path.join(folder ?? '', name))]))
  );
}

/** One that was removed meanwhile takes nothing. */
async function sizeOf(file: string): Promise<number> {
  const stat = await fs.stat(file).catch(() => null);
  return stat?.isFile() === true ? stat.size : 0;
}

export function sumOf(sizes: ReadonlyMap<string, number>): number {
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}
