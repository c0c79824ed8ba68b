import { randomBytes } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import type { ServerConnection } from '../../../../src/domain/serverConnection';
import type { Certificates } from '../../../support/servers/certificates';
import type { Life } from '../../../support/servers/life';
import { startMariaDb } from '../../../support/servers/mariaDbServer';
import { oncePerRun, type SharedServer } from '../../../support/servers/testRun';
import { startMysql } from './mysqlProgram';

/** The program of a MySQL server, to run these tests on it instead of MariaDB. */
const MYSQL_PROGRAM = process.env['MYSQLD'] ?? '';
const PASSWORD = 'correct horse';
/** What the plugin must not depend on. */
const STRANGE = {
  'default-time-zone': '-05:00',
  'sql-mode': 'ANSI,NO_BACKSLASH_ESCAPES,ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES',
  'character-set-server': 'latin1',
  'div-precision-increment': '0',
  'init-connect': 'set autocommit = 0, sql_select_limit = 2',
};

interface Reached extends SharedServer {
  readonly port: number;
  readonly socket: string;
  /** Of root. */
  readonly password: string;
  readonly certificates: Certificates;
}

async function startStrange(settings: Readonly<Record<string, string>> = {}): Promise<Reached & Life> {
  const all = { ...STRANGE, ...settings };
  const started = MYSQL_PROGRAM === '' ? await startMariaDb(all) : { password: '', ...(await startMysql(MYSQL_PROGRAM, all, isUp)) };
  const server = new StrangeServer(started);
  await server.sql(
    `create database calls character set utf8mb4; create user owner@'%' identified by '${PASSWORD}'; grant all on *.* to owner@'%'; revoke super on *.* from owner@'%'; ${server.isMysql ? "revoke connection_admin on *.* from owner@'%'" : "revoke connection admin on *.* from owner@'%'"}`
  );
  return started;
}

/** The run's MariaDB or MySQL server with those settings, for tests that keep to a database of their own. */
export async function sharedStrangeMySql(): Promise<{ server: StrangeServer; database: string }> {
  const server = new StrangeServer(await oncePerRun<Reached>('strange-mysql', () => startStrange()));
  const database = `test_${randomBytes(6).toString('hex')}`;
  await server.sql(`create database ${database} character set utf8mb4`);
  return { server, database };
}

/** How the plugin, and a test beside it, reach a server. */
class StrangeServer {
  constructor(protected readonly reached: Reached) {}

  get isMysql(): boolean {
    return MYSQL_PROGRAM !== '';
  }

  get port(): number {
    return this.reached.port;
  }

  get socket(): string {
    return this.reached.socket;
  }

  get certificates(): Certificates {
    return this.reached.certificates;
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
    const client = await createConnection({
      socketPath: this.socket,
      user: 'root',
      password: this.reached.password,
      multipleStatements: true,
      dateStrings: true,
      ...(database === undefined ? {} : { database }),
    });
    try {
      await client.query("set session sql_mode = 'ALLOW_INVALID_DATES', time_zone = '+00:00', autocommit = 1, sql_select_limit = default");
      await client.query('set names utf8mb4');
      const [rows] = await client.query(text);
      return (Array.isArray(rows) && Array.isArray(rows.at(-1)) ? rows.at(-1) : rows) as Record<string, unknown>[];
    } finally {
      await client.end();
    }
  }

  /** The connections of a user; idle ones have the command `Sleep`. */
  async activity(user = 'owner'): Promise<{ id: number; db: string | null; command: string; info: string | null }[]> {
    return (await this.sql(
      `select id as id, db as db, command as command, info as info from information_schema.processlist where user = '${user}'`
    )) as never;
  }
}

/** A MariaDB or MySQL server that one test file may stop, start, lock and break. */
export class OwnServer extends StrangeServer {
  private constructor(readonly life: Reached & Life) {
    super(life);
  }

  /** `settings` are options of the server without their dashes. */
  static async start(settings: Readonly<Record<string, string>> = {}): Promise<OwnServer> {
    return new OwnServer(await startStrange(settings));
  }

  static startWithoutTls(): Promise<OwnServer> {
    return OwnServer.start(MYSQL_PROGRAM === '' ? { ssl: 'OFF', 'ssl-ca': '', 'ssl-cert': '', 'ssl-key': '' } : { 'tls-version': '' });
  }
}

async function isUp(socket: string): Promise<boolean> {
  const client = await createConnection({ socketPath: socket, user: 'root' });
  await client.end();
  return true;
}
