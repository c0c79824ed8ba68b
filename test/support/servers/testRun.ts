import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withFileLock } from '../../../build/withFileLock';

const FOLDER = 'CALLRESULT_TEST_RUN';
const LASTING = 'CALLRESULT_TEST_LASTING';
const PID = 'CALLRESULT_TEST_RUN_PID';

/**
 * Called by each project before its tests: their processes find the run, one for all projects, through the environment. Temporary
 * files of tests and of what they start are within the run's folder: jest lets no test clean up when its process ends.
 */
export function beginTestRun(): void {
  if (process.env[PID] === String(process.pid)) {
    return;
  }
  process.env[PID] = String(process.pid);
  process.env[LASTING] = tmpdir();
  process.env[FOLDER] = openFolder(mkdtempSync(path.join(tmpdir(), 'callresult-test-')));
  const temporary = path.join(runFolder(), 'tmp');
  mkdirSync(temporary);
  // Whatever a server may not write elsewhere, it may here, as in the system's folder.
  chmodSync(temporary, 0o777);
  process.env['TMPDIR'] = temporary;
}

/** The system's folder for temporary files, where the next run finds what this one has put there. */
export function lastingFolder(): string {
  return process.env[LASTING] ?? tmpdir();
}

/** The process whose end is the end of the run: servers don't outlive it. */
export function testRunPid(): number {
  return Number(process.env[PID] ?? process.pid);
}

function runFolder(): string {
  const folder = process.env[FOLDER];
  if (folder === undefined) {
    throw new Error('Servers that tests share exist in a jest run only. Start it with npm test or npx jest.');
  }
  return folder;
}

/** A new folder for one server; its place is short, since a unix socket's path may have 107 bytes only. */
export async function serverFolder(kind: string): Promise<string> {
  return openFolder(await mkdtemp(path.join(process.env[FOLDER] ?? tmpdir(), `${kind}-`)));
}

/** Servers run as another user. */
function openFolder(folder: string): string {
  chmodSync(folder, 0o755);
  return folder;
}

/** What the run's servers are: how they are reached, and the process to end. */
export interface SharedServer {
  readonly pid: number;
  readonly quit: NodeJS.Signals;
}

/** Gives what `start` gave to the first who asked in this run: all test files share one server of a kind. */
export async function oncePerRun<T extends SharedServer>(kind: string, start: () => Promise<T>): Promise<T> {
  const file = path.join(runFolder(), `${kind}.json`);
  const started = () => JSON.parse(readFileSync(file, 'utf8')) as T;
  if (existsSync(file)) {
    return started();
  }
  return withFileLock(path.join(runFolder(), `${kind}.lock`), async () => {
    if (!existsSync(file)) {
      writeFileSync(file, JSON.stringify(await start()));
    }
    return started();
  });
}

/** Called by each project after all tests: the first ends the run. */
export async function endTestRun(endServer: (server: SharedServer) => Promise<void>): Promise<void> {
  const folder = process.env[FOLDER];
  if (folder === undefined) {
    return;
  }
  process.env['TMPDIR'] = process.env[LASTING];
  [PID, FOLDER, LASTING].forEach((name) => delete process.env[name]);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  await Promise.all(files.map((name) => endServer(JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as SharedServer)));
  await rm(folder, { recursive: true, force: true });
}
