import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import pg from 'pg';
import type { PostgresServer } from '../../test/support/servers/postgresServer';
import type { TimedClient } from '../fastest';

const TIMED = /Time: ([\d.]+) ms/;

/** `psql` if it is installed, else the driver for Node without anything of ours. */
export async function openClient(server: PostgresServer): Promise<TimedClient> {
  return spawnSync('psql', ['--version']).status === 0 ? new Psql(server) : openDriver(server);
}

class Psql implements TimedClient {
  readonly name = 'psql';
  private readonly process: ChildProcessWithoutNullStreams;
  private said = '';
  private heard = () => {};

  constructor({ host, port, user, password, database }: PostgresServer) {
    const args = ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-h', host, '-p', String(port), '-U', user, '-d', database];
    this.process = spawn('psql', args, { env: { ...process.env, PGPASSWORD: password } });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream.on('data', (text: Buffer) => {
        this.said += text.toString();
        this.heard();
      });
    }
    this.process.on('exit', () => this.heard());
    this.process.stdin.write('\\timing on\n');
  }

  async time(statement: string): Promise<number> {
    this.said = '';
    // The rows go nowhere, the time is told on the terminal's stream.
    this.process.stdin.write(`\\o /dev/null\n${statement};\n\\o\n`);
    for (;;) {
      const milliseconds = TIMED.exec(this.said)?.[1];
      if (milliseconds !== undefined) {
        return Number(milliseconds);
      }
      if (this.process.exitCode !== null) {
        throw new Error(`psql ended: ${this.said}`);
      }
      await new Promise<void>((resolve) => (this.heard = resolve));
    }
  }

  async close(): Promise<void> {
    const gone = new Promise((resolve) => this.process.once('close', resolve));
    this.process.stdin.end();
    await gone;
  }
}

async function openDriver({ host, port, user, password, database }: PostgresServer): Promise<TimedClient> {
  const client = new pg.Client({ host, port, user, password, database });
  await client.connect();
  const time = async (statement: string) => {
    const started = performance.now();
    await client.query({ text: statement, rowMode: 'array' });
    return performance.now() - started;
  };
  return { name: 'pg', time, close: () => client.end() };
}
