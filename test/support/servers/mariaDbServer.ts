import { randomBytes } from 'node:crypto';
import path from 'node:path';
import mysql from 'mysql2/promise';
import { type ServerAccount } from './account';
import { type Certificates, makeCertificates } from './certificates';
import { type Life, lifeOf } from './life';
import { findMariaDb, initializeMariaDb } from './mariaDbProgram';
import { freePort, giveToServer, launch, serverUser } from './serverProcess';
import { oncePerRun, serverFolder, type SharedServer } from './testRun';

/** How a MariaDB server is reached; the user is root with all rights. `socket` is its unix socket. */
export interface MariaDbAddress extends SharedServer, ServerAccount {
  readonly socket: string;
  readonly certificates: Certificates;
}

type Parameters = readonly (string | number | boolean | null)[];

/** What tests do with a MySQL or MariaDB server, wherever it is. */
export interface MySqlAccess {
  /** Runs one statement as root; rows are objects as `mysql2` makes them, with times as text. */
  query(sql: string, parameters?: Parameters, database?: string): Promise<Record<string, unknown>[]>;
  /** A new empty database; its name. */
  createDatabase(): Promise<string>;
}

export type MariaDbServer = MariaDbAddress & MySqlAccess;

/** The run's own MariaDB, started by the first that needs it. It answers with and without TLS. */
export async function sharedMariaDb(): Promise<MariaDbServer> {
  const address = await oncePerRun('mariadb', async () => {
    const installed = await install();
    return { ...installed.address, pid: await run(installed) };
  });
  return { ...address, ...mySqlAt(address) };
}

/** A server of a test's own; `settings` are options of mariadbd without their dashes. */
export async function startMariaDb(settings: Readonly<Record<string, string>> = {}): Promise<MariaDbServer & Life> {
  const installed = await install(settings);
  const { folder, address } = installed;
  const pid = await run(installed);
  return { ...address, pid, ...mySqlAt(address), ...lifeOf({ pid, folder, quit: address.quit, launch: () => run(installed) }) };
}

interface Installed {
  readonly folder: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly address: Omit<MariaDbAddress, 'pid'>;
}

async function install(settings: Readonly<Record<string, string>> = {}): Promise<Installed> {
  const [program, folder, port] = await Promise.all([findMariaDb(), serverFolder('maria'), freePort()]);
  giveToServer(folder);
  const password = randomBytes(12).toString('hex');
  const [data, certificates] = await Promise.all([
    initializeMariaDb(program, folder, password),
    makeCertificates(folder, 'by_certificate'),
  ]);
  giveToServer(certificates.serverKey);
  const socket = path.join(folder, 'socket');
  const options = {
    datadir: data,
    tmpdir: data,
    socket,
    port: String(port),
    'bind-address': '127.0.0.1',
    'pid-file': path.join(folder, 'pid'),
    'skip-name-resolve': 'ON',
    'innodb-flush-log-at-trx-commit': '0',
    'innodb-log-file-size': '16M',
    'innodb-buffer-pool-size': '64M',
    'ssl-ca': certificates.ca,
    'ssl-cert': certificates.serverCertificate,
    'ssl-key': certificates.serverKey,
    ...settings,
  };
  const args = ['--no-defaults', ...Object.entries(options).map(([name, value]) => `--${name}=${value}`)];
  const address = { quit: 'SIGTERM' as const, host: '127.0.0.1', port, user: 'root', password, database: 'mysql', socket, certificates };
  return { folder, program, args, address };
}

function run({ folder, program, args, address }: Installed): Promise<number> {
  return launch({ program, args, log: path.join(folder, 'log'), folder, user: serverUser, crash: 'SIGKILL' }, async () => {
    await queryOnce(address, 'select 1', [], address.database);
    return true;
  });
}

/** The account must be one with all rights. */
export function mySqlAt(address: ServerAccount): MySqlAccess {
  const query: MySqlAccess['query'] = (sql, parameters = [], database = address.database) => queryOnce(address, sql, parameters, database);
  return {
    query,
    createDatabase: async () => {
      const name = `test_${randomBytes(6).toString('hex')}`;
      await query(`create database ${name} character set utf8mb4`);
      return name;
    },
  };
}

async function queryOnce(
  address: ServerAccount,
  sql: string,
  parameters: Parameters,
  database: string
): Promise<Record<string, unknown>[]> {
  const { host, port, user, password } = address;
  const connection = await mysql.createConnection({ host, port, user, password, database, dateStrings: true });
  try {
    const [rows] = await connection.query(sql, [...parameters]);
    return Array.isArray(rows) ? (rows as Record<string, unknown>[]) : [];
  } finally {
    await connection.end();
  }
}
