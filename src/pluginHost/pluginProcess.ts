import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface PluginLog {
  readonly level: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A plugin process that said where it listens: a socket's path, or host and port. */
export interface RunningProcess {
  readonly child: ChildProcess;
  readonly network: string;
  readonly address: string;
}

/** How long a plugin may take to say where it listens; Grafana waits as long. */
const handshakeMs = 60_000;

/**
 * Starts the executable as Grafana does, with nothing in its environment but `env`.
 * @throws Error with what the process said, if it ends or says something else than the handshake
 */
export async function startProcess(
  command: readonly [string, ...string[]],
  env: Readonly<Record<string, string>>,
  onLog: (log: PluginLog) => void
): Promise<RunningProcess> {
  const [executable, ...commandArguments] = command;
  const child = spawn(executable, commandArguments, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    const log = parseLog(line);
    said.push(log.message);
    onLog(log);
  });
  try {
    return { child, ...parseHandshake(await firstLine(child)) };
  } catch (cause) {
    child.kill('SIGKILL');
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error([`${executable} did not start as a plugin: ${reason}`, ...said].join('\n'), { cause });
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`it printed nothing within ${handshakeMs / 1000} s.`)), handshakeMs);
    child.once('error', reject);
    // Not 'exit': what it said last is still on its way then.
    child.once('close', (code, signal) => reject(new Error(`it ended with ${signal ?? `code ${String(code)}`}.`)));
    if (child.stdout !== null) {
      createInterface({ input: child.stdout }).once('line', resolve);
    }
    const settled = (): void => clearTimeout(timer);
    child.once('close', settled);
    child.stdout?.once('data', settled);
  });
}

function parseHandshake(line: string): { network: string; address: string } {
  const [core, protocol, network, address, kind] = line.split('|');
  if (core !== '1' || protocol !== '2' || kind !== 'grpc' || network === undefined || address === undefined) {
    throw new Error(`its first line is not a handshake: ${line}`);
  }
  return { network, address };
}

/** A line that is not JSON, as Node writes when it cannot go on, is an error in itself. */
function parseLog(line: string): PluginLog {
  try {
    const entry = JSON.parse(line) as Record<string, unknown>;
    const fields = Object.fromEntries(Object.entries(entry).filter(([name]) => !name.startsWith('@')));
    return { level: String(entry['@level']), message: String(entry['@message']), fields };
  } catch {
    return { level: 'error', message: line, fields: {} };
  }
}
