import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { testRunPid } from './testRun';

/** Servers refuse to run as root; as root they are started as `nobody`, whose ids Debian and most systems fix. */
export const serverUser = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** Waits at most this long for a server to answer or to be gone, in milliseconds. */
const patienceMs = 60_000;
/** A server that is starting may take a connection and never answer it, so that it is asked again after this time. */
const askAgainMs = 5_000;

/** By process id, until they are gone. */
const startedHere = new Map<number, ChildProcess>();

/** How a server is run. `crash` is the signal after which the program and its own children are gone at once. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly log: string;
  /** Removed when the test run dies without cleaning up. */
  readonly folder: string;
  /** As whom; unless given, as who runs the tests. */
  readonly user?: { readonly uid?: number; readonly gid?: number };
  readonly crash: NodeJS.Signals;
}

// Ends with the server; if the test run ends first, however it does, it takes the server and its folder along.
const WATCH = `while kill -0 "$1" 2>/dev/null; do kill -0 "$2" 2>/dev/null || exit 0; sleep 1; done
kill -s "$4" "$2" 2>/dev/null; sleep 1; rm -rf "$3"`;

/**
 * Starts a server that outlives this process but not the test run, and waits until `answers` resolves to true.
 * Gives its process id; an Error with the end of its log if it ends before it answers.
 */
export async function launch(command: Command, answers: () => Promise<boolean>): Promise<number> {
  const log = openSync(command.log, 'a', 0o644);
  const child = spawn(command.program, command.args, {
    ...command.user,
    cwd: command.folder,
    env: { PATH: process.env['PATH'], HOME: command.folder, LC_ALL: 'C', TZ: 'UTC', ...command.environment },
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  const pid = await pidOf(child);
  child.unref();
  startedHere.set(pid, child);
  const watch = [String(testRunPid()), String(pid), command.folder, command.crash.slice(3)];
  spawn('/bin/sh', ['-c', WATCH, 'watch', ...watch], { stdio: 'ignore', detached: true }).unref();
  const until = Date.now() + patienceMs;
  while (!(await Promise.race([answers().catch(() => false), sleep(askAgainMs, false, { ref: false })]))) {
    if (!isRunning(pid) || Date.now() > until) {
      await end(pid, command.crash);
      throw new Error(`${command.program} did not start:\n${readFileSync(command.log, 'utf8').slice(-2000)}`);
    }
    await sleep(50);
  }
  return pid;
}

function pidOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => resolve(child.pid ?? 0));
  });
}

/**
 * Sends the signal and waits until the process is gone, from the list of processes, too, if this process started it: PostgreSQL
 * does not start where a process of the id in its lock file is still in that list.
 */
export async function end(pid: number, signal: NodeJS.Signals): Promise<void> {
  const until = Date.now() + patienceMs;
  for (let sent = false; isRunning(pid); sent = true) {
    if (!sent) {
      process.kill(pid, signal);
    }
    if (Date.now() > until) {
      throw new Error(`The process ${pid} does not end after ${signal}.`);
    }
    await sleep(20);
  }
  const child = startedHere.get(pid);
  if (child !== undefined && child.exitCode === null && child.signalCode === null) {
    await once(child, 'exit');
  }
  startedHere.delete(pid);
}

/** A dead process whose parent has not asked for its end yet counts as ended, once all its threads are. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8')) || readdirSync(`/proc/${pid}/task`).length > 1;
  } catch {
    return process.platform !== 'linux';
  }
}

/** Gives a file or folder to the user that servers run as. */
export function giveToServer(place: string): void {
  if (serverUser.uid !== undefined) {
    chownSync(place, serverUser.uid, serverUser.gid);
  }
}

/** A port on 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
