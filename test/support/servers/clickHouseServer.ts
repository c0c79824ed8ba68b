import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../../../build/projectRoot';
import { type ServerAccount } from './account';
import { type Certificates, makeCertificates } from './certificates';
import type { FrontOptions } from './clickHouseFront';
import { type Life, lifeOf } from './life';
import { freePort, launch } from './serverProcess';
import { oncePerRun, serverFolder, type SharedServer } from './testRun';

/** The cluster of one shard and one replica, the server itself, that the server knows. */
export const CLUSTER = 'callresult';

/**
 * How a ClickHouse server is reached: at `url` (host, port), or over TLS at `tlsUrl`; the user may do everything.
 * It is ClickHouse's engine behind an HTTP interface of ours: clickHouseFront.ts says what that lacks.
 */
export interface ClickHouseAddress extends SharedServer, ServerAccount {
  readonly url: string;
  readonly tlsUrl: string;
  readonly certificates: Certificates;
}

/** What tests do with a ClickHouse server, wherever it is. */
export interface ClickHouseAccess {
  /** Runs one statement as the user who may do everything; rows are as JSONEachRow gives them. */
  query(sql: string, parameters?: Readonly<Record<string, string>>, database?: string): Promise<Record<string, unknown>[]>;
  /** A new empty database; its name. */
  createDatabase(): Promise<string>;
}

export type ClickHouseServer = ClickHouseAddress & ClickHouseAccess;

/** The run's own ClickHouse, started by the first who asks. */
export async function sharedClickHouse(): Promise<ClickHouseServer> {
  const address = await oncePerRun('clickhouse', async () => {
    const installed = await install();
    return { ...installed.address, pid: await run(installed) };
  });
  return { ...address, ...clickHouseAt(address) };
}

/** A server of a test's own. */
export async function startClickHouse(): Promise<ClickHouseServer & Life> {
  const installed = await install();
  const { folder, address } = installed;
  const pid = await run(installed);
  return { ...address, pid, ...clickHouseAt(address), ...lifeOf({ pid, folder, quit: address.quit, launch: () => run(installed) }) };
}

interface Installed {
  readonly folder: string;
  readonly front: FrontOptions;
  readonly address: Omit<ClickHouseAddress, 'pid'>;
}

async function install(): Promise<Installed> {
  const [folder, port, tlsPort] = await Promise.all([serverFolder('ch'), freePort(), freePort()]);
  const data = path.join(folder, 'data');
  const users = { file: path.join(folder, 'users.json'), configuration: path.join(folder, 'users.xml') };
  const [certificates, configuration] = await Promise.all([makeCertificates(folder, 'by_certificate'), configure(folder, users.configuration, await freePort())]);
  const password = randomBytes(12).toString('hex');
  const front = { data, configuration, users, port, tlsPort, certificate: certificates.serverCertificate, key: certificates.serverKey, admin: { user: 'default', password } };
  const host = '127.0.0.1';
  const urls = { url: `http://${host}:${port}`, tlsUrl: `https://${host}:${tlsPort}` };
  return { folder, front, address: { quit: 'SIGTERM', host, port, ...urls, user: 'default', password, database: 'default', certificates } };
}

/** A replica at the server's own port is the server itself: nothing has to listen there. */
async function configure(folder: string, users: string, ownPort: number): Promise<string> {
  const configuration = path.join(folder, 'config.xml');
  const replica = `<replica><host>127.0.0.1</host><port>${ownPort}</port></replica>`;
  await writeFile(
    configuration,
    `<clickhouse>
  <timezone>UTC</timezone>
  <tcp_port>${ownPort}</tcp_port>
  <remote_servers><${CLUSTER}><shard>${replica}</shard></${CLUSTER}></remote_servers>
  <users_config>${users}</users_config>
</clickhouse>
`
  );
  return configuration;
}

function run({ folder, front, address }: Installed): Promise<number> {
  const loader = pathToFileURL(path.join(projectRoot, 'node_modules/tsx/dist/loader.mjs')).href;
  const args = ['--import', loader, path.join(projectRoot, 'test/support/servers/clickHouseFront.ts'), JSON.stringify(front)];
  // Each running query occupies a thread.
  const environment = { UV_THREADPOOL_SIZE: '16' };
  return launch({ program: process.execPath, args, environment, log: path.join(folder, 'log'), folder, crash: 'SIGKILL' }, async () => (await fetch(`${address.url}/ping`)).ok);
}

/** The account must be one with all rights. */
export function clickHouseAt(address: ServerAccount): ClickHouseAccess {
  const query: ClickHouseAccess['query'] = async (sql, parameters = {}, database = address.database) => {
    const place = new URL(`http://${address.host}:${address.port}`);
    const values = Object.entries(parameters).map(([name, value]) => [`param_${name}`, value]);
    place.search = new URLSearchParams([['database', database], ['default_format', 'JSONEachRow'], ...values]).toString();
    const response = await fetch(place, { method: 'POST', body: sql, headers: { 'X-ClickHouse-User': address.user, 'X-ClickHouse-Key': address.password } });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(text);
    }
    return text.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Record<string, unknown>);
  };
  return {
    query,
    createDatabase: async () => {
      const name = `test_${randomBytes(6).toString('hex')}`;
      await query(`create database ${name}`);
      return name;
    },
  };
}
