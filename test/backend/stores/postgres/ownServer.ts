import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import type { ServerConnection } from '../../../../src/domain/serverConnection';
import type { Certificates } from '../../../support/servers/certificates';
import type { Life } from '../../../support/servers/life';
import { type PostgresAddress, postgresAt, startPostgres } from '../../../support/servers/postgresServer';
import { giveToServer } from '../../../support/servers/serverProcess';
import { oncePerRun } from '../../../support/servers/testRun';

/** The owner's password. */
const PASSWORD = 'correct horse';
/** What the plugin must not depend on. */
const STRANGE = { timezone: 'America/New_York', datestyle: 'SQL, DMY', extra_float_digits: '0', standard_conforming_strings: 'off' };

async function startStrange(settings: Readonly<Record<string, string>> = {}): Promise<PostgresAddress & Life> {
  const started = await startPostgres({ ...STRANGE, ...settings });
  await started.query(`create role owner superuser login password '${PASSWORD}'`);
  return started;
}

/** The run's PostgreSQL server with those settings, for tests that keep to a database of their own. */
export async function sharedStrangePostgres(): Promise<{ server: StrangeServer; database: string }> {
  const address = await oncePerRun<PostgresAddress>('strange-postgres', () => startStrange());
  return { server: new StrangeServer(address), database: await postgresAt(address).createDatabase() };
}

/** How the plugin, and a test beside it, reach a server. */
class StrangeServer {
  constructor(protected readonly started: PostgresAddress) {}

  /** Where its socket, its log and the folder `data` are. */
  get folder(): string {
    return this.started.socket;
  }

  get data(): string {
    return path.join(this.folder, 'data');
  }

  get port(): number {
    return this.started.port;
  }

  get certificates(): Certificates {
    return this.started.certificates;
  }

  connection(other: Partial<ServerConnection> = {}): ServerConnection {
    return {
      address: { host: '127.0.0.1', port: this.port, path: '' },
      user: 'owner',
      password: PASSWORD,
      database: 'postgres',
      tls: { mode: 'disable', caCertificate: '', clientCertificate: '', clientKey: '' },
      schema: '',
      connections: 3,
      statementTimeoutMs: 20_000,
      ...other,
    };
  }

  /** Runs statements as the owner; rows of the last one as objects. */
  async sql(text: string, database = 'postgres'): Promise<Record<string, unknown>[]> {
    const client = new Client({
      host: this.folder,
      port: this.port,
      user: 'owner',
      password: PASSWORD,
      database,
      application_name: 'test',
    });
    await client.connect();
    try {
      const answer: unknown = await client.query(text);
      return ((Array.isArray(answer) ? answer.at(-1) : answer) as { rows: Record<string, unknown>[] }).rows;
    } finally {
      await client.end();
    }
  }

  /** The statements that the plugin's sessions run now; idle sessions show their last one with the state `idle`. */
  async activity(): Promise<{ pid: number; state: string; query: string }[]> {
    return (await this.sql(`select pid, state, query from pg_stat_activity where application_name = 'Call Result'`)) as never;
  }

  /** The server's message log so far. */
  log(): Promise<string> {
    return readFile(path.join(this.folder, 'log'), 'utf8');
  }

  /** Makes files of the server's folder the server's own. */
  give(...files: readonly string[]): void {
    files.forEach((file) => giveToServer(path.join(this.folder, file)));
  }
}

/** A PostgreSQL server that one test file may stop, start, lock and break. */
export class OwnServer extends StrangeServer {
  private constructor(private readonly life: PostgresAddress & Life) {
    super(life);
  }

  /** `settings` are those of postgresql.conf. */
  static async start(settings: Readonly<Record<string, string>> = {}): Promise<OwnServer> {
    return new OwnServer(await startStrange(settings));
  }

  up(): Promise<void> {
    return this.life.start();
  }

  /** Stops it as an administrator would, or as a failure of the machine does. */
  down(how: 'stop' | 'kill' = 'stop'): Promise<void> {
    return this.life[how]();
  }

  end(): Promise<void> {
    return this.life.remove();
  }
}
