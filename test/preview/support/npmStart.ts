import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const PROJECT = path.resolve(__dirname, '../../..');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs what `npm start -- …` runs, to its end. */
export async function npmStart(commandArguments: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const started = launch(commandArguments, env);
  const [code] = (await once(started.child, 'close')) as [number | null];
  return { code, stdout: started.stdout(), stderr: started.stderr() };
}

export interface ShownPage {
  readonly address: string;
  /** What was printed before the address. */
  readonly printed: string;
  /** What was printed on stderr before the address. */
  readonly told: string;
  readonly child: ChildProcess;
  /** As Ctrl-C would; resolves with the exit code. */
  interrupt(): Promise<number | null>;
}

/** Runs it until it serves its page, on a port that is free unless another is given. */
export async function showPage(commandArguments: readonly string[], port: readonly string[] = ['--port', '0']): Promise<ShownPage> {
  const { child, stdout, stderr } = launch([...commandArguments, ...port], {});
  const closed = once(child, 'close') as Promise<[number | null]>;
  const address = await new Promise<string>((resolve, reject) => {
    const look = (): void => {
      const [found] = /http:\/\/\S+/.exec(stdout()) ?? [];
      if (found !== undefined) {
        resolve(found);
      }
    };
    child.stdout?.on('data', look);
    void closed.then(([code]) => reject(new Error(`it ended with ${String(code)}: ${stderr()}`)));
  });
  return {
    address,
    printed: stdout(),
    told: stderr(),
    child,
    interrupt: async () => {
      child.kill('SIGINT');
      return (await closed)[0];
    },
  };
}

function launch(commandArguments: readonly string[], env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [path.join(PROJECT, 'build/start.mjs'), ...commandArguments], {
    cwd: PROJECT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (piece: Buffer) => (stdout += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()));
  return { child, stdout: () => stdout, stderr: () => stderr };
}
