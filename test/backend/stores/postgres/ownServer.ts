import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { postgresPrograms } from '../../../support/servers/postgresProgram';
import type { ServerConnection } from '../../../../src/domain/serverConnection';

const run = promisify(execFile);

/** The owner's password. The server asks for passwords over TCP, not at its socket. */
const PASSWORD = 'correct horse';
/** PostgreSQL refuses to run as root: `nobody` then. */
const AS_USER = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** A PostgreSQL server that one test file may stop, start, lock and break. */
export class OwnServer {
  private constructor(
    readonly folder: string,
    readonly port: number,
    private readonly programs: string
  ) {}

  static async start(...settings: readonly string[]): Promise<OwnServer> {
    const programs = await postgresPrograms();
    const folder = await mkdtemp('/tmp/callresult-postgres-');
    const server = new OwnServer(folder, await freePort(), programs);
    await writeFile(path.join(folder, 'password'), PASSWORD);
    await server.give('.', 'password');
    await server.program('initdb', '-D', server.data, '-U', 'owner', '--auth-local=trust', '--auth-host=scram-sha-256', '--pwfile', path.join(folder, 'password'), '--encoding=UTF8', '--locale=C', '--no-sync');
    const own = [`port = ${server.port}`, `unix_socket_directories = '${folder}'`, 'fsync = off', `timezone = 'America/New_York'`, `datestyle = 'SQL, DMY'`, 'extra_float_digits = 0', 'standard_conforming_strings = off', ...settings];
    await writeFile(path.join(server.data, 'postgresql.auto.conf'), own.join('\n'));
    await server.up();
    return server;
  }

  get data(): string {
    return path.join(this.folder, 'data');
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
  async sql(text: string, user = 'owner', database = 'postgres'): Promise<Record<string, unknown>[]> {
    const client = new Client({ host: this.folder, port: this.port, user, database, application_name: 'test' });
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
  async give(...files: readonly string[]): Promise<void> {
    if (AS_USER.uid !== undefined) {
      await Promise.all(files.map((file) => chown(path.join(this.folder, file), AS_USER.uid, AS_USER.gid)));
    }
  }

  async up(): Promise<void> {
    await this.program('pg_ctl', '-D', this.data, '-l', path.join(this.folder, 'log'), '-w', '-t', '30', 'start');
  }

  /** `immediate` is what a crash looks like from outside. */
  async down(mode: 'fast' | 'immediate' = 'fast'): Promise<void> {
    await this.program('pg_ctl', '-D', this.data, '-m', mode, '-w', 'stop');
  }

  async end(): Promise<void> {
    await this.down('immediate').catch(() => {});
    await rm(this.folder, { recursive: true, force: true });
  }

  private async program(name: string, ...args: readonly string[]): Promise<void> {
    // With output to a pipe, pg_ctl would not be seen to end before its server does.
    const child = spawn(path.join(this.programs, name), args, { ...AS_USER, cwd: this.folder, stdio: 'ignore', env: { ...process.env, LC_ALL: 'C' } });
    const code = await new Promise((resolve, reject) => child.once('exit', resolve).once('error', reject));
    if (code !== 0) {
      throw new Error(`${name} ended with ${String(code)}: ${await this.log().catch(() => 'no log')}`);
    }
  }
}

/** Makes a certificate for a name, signed by an authority that is made with the first one, all as PEM files in a folder. */
export async function makeCertificates(folder: string, name: string, files = 'server'): Promise<{ readonly authority: string; readonly certificate: string; readonly key: string }> {
  const openssl = (...args: readonly string[]) => run('openssl', args, { cwd: folder });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const read = (file: string) => readFile(path.join(folder, file), 'utf8');
  if (!existsSync(path.join(folder, 'authority.crt'))) {
    await openssl('req', '-x509', ...newKey, '-days', '2', '-subj', '/CN=Test authority', '-keyout', 'authority.key', '-out', 'authority.crt');
  }
  await openssl('req', ...newKey, '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`, '-keyout', `${files}.key`, '-out', `${files}.csr`);
  await openssl('x509', '-req', '-in', `${files}.csr`, '-CA', 'authority.crt', '-CAkey', 'authority.key', '-CAcreateserial', '-days', '2', '-copy_extensions', 'copy', '-out', `${files}.crt`);
  return { authority: await read('authority.crt'), certificate: await read(`${files}.crt`), key: await read(`${files}.key`) };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
