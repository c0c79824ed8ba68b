import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'postject';
import { setSearchPath } from './elf/searchPath';
import { copyCompilerLibraries } from './compilerLibraries';
import { workFolder } from './projectRoot';
import { platformOf } from './platform';
import type { Platform } from './platform';

const run = promisify(execFile);
const require = createRequire(import.meta.url);

/** Where Node looks for an application inside its own executable; Node's documentation of single executable applications. */
const sea = { resource: 'NODE_SEA_BLOB', fuse: 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2' };

/**
 * Makes the file that Grafana starts, and `lib/` beside it: the bundle inside a copy of the LTS `node` program, DuckDB's
 * native binding, and the compiler's libraries, which Grafana's Alpine image does not have.
 * @returns the executable's path
 */
export async function buildExecutable(bundle: string, outFolder: string, name: string): Promise<string> {
  const platform = platformOf(process.platform, process.arch);
  const node = require.resolve(platform.nodeProgram);
  const executable = join(outFolder, `${name}_${platform.suffix}`);
  const libraries = join(outFolder, 'lib');
  await mkdir(libraries, { recursive: true });
  const blob = await makeBlob(node, bundle);
  await copyNode(node, executable, platform);
  await inject(executable, sea.resource, blob, { sentinelFuse: sea.fuse });
  await copyBinding(platform, libraries);
  if (platform.isElf) {
    await copyCompilerLibraries(libraries);
  }
  return executable;
}

/** The same `node` that will run the application prepares it, so that the compiled code it keeps fits. */
async function makeBlob(node: string, bundle: string): Promise<Buffer> {
  const configuration = join(workFolder, 'sea.json');
  const blob = join(workFolder, 'sea.blob');
  await rm(blob, { force: true });
  await writeFile(
    configuration,
    JSON.stringify({ main: bundle, output: blob, disableExperimentalSEAWarning: true, useCodeCache: true, execArgvExtension: 'none' })
  );
  await run(node, ['--experimental-sea-config', configuration]);
  return readFile(blob);
}

/** The search path comes first: injecting rewrites the program and leaves no room for it. */
async function copyNode(node: string, executable: string, platform: Platform): Promise<void> {
  const program = await readFile(node);
  if (platform.isElf) {
    setSearchPath(program, '$ORIGIN/lib');
  }
  await rm(executable, { force: true });
  await writeFile(executable, program, { mode: 0o755 });
}

async function copyBinding(platform: Platform, libraries: string): Promise<void> {
  const folder = dirname(require.resolve(`${platform.duckDbBinding}/package.json`, { paths: [require.resolve('@duckdb/node-bindings')] }));
  await Promise.all(platform.duckDbFiles.map((file) => copyFile(join(folder, file), join(libraries, file))));
}
