import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import type { ServerConnection } from '../../../../src/domain/serverConnection';

const run = promisify(execFile);

/** Of Debian's mariadb-server-core; MYSQL_SERVER names another server's program, of MySQL or MariaDB. */
const PROGRAM = process.env['MYSQL_SERVER'] ?? '/usr/sbin/mariadbd';
/** Where that package has the statements that make the server's own tables. */
const SYSTEM_TABLES = '/usr/share/mysql';
const PASSWORD = 'correct horse';
const AS_ROOT = process.getuid?.() === 0 ? ['--user=root'] : [];
/** What the plugin must not depend on. */
const STRANGE = ['--default-time-zone=-05:00', '--sql-mode=ANSI,NO_BACKSLASH_ESCAPES,ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES', '--character-set-server=latin1', '--div-precision-increment=0', '--init-connect=set autocommit=0, sql_select_limit=2'];

/** A MySQL or MariaDB server that one test file may stop, start, lock and break. */
export class OwnServer {
  private process: ChildProcess | null = null;

  private constructor(
    readonly folder: string,
    readonly port: number,
    readonly isMariaDb: boolean,
    private readonly settings: readonly string[]
  ) {}

  static async start(...settings: readonly string[]): Promise<OwnServer> {
    const { stdout } = await run(PROGRAM, ['--no-defaults', '--version']);
    const folder = await mkdtemp('/tmp/callresult-mysql-');
    const server = new OwnServer(folder, await freePort(), /mariadb/i.test(stdout), settings);
    await (server.isMariaDb ? server.makeMariaDb() : server.ended(server.spawn('--initialize-insecure')));
    await server.up();
    await server.sql(`create database calls character set utf8mb4; create user owner@'%' identified by '${PASSWORD}'; grant all on *.* to owner@'%'; revoke super on *.* from owner@'%'`);
    return server;
  }

  get socket(): string {
    return path.join(this.folder, 'socket');
  }

  connection(other: Partial<ServerConnection> = {}): ServerConnection {
    return {
      address: { host: '127.0.0.1', port: this.port, path: '' },
      user: 'owner',
      password: PASSWORD,
      database: 'calls',
      tls: { mode: 'disable', caCertificate: '', clientCertificate: '', clientKey: '' },
      schema: '',
      connections: 3,
      statementTimeoutMs: 20_000,
      ...other,
    };
  }

  /** Runs statements as root; rows of the last one as objects. */
  async sql(text: string, database?: string): Promise<Record<string, unknown>[]> {
    const client = await createConnection({ socketPath: this.socket, user: 'root', multipleStatements: true, dateStrings: true, ...(database === undefined ? {} : { database }) });
    try {
      await client.query("set names utf8mb4; set session sql_mode = 'ALLOW_INVALID_DATES', time_zone = '+00:00', autocommit = 1");
      const [rows] = await client.query(text);
      return (Array.isArray(rows) && Array.isArray(rows.at(-1)) ? rows.at(-1) : rows) as Record<string, unknown>[];
    } finally {
      await client.end();
    }
  }

  /** The connections of a user; idle ones have the command `Sleep`. */
  async activity(user = 'owner'): Promise<{ id: number; command: string; info: string | null }[]> {
    return (await this.sql(`select id as id, command as command, info as info from information_schema.processlist where user = '${user}'`)) as never;
  }

  async up(): Promise<void> {
    this.process = this.spawn(`--port=${this.port}`, '--bind-address=127.0.0.1', ...STRANGE, ...this.settings);
    for (const end = Date.now() + 30_000; ; await sleep(50)) {
      try {
        await this.sql('select 1');
        return;
      } catch (error) {
        if (Date.now() > end || this.process.exitCode !== null) {
          throw new Error(`The server did not start: ${await readFile(path.join(this.folder, 'log'), 'utf8')}`, { cause: error });
        }
      }
    }
  }

  /** SIGKILL is what a crash looks like from outside, SIGSTOP a server that hangs. */
  async down(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.process;
    this.process = null;
    if (child !== null && child.exitCode === null) {
      const exit = once(child, 'exit');
      child.kill(signal);
      await exit;
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.process?.kill(signal);
  }

  async end(): Promise<void> {
    await this.down('SIGKILL');
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The options that every start has. */
  private spawn(...options: readonly string[]): ChildProcess {
    const own = ['--no-defaults', ...AS_ROOT, `--datadir=${this.folder}/data`, `--socket=${this.socket}`, `--pid-file=${this.folder}/pid`, '--skip-log-bin', '--innodb-buffer-pool-size=32M', '--innodb-flush-log-at-trx-commit=0'];
    const child = spawn(PROGRAM, [...own, ...(this.isMariaDb ? [] : ['--mysqlx=OFF']), ...options], { stdio: ['pipe', 'pipe', 'pipe'] });
    const log = createWriteStream(path.join(this.folder, 'log'), { flags: 'a' });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    child.once('exit', () => log.end());
    return child;
  }

  private async ended(child: ChildProcess): Promise<void> {
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) {
      throw new Error(`The server could not make its tables: ${await readFile(path.join(this.folder, 'log'), 'utf8')}`);
    }
  }

  /** What mariadb-install-db does, whose other programs Debian has in other packages. */
  private async makeMariaDb(): Promise<void> {
    await run('mkdir', [path.join(this.folder, 'data')]);
    const scripts = await Promise.all(['mysql_system_tables.sql', 'mysql_performance_tables.sql', 'mysql_system_tables_data.sql'].map((name) => readFile(path.join(SYSTEM_TABLES, name), 'utf8')));
    const child = this.spawn('--bootstrap', '--skip-networking');
    child.stdin?.end(['create database mysql;', 'use mysql;', 'set @auth_root_socket=null;', ...scripts].join('\n'));
    await this.ended(child);
  }
}

/** Makes an authority, and a certificate of the server for the names given, and one of a client; as PEM files in the folder. */
export async function makeCertificates(folder: string, names: string): Promise<{ readonly authority: string; readonly client: { readonly certificate: string; readonly key: string } }> {
  const openssl = (...args: readonly string[]) => run('openssl', args, { cwd: folder });
  const signed = async (name: string, ...more: readonly string[]) => {
    await openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', `/CN=${name}`, ...more, '-keyout', `${name}.key`, '-out', `${name}.csr`);
    await openssl('x509', '-req', '-in', `${name}.csr`, '-CA', 'authority.crt', '-CAkey', 'authority.key', '-CAcreateserial', '-days', '2', '-copy_extensions', 'copy', '-out', `${name}.crt`);
  };
  await openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=Test authority', '-keyout', 'authority.key', '-out', 'authority.crt');
  await signed('server', '-addext', `subjectAltName=${names}`);
  await signed('client');
  const read = (name: string) => readFile(path.join(folder, name), 'utf8');
  return { authority: await read('authority.crt'), client: { certificate: await read('client.crt'), key: await read('client.key') } };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
