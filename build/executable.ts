import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { compilerLibraries } from './compilerLibraries';
import { setSearchPath } from './elf/searchPath';
import { withoutSymbols } from './elf/withoutSymbols';
import { forProcessor } from './machO';
import { COMPILER_RUNTIME, noticeOf, type Notice } from './notices';
import { lockedPackage, packageFolder } from './parts';
import { place } from './place';
import { executableName, hostPlatform, type Platform } from './platform';
import { projectRoot, workFolder } from './projectRoot';
import { startScript } from './startScript';

const run = promisify(execFile);
const require = createRequire(import.meta.url);

/** Where Node looks for an application inside its own program; from Node's documentation of single executable applications. */
const sea = { resource: 'NODE_SEA_BLOB', fuse: 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2' };

/** The bundle beside a `node` that is started by a script. */
const BUNDLE = 'callresult.cjs';

/**
 * Makes the file that Grafana starts, and `lib/<platform>` beside it: the bundle inside a copy of the LTS `node` program (or a script,
 * `node` and the bundle), DuckDB's native binding, and the compiler's libraries, which Grafana's Alpine image does not have.
 * @returns the executable's path
 */
export async function buildExecutable(bundle: string, outFolder: string, name: string, platform: Platform): Promise<string> {
  const executable = join(outFolder, executableName(name, platform));
  const lib = join(outFolder, 'lib', platform.name);
  if (platform.form === 'script') {
    await place(await nodeOf(platform), join(lib, 'node'));
    await place(bundle, join(lib, BUNDLE));
    await writeFile(executable, startScript(platform.name, BUNDLE), { mode: 0o755 });
  } else {
    await place(await makeProgram(bundle, platform), executable);
  }
  for (const { from, name: file } of await libraries(platform)) {
    await place(await slimmed(from, platform), join(lib, file));
  }
  return executable;
}

/** What the executable and the libraries beside it contain, apart from the project's own code. */
export async function executableNotices(packages: readonly string[], platform: Platform): Promise<Notice[]> {
  const native = await Promise.all([platform.nodePackage, platform.duckDbPackage].map(packageFolder));
  const notices = await Promise.all([...packages, ...native].map(noticeOf));
  return [...notices, ...(bringsCompilerLibraries(platform) ? [COMPILER_RUNTIME] : [])];
}

const nodeOf = async ({ nodePackage, nodeProgram }: Platform): Promise<string> => join(await packageFolder(nodePackage), nodeProgram);

/** Kept from the last build where nothing that goes into it has changed. */
async function makeProgram(bundle: string, platform: Platform): Promise<string> {
  const node = await nodeOf(platform);
  return kept(`program_${platform.name}`, [bundle, join(dirname(dirname(node)), 'package.json'), ...ownFiles], async (program) => {
    await copyNode(node, program, platform);
    await inject(program, await makeBlob(await blobMaker(platform), bundle));
    await chmod(program, 0o755);
  });
}

/** A library without its symbols, and without its part for other processors. */
async function slimmed(library: string, { name, form }: Platform): Promise<string> {
  if (form === 'pe') {
    return library;
  }
  const [, architecture = ''] = name.split('_');
  return kept(join('libraries', name, basename(library)), [library, ...ownFiles], async (file) => {
    const bytes = await readFile(library);
    await writeFile(file, form === 'elf' ? withoutSymbols(bytes) : forProcessor(bytes, architecture));
  });
}

const ownFiles = ['build/executable.ts', 'build/elf/searchPath.ts', 'build/elf/withoutSymbols.ts', 'build/machO.ts'].map((file) =>
  join(projectRoot, file)
);

/** A file in the work folder, made anew when one that it is made of has changed. */
async function kept(name: string, madeOf: readonly string[], make: (file: string) => Promise<void>): Promise<string> {
  const file = join(workFolder, name);
  const stamp = `${file}.made-of`;
  const parts = await fingerprint(madeOf);
  if ((await readFile(stamp, 'utf8').catch(() => '')) !== parts) {
    await mkdir(dirname(file), { recursive: true });
    await rm(stamp, { force: true });
    await rm(file, { force: true });
    await make(file);
    await writeFile(stamp, parts);
  }
  return file;
}

async function fingerprint(files: readonly string[]): Promise<string> {
  const contents = await Promise.all(files.map((file) => readFile(file)));
  const hashes = contents.map((content) => createHash('sha256').update(content).digest('hex'));
  return hashes.join('\n');
}

/** The search path comes first: injecting rewrites the program and leaves no room for it. */
async function copyNode(node: string, program: string, platform: Platform): Promise<void> {
  const bytes = await readFile(node);
  if (platform.form === 'elf') {
    setSearchPath(bytes, `$ORIGIN/lib/${platform.name}`);
  }
  await writeFile(program, platform.form === 'elf' ? withoutSymbols(bytes) : bytes);
}

/**
 * A `node` of the version that will run the application must prepare it.
 * @throws Error if the machine has none
 */
async function blobMaker(platform: Platform): Promise<string> {
  const host = hostPlatform();
  const [own, wanted] = await Promise.all([host, platform].map(({ nodePackage }) => lockedPackage(nodePackage)));
  if (own?.version !== wanted?.version) {
    throw new Error(
      `The executable for ${platform.name} needs Node ${wanted?.version}, and ${host.name} has ${own?.version}. Build it on Linux.`
    );
  }
  return nodeOf(host);
}

/**
 * Megabytes of each half of the space for new objects. Node 24 lets it grow until the space takes 134 MB, which it gives back only after a minute
 * without queries; this takes 34 MB, for 15% more processor time of panels with hundreds of thousands of points.
 */
const MAX_SEMI_SPACE_MB = 16;

/** Without compiled code: it is other bytes in each build, fits one architecture alone, and saves 40 ms of the start. */
async function makeBlob(node: string, bundle: string): Promise<string> {
  const configuration = join(workFolder, 'sea.json');
  const blob = join(workFolder, 'sea.blob');
  const execArgv = [`--max-semi-space-size=${MAX_SEMI_SPACE_MB}`];
  const settings = { disableExperimentalSEAWarning: true, useCodeCache: false, execArgv, execArgvExtension: 'none' };
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

/** Of other machines than the one that builds there are none; their Grafana images with glibc have these libraries. */
const bringsCompilerLibraries = (platform: Platform): boolean => platform.form === 'elf' && platform === hostPlatform();

async function libraries(platform: Platform): Promise<{ from: string; name: string }[]> {
  const folder = await packageFolder(platform.duckDbPackage);
  const duckDb = platform.duckDbFiles.map((name) => ({ from: join(folder, name), name }));
  return [...duckDb, ...(bringsCompilerLibraries(platform) ? compilerLibraries() : [])];
}
