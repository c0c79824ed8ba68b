import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { compilerLibraries } from './compilerLibraries';
import { setSearchPath } from './elf/searchPath';
import { place } from './place';
import { COMPILER_RUNTIME, noticeOf, type Notice, packageOf } from './notices';
import { platformOf } from './platform';
import type { Platform } from './platform';
import { projectRoot, workFolder } from './projectRoot';

const run = promisify(execFile);
const require = createRequire(import.meta.url);

/** Where Node looks for an application inside its own program; from Node's documentation of single executable applications. */
const sea = { resource: 'NODE_SEA_BLOB', fuse: 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2' };

/**
 * Makes the file that Grafana starts, and `lib/` beside it: the bundle inside a copy of the LTS `node` program, DuckDB's
 * native binding, and the compiler's libraries, which Grafana's Alpine image does not have.
 * @returns the executable's path
 */
export async function buildExecutable(bundle: string, outFolder: string, name: string): Promise<string> {
  const platform = platformOf(process.platform, process.arch);
  const executable = join(outFolder, `${name}_${platform.suffix}`);
  await place(await makeProgram(bundle, platform), executable);
  const libraries = [...duckDbFiles(platform), ...(platform.isElf ? compilerLibraries() : [])];
  await Promise.all(libraries.map(({ from, name: file }) => place(from, join(outFolder, 'lib', file))));
  return executable;
}

/** What the executable and the libraries beside it contain, apart from the project's own code. */
export async function executableNotices(packages: readonly string[]): Promise<Notice[]> {
  const platform = platformOf(process.platform, process.arch);
  const native = [packageOf(require.resolve(platform.nodePackage)), packageOf(duckDbFiles(platform)[0]?.from ?? '')];
  const notices = await Promise.all([...packages, ...native].map(noticeOf));
  return [...notices, ...(platform.isElf ? [COMPILER_RUNTIME] : [])];
}

/** Kept from the last build where nothing that goes into it has changed. */
async function makeProgram(bundle: string, platform: Platform): Promise<string> {
  const node = require.resolve(platform.nodeProgram);
  const program = join(workFolder, `program_${platform.suffix}`);
  const stamp = `${program}.made-of`;
  const parts = await fingerprint([bundle, require.resolve(platform.nodePackage), ...ownFiles]);
  if ((await readFile(stamp, 'utf8').catch(() => '')) === parts) {
    return program;
  }
  await mkdir(workFolder, { recursive: true });
  await rm(stamp, { force: true });
  await copyNode(node, program, platform);
  await inject(program, await makeBlob(node, bundle));
  await chmod(program, 0o755);
  await writeFile(stamp, parts);
  return program;
}

const ownFiles = ['build/executable.ts', 'build/elf/searchPath.ts'].map((file) => join(projectRoot, file));

async function fingerprint(files: readonly string[]): Promise<string> {
  const contents = await Promise.all(files.map((file) => readFile(file)));
  const hashes = contents.map((content) => createHash('sha256').update(content).digest('hex'));
  return hashes.join('\n');
}

/** The search path comes first: injecting rewrites the program and leaves no room for it. */
async function copyNode(node: string, program: string, platform: Platform): Promise<void> {
  const bytes = await readFile(node);
  if (platform.isElf) {
    setSearchPath(bytes, '$ORIGIN/lib');
  }
  await rm(program, { force: true });
  await writeFile(program, bytes);
}

/** The same `node` that will run the application prepares it, so that the compiled code it keeps fits. */
async function makeBlob(node: string, bundle: string): Promise<string> {
  const configuration = join(workFolder, 'sea.json');
  const blob = join(workFolder, 'sea.blob');
  const settings = { disableExperimentalSEAWarning: true, useCodeCache: true, execArgvExtension: 'none' };
  // The name is what stack traces show: without the folders of the machine that builds.
  const main = relative(workFolder, bundle);
  await writeFile(configuration, JSON.stringify({ main, output: blob, ...settings }));
  await run(node, ['--experimental-sea-config', configuration], { cwd: workFolder });
  return blob;
}

/** In a process of its own: the tool takes over the handling of errors, and warns of section names that nobody needs. */
async function inject(program: string, blob: string): Promise<void> {
  const tool = require.resolve('postject/dist/cli.js');
  await run(process.execPath, [tool, program, sea.resource, blob, '--sentinel-fuse', sea.fuse]);
}

function duckDbFiles({ duckDbBinding, duckDbFiles: names }: Platform): { from: string; name: string }[] {
  const fromLoader = createRequire(require.resolve('@duckdb/node-bindings'));
  const folder = dirname(fromLoader.resolve(`${duckDbBinding}/package.json`));
  return names.map((name) => ({ from: join(folder, name), name }));
}
