/**
 * Installs and builds what is missing or older than its sources. Runs on a bare checkout with nothing but Node; says on stderr
 * what it does. As a program (`node build/ready.mjs`) it does all of that.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const project = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const inProject = (...parts) => path.join(project, ...parts);
const tsx = 'node_modules/tsx/dist/cli.mjs';

/** The bundled preview. */
export const server = inProject('.build/preview/server.cjs');

const common = ['build', 'src/domain', 'src/kinds', 'package-lock.json', 'plugin.json'];

/** What `npm start` needs: from which sources, into which file, by which command. */
const parts = [
  {
    name: 'plugin',
    says: 'Building the plugin executable',
    sources: [...common, 'src/backend'],
    output: () => inProject('dist', readdirSync(inProject('dist')).find((file) => file.startsWith('gpx_callresult_')) ?? 'missing'),
    command: [tsx, 'build/build.ts', 'backend'],
  },
  {
    name: 'preview',
    says: 'Building the preview page',
    sources: [...common, 'src/backend/protocol', 'src/editor', 'src/img', 'src/pluginHost', 'src/preview'],
    output: () => server,
    command: [tsx, 'build/preview.ts', '.build/preview'],
  },
];

function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Ends with the one sentence that says how to go on. */
class Stop extends Error {}

export function checkNode() {
  const wanted = /(\d+)\.(\d+)/.exec(readJson('package.json').engines.node);
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < Number(wanted[1]) || (major === Number(wanted[1]) && minor < Number(wanted[2]))) {
    throw new Stop(`Node ${process.versions.node} is too old. Install Node ${wanted[0]} or later (nodejs.org) and start again.`);
  }
}

/** Installs without what only tests need, unless that is there already: a developer's packages stay. */
export async function install({ withTests = false } = {}) {
  const wanted = readJson('package-lock.json').packages;
  const present = existsSync(inProject('node_modules/.package-lock.json')) ? readJson('node_modules/.package-lock.json').packages : {};
  const hasTests = withTests || Object.values(present).some((entry) => entry.dev);
  const missing = Object.entries(wanted).filter(
    ([place, entry]) =>
      place !== '' &&
      (hasTests || !entry.dev) &&
      present[place]?.version !== entry.version &&
      !(entry.optional && present[place] === undefined)
  );
  if (missing.length > 0) {
    refuseLinkedPackages(missing.length);
    const npm =
      process.env.npm_execpath === undefined
        ? { program: 'npm', before: [] }
        : { program: process.execPath, before: [process.env.npm_execpath] };
    const omit = hasTests ? [] : ['--omit=dev'];
    await step(`Installing ${missing.length} packages`, npm.program, [
      ...npm.before,
      'ci',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      ...omit,
    ]);
  }
}

/** `npm ci` empties the folder first, and with a link that of another checkout. */
function refuseLinkedPackages(missing) {
  const place = inProject('node_modules');
  if (lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new Stop(
      `${missing} packages are missing in ${realpathSync.native(place)}, to which node_modules is a link; installing from here would empty that folder. Run "npm ci --ignore-scripts" where it belongs, or remove the link (rm node_modules) to give this checkout packages of its own, and start again.`
    );
  }
}

async function buildStale() {
  const stale = parts.filter((part) => readStamp(part) !== stampOf(part));
  if (stale.length === 0) {
    return;
  }
  await withFileLock(async () => {
    // Another start may just have built it.
    const still = stale.filter((part) => readStamp(part) !== stampOf(part));
    await Promise.all(
      still.map(async (part) => {
        // Taken before: what is edited during the build is not in it.
        const sources = hashOf(part.sources);
        await step(part.says, process.execPath, part.command);
        writeFileSync(stampFile(part), stampOf(part, sources));
      })
    );
  });
}

const stampFile = ({ name }) => inProject('.build', `${name}.made-of`);

function readStamp(part) {
  return existsSync(stampFile(part)) ? readFileSync(stampFile(part), 'utf8') : null;
}

/** Changes with every byte of the sources, and if somebody else replaced or removed what was built. */
function stampOf(part, sources = hashOf(part.sources)) {
  const output = existsSync(inProject('dist')) ? part.output() : null;
  const built = output !== null && existsSync(output) ? statSync(output) : null;
  return `${sources} ${built === null ? 'missing' : `${built.size} ${Math.round(built.mtimeMs)}`}`;
}

function hashOf(places) {
  const hash = createHash('sha256');
  for (const file of places.flatMap(filesBelow)) {
    hash.update(`${file}\0`).update(readFileSync(inProject(file)));
  }
  return hash.digest('hex');
}

function filesBelow(place) {
  if (!statSync(inProject(place)).isDirectory()) {
    return [place];
  }
  return readdirSync(inProject(place))
    .sort()
    .flatMap((name) => filesBelow(`${place}/${name}`));
}

/** Two starts at once would build into each other's files. */
async function withFileLock(work) {
  const lock = inProject('.build/start.lock');
  mkdirSync(inProject('.build'), { recursive: true });
  mkdirSync(inProject('dist'), { recursive: true });
  while (!take(lock)) {
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (!isRunning(Number(readIfThere(lock)))) {
      rmSync(lock, { force: true });
    }
    return false;
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '0';
  }
}

function isRunning(pid) {
  // A lock that has no number in it yet is being written.
  if (!(pid > 0)) {
    return true;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Runs a program and says so; what it prints is shown only if it fails. */
function step(says, program, programArguments) {
  const started = performance.now();
  say(`${says} …`);
  return new Promise((resolve, reject) => {
    const child = spawn(program, programArguments, {
      cwd: project,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: program === 'npm' && process.platform === 'win32',
    });
    const printed = [];
    child.stdout.on('data', (piece) => printed.push(piece));
    child.stderr.on('data', (piece) => printed.push(piece));
    child.once('error', (error) => reject(new Stop(`${program} could not be started: ${error.message}`)));
    child.once('close', (code) => {
      if (code === 0) {
        say(`${says}: done in ${((performance.now() - started) / 1000).toFixed(1)} s`);
        resolve();
      } else {
        reject(new Stop(`${Buffer.concat(printed).toString().trim()}\n${says} failed. Mend what is said above and start again.`));
      }
    });
  });
}

function readJson(file) {
  return JSON.parse(readFileSync(inProject(file), 'utf8'));
}

/** Installs and builds what is missing or stale. */
export async function makeReady() {
  checkNode();
  await install();
  await buildStale();
}

/** Whether the work was done; says the sentence of a `Stop` otherwise. */
export async function succeeds(work) {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof Stop)) {
      throw error;
    }
    say(error.message);
    process.exitCode = 1;
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await succeeds(makeReady);
}
