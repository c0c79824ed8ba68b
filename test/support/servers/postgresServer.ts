import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { type ServerAccount } from './account';
import { type Certificates, makeCertificates } from './certificates';
import { postgresPrograms } from './postgresProgram';
import { type Life, lifeOf } from './life';
import { freePort, giveToServer, launch, serverUser } from './serverProcess';
import { oncePerRun, serverFolder, type SharedServer } from './testRun';

const run = promisify(execFile);

/** A role that may connect by the client's certificate only. */
export const CERTIFICATE_USER = 'by_certificate';
/** A role that is refused without TLS. */
export const TLS_USER = 'tls_only';

const HBA = [
  `hostssl all ${CERTIFICATE_USER} 127.0.0.1/32 cert`,
  `hostssl all ${TLS_USER} 127.0.0.1/32 scram-sha-256`,
  `host all ${TLS_USER} 127.0.0.1/32 reject`,
];

/** How a PostgreSQL server is reached; the user is its superuser. `socket` is the folder of its unix socket. */
export interface PostgresAddress extends SharedServer, ServerAccount {
  readonly socket: string;
  readonly certificates: Certificates;
}

/** What tests do with a PostgreSQL server, wherever it is. */
export interface PostgresAccess {
  /** Runs one statement, or several without parameters, as the superuser; rows are objects as `pg` makes them. */
  query(sql: string, parameters?: readonly unknown[], database?: string): Promise<Record<string, unknown>[]>;
  /** A new empty database; its name. */
  createDatabase(): Promise<string>;
}

export type PostgresServer = PostgresAddress & PostgresAccess;

/** The run's own PostgreSQL, started by the first that needs it. It answers with and without TLS. */
export async function sharedPostgres(): Promise<PostgresServer> {
  const address = await oncePerRun('postgres', async () => {
    const cluster = await makeCluster();
    return { ...cluster.address, pid: await launchCluster(cluster) };
  });
  return { ...address, ...postgresAt(address) };
}

/** A server of a test's own; `settings` are those of postgresql.conf. */
export async function startPostgres(settings: Readonly<Record<string, string>> = {}): Promise<PostgresServer & Life> {
  const cluster = await makeCluster(settings);
  const pid = await launchCluster(cluster);
  const life = lifeOf({
    pid,
    folder: cluster.folder,
    quit: cluster.address.quit,
    launch: () => launchCluster(cluster),
    members: withChildren,
  });
  return { ...cluster.address, pid, ...postgresAt(cluster.address), ...life };
}

interface Cluster {
  readonly folder: string;
  readonly programs: string;
  readonly data: string;
  readonly address: Omit<PostgresAddress, 'pid'>;
}

async function makeCluster(settings: Readonly<Record<string, string>> = {}): Promise<Cluster> {
  const [programs, folder] = await Promise.all([postgresPrograms(), serverFolder('pg')]);
  giveToServer(folder);
  const data = path.join(folder, 'data');
  const passwordFile = path.join(folder, 'password');
  const password = randomBytes(12).toString('hex');
  await writeFile(passwordFile, password);
  const initialize = run(
    path.join(programs, 'initdb'),
    ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--no-locale', '--no-sync', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`],
    { ...serverUser, cwd: folder, env: { LC_ALL: 'C', TZ: 'UTC' } }
  );
  const [certificates] = await Promise.all([makeCertificates(folder, CERTIFICATE_USER), initialize]);
  giveToServer(certificates.serverKey);
  const hbaFile = path.join(data, 'pg_hba.conf');
  await writeFile(hbaFile, `${HBA.join('\n')}\n${await readFile(hbaFile, 'utf8')}`);
  const port = await freePort();
  const files = {
    ssl: 'on',
    ssl_ca_file: certificates.ca,
    ssl_cert_file: certificates.serverCertificate,
    ssl_key_file: certificates.serverKey,
  };
  const all = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: folder,
    fsync: 'off',
    shared_buffers: '32MB',
    ...files,
    ...settings,
  };
  await appendFile(
    path.join(data, 'postgresql.conf'),
    Object.entries(all)
      .map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`)
      .join('')
  );
  const address = {
    quit: 'SIGINT' as const,
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password,
    database: 'postgres',
    socket: folder,
    certificates,
  };
  return { folder, programs, data, address };
}

function launchCluster({ folder, programs, data, address }: Cluster): Promise<number> {
  const command = {
    program: path.join(programs, 'postgres'),
    args: ['-D', data],
    log: path.join(folder, 'log'),
    folder,
    user: serverUser,
    crash: 'SIGQUIT' as const,
  };
  return launch(command, async () => {
    await queryOnce(address, 'select 1', [], address.database);
    return true;
  });
}

/** The account must be a superuser's. */
export function postgresAt(address: ServerAccount): PostgresAccess {
  const query = (sql: string, parameters: readonly unknown[] = [], database = address.database) =>
    queryOnce(address, sql, parameters, database);
  return {
    query,
    createDatabase: async () => {
      const name = `test_${randomBytes(6).toString('hex')}`;
      await query(`create database ${name}`);
      return name;
    },
  };
}

async function queryOnce(
  address: ServerAccount,
  sql: string,
  parameters: readonly unknown[],
  database: string
): Promise<Record<string, unknown>[]> {
  const { host, port, user, password } = address;
  const client = new pg.Client({ host, port, user, password, database });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, parameters.length === 0 ? undefined : [...parameters])).rows;
  } finally {
    await client.end();
  }
}

/** Each connection has a process of its own. Of a killed server they live on for a while and hold its memory. */
function withChildren(pid: number): number[] {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === pid);
  return [pid, ...children.map(Number)];
}

function parentOf(pid: string): number {
  try {
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
  } catch {
    return 0;
  }
}
