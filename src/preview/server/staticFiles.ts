import { readFile } from 'node:fs/promises';
import path from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

export interface StaticFile {
  readonly type: string;
  readonly body: Uint8Array;
}

/** A folder whose files are served under a prefix of the address. */
export interface Mount {
  readonly prefix: string;
  readonly folder: string;
}

/** The file of an address, or null if there is none; never one outside the mounts' folders. */
export async function findFile(mounts: readonly Mount[], address: string): Promise<StaticFile | null> {
  for (const { prefix, folder } of mounts) {
    const type = TYPES[path.extname(address)];
    const file = path.join(folder, address.slice(prefix.length));
    if (!address.startsWith(prefix) || type === undefined || !file.startsWith(folder + path.sep)) {
      continue;
    }
    try {
      return { type, body: await readFile(file) };
    } catch {
      continue;
    }
  }
  return null;
}
