/**
 * `npm run package` makes the plugin's archives in packages/: one for each platform and one with all of them, ready to be signed,
 * with checksums. `npm run package -- linux_amd64` makes some. The same commit makes the same bytes (SOURCE_DATE_EPOCH, in seconds,
 * stands for the time of the commit).
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { bundleBackend } from '../backend';
import { buildExecutable, executableNotices } from '../executable';
import { buildModule } from '../module';
import { writeNotices, type Notice } from '../notices';
import { allPlatforms, type Platform } from '../platform';
import { copyPluginFiles } from '../pluginFiles';
import { projectRoot, workFolder } from '../projectRoot';
import { withFileLock } from '../withFileLock';
import { checkContents, isProgram } from './contents';
import { billOfMaterials } from './sbom';
import { zip } from './zip';

const run = promisify(execFile);

interface Plugin {
  readonly id: string;
  readonly executable: string;
  readonly version: string;
  readonly license: string;
}

/** A folder of files that go into an archive, and what they contain of others. */
interface Part {
  readonly folder: string;
  readonly notices: readonly Notice[];
}

const outFolder = join(projectRoot, 'packages');
const partsFolder = join(workFolder, 'packages');

async function makePackages(asked: readonly string[]): Promise<void> {
  const platforms = chosenPlatforms(asked);
  const [plugin, time] = await Promise.all([readPlugin(), commitTime()]);
  await Promise.all([outFolder, partsFolder].map((folder) => rm(folder, { recursive: true, force: true })));
  await mkdir(outFolder, { recursive: true });
  const common = await said('texts, pictures and module.js', () => makeCommon(time));
  const bundle = await bundleBackend(join(projectRoot, 'src/backend/main.ts'), { folder: workFolder, name: 'backend.cjs' });
  const made: { readonly name: string; readonly parts: readonly Part[] }[] = [];
  for (const platform of platforms) {
    made.push({ name: `.${platform.name}`, parts: [common, await said(platform.name, () => makeNative(bundle, platform, plugin))] });
  }
  if (platforms.length === allPlatforms.length) {
    made.push({ name: '', parts: [common, ...made.flatMap(({ parts }) => parts.slice(1))] });
  }
  const archives: string[] = [];
  for (const { name, parts } of made) {
    const archive = join(outFolder, `${plugin.id}-${plugin.version}${name}.zip`);
    await said(basename(archive), () => pack(archive, plugin, parts, time));
    archives.push(archive);
  }
  await writeFile(join(outFolder, 'SHA256SUMS'), (await Promise.all(archives.map(checksumLine))).join(''));
}

/** @throws Error that names the platforms there are */
function chosenPlatforms(asked: readonly string[]): readonly Platform[] {
  const known = allPlatforms.map(({ name }) => name);
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`There is no platform ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  }
  return asked.length === 0 ? allPlatforms : allPlatforms.filter(({ name }) => asked.includes(name));
}

async function readPlugin(): Promise<Plugin> {
  const [plugin, project] = await Promise.all(['plugin.json', 'package.json'].map((file) => readFile(join(projectRoot, file), 'utf8')));
  return { ...(JSON.parse(plugin ?? '') as Plugin), ...(JSON.parse(project ?? '') as Pick<Plugin, 'version' | 'license'>) };
}

/** @throws Error if nothing tells a time that a second build would find, too */
async function commitTime(): Promise<Date> {
  const told = process.env['SOURCE_DATE_EPOCH'];
  const seconds =
    told ?? (await run('git', ['log', '-1', '--format=%ct'], { cwd: projectRoot }).catch(() => ({ stdout: '' }))).stdout.trim();
  if (!/^\d{1,11}$/.test(seconds)) {
    throw new Error('The packages are of the time of the commit, and this folder has none. Set SOURCE_DATE_EPOCH to a time in seconds.');
  }
  return new Date(Number(seconds) * 1000);
}

async function makeCommon(time: Date): Promise<Part> {
  const folder = join(partsFolder, 'common');
  await mkdir(folder, { recursive: true });
  await copyPluginFiles(folder, time);
  return { folder, notices: await buildModule(folder) };
}

async function makeNative(
  bundle: { readonly file: string; readonly packages: readonly string[] },
  platform: Platform,
  plugin: Plugin
): Promise<Part> {
  const folder = join(partsFolder, platform.name);
  await buildExecutable(bundle.file, folder, plugin.executable, platform);
  const notices = await executableNotices(bundle.packages, platform);
  await writeNotices(folder, `executable_${platform.name}`, notices);
  await checkContents(folder, platform);
  return { folder, notices };
}

async function pack(archive: string, plugin: Plugin, parts: readonly Part[], time: Date): Promise<void> {
  const told = `${archive}.materials`;
  await mkdir(told);
  await writeFile(
    join(told, 'sbom.cdx.json'),
    billOfMaterials(
      plugin,
      parts.flatMap(({ notices }) => notices),
      time
    )
  );
  const folders = [...parts.map(({ folder }) => folder), told].map((folder) => ({ folder, as: plugin.id }));
  await zip(archive, folders, { time, runs: isProgram });
  await rm(told, { recursive: true });
}

async function checksumLine(archive: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(archive), hash);
  const { size } = await stat(archive);
  const sum = hash.digest('hex');
  process.stdout.write(`${sum}  ${basename(archive)}  ${(size / 1e6).toFixed(1)} MB\n`);
  return `${sum}  ${basename(archive)}\n`;
}

async function said<T>(what: string, make: () => Promise<T>): Promise<T> {
  const started = performance.now();
  process.stdout.write(`Making ${what} … `);
  const made = await make();
  process.stdout.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  return made;
}

withFileLock(join(workFolder, 'lock'), () => makePackages(process.argv.slice(2))).catch((error: unknown) => {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
