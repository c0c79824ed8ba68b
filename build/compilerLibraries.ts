import { basename } from 'node:path';

/** What `node` and DuckDB are linked to and Grafana's default image lacks. */
const needed = ['libstdc++.so.6', 'libgcc_s.so.1'];

/**
 * The C++ and compiler runtime that the Node running this build is itself using.
 * @throws Error if that Node is linked in another way, as Alpine's is
 */
export function compilerLibraries(): { from: string; name: string }[] {
  const loaded = loadedLibraries();
  return needed.map((name) => {
    const from = loaded.find((path) => basename(path) === name);
    if (from === undefined) {
      throw new Error(
        `${name} is needed beside the executable, and the Node that builds (${process.execPath}) does not use one. ` +
          'Build on a Linux with glibc, with a Node from nodejs.org.'
      );
    }
    return { from, name };
  });
}

function loadedLibraries(): readonly string[] {
  const report = process.report.getReport() as { readonly sharedObjects?: readonly string[] };
  return report.sharedObjects ?? [];
}
