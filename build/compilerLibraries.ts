import { copyFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** What `node` and DuckDB are linked to and Grafana's default image lacks. */
const needed = ['libstdc++.so.6', 'libgcc_s.so.1'];

/**
 * Copies the C++ and compiler runtime that the Node running this build is itself using.
 * @throws Error if that Node is linked in another way, as Alpine's is
 */
export async function copyCompilerLibraries(folder: string): Promise<void> {
  const loaded = loadedLibraries();
  for (const name of needed) {
    const path = loaded.find((candidate) => basename(candidate) === name);
    if (path === undefined) {
      throw new Error(
        `${name} is needed beside the executable, and the Node that builds (${process.execPath}) does not use one. ` +
          'Build on a Linux with glibc, with a Node from nodejs.org.'
      );
    }
    await copyFile(path, join(folder, name));
  }
}

function loadedLibraries(): readonly string[] {
  if (process.report === undefined) {
    throw new Error('This Node cannot say which libraries it uses; build with Node 20 or later.');
  }
  const report = process.report.getReport() as { readonly sharedObjects?: readonly string[] };
  return report.sharedObjects ?? [];
}
