import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { type ServerAccount } from './account';
import { type ClickHouseUser, configureClickHouse, OWNER } from './clickHouseConfiguration';
import { clickHouseCommand } from './clickHouseProgram';
import { type Life, lifeOf } from './life';
import { freePort, launch } from './serverProcess';
import { oncePerRun, serverFolder, type SharedServer } from './testRun';

/** How a ClickHouse server is reached, by its HTTP interface at `url`; the user may do everything. */
export interface ClickHouseAddress extends SharedServer, ServerAccount {
  readonly url: string;
}

/** What tests do with a ClickHouse server, wherever it is. */
export interface ClickHouseAccess {
  /** Runs one statement as the user who may do everything; rows are as JSONEachRow gives them. */
  query(sql: string, parameters?: Readonly<Record<string, string>>, database?: string): Promise<Record<string, unknown>[]>;
  /** A new empty database; its name. */
  createDatabase(): Promise<string>;
}

export type ClickHouseServer = ClickHouseAddress & ClickHouseAccess;

/** A server of a test's own: its files are in `folder`, and `tcpPort` is that of its native protocol. */
export type OwnClickHouse = ClickHouseServer & Life & { readonly folder: string; readonly tcpPort: number };

/** The run's own ClickHouse, started by the first that needs it. */
export async function sharedClickHouse(): Promise<ClickHouseServer> {
  const address = await oncePerRun('clickhouse', async () => {
    const installed = await install({});
    return { ...installed.address, pid: await run(installed) };
  });
  return { ...address, ...clickHouseAt(address) };
}

/** @param users who there is besides its owner, all with the same password */
export async function startClickHouse(users: Readonly<Record<string, ClickHouseUser>> = {}): Promise<OwnClickHouse> {
  const installed = await install(users);
  const { folder, tcpPort, address } = installed;
  const pid = await run(installed);
  return {
    ...address,
    pid,
    folder,
    tcpPort,
    ...clickHouseAt(address),
    ...lifeOf({ pid, folder, quit: address.quit, launch: () => run(installed) }),
  };
}

interface Installed {
  readonly folder: string;
  readonly configuration: string;
  readonly tcpPort: number;
  readonly address: Omit<ClickHouseAddress, 'pid'>;
}

async function install(users: Readonly<Record<string, ClickHouseUser>>): Promise<Installed> {
  const [folder, port, tcpPort] = await Promise.all([serverFolder('ch'), freePort(), freePort()]);
  const password = `correct horse ${randomBytes(12).toString('hex')}`;
  const configuration = await configureClickHouse(folder, tcpPort, password, users);
  const host = '127.0.0.1';
  return {
    folder,
    configuration,
    tcpPort,
    address: { quit: 'SIGTERM', host, port, url: `http://${host}:${port}`, user: OWNER, password, database: 'default' },
  };
}

async function run({ folder, configuration, tcpPort, address }: Installed): Promise<number> {
  const data = path.join(folder, 'data');
  // A server that was killed leaves its lock; the ports are what forbids two.
  rmSync(path.join(data, 'status'), { force: true });
  const command = await clickHouseCommand({ configuration, data, port: address.port, tcpPort });
  // A zone of its own, on which nothing may depend.
  const environment = { TZ: 'America/New_York' };
  return launch(
    { ...command, environment, log: path.join(folder, 'log'), folder, crash: 'SIGKILL' },
    async () => (await fetch(`${address.url}/ping`)).ok
  );
}

/** The account must be one with all rights. */
export function clickHouseAt({ host, port, user, password, database: usual }: ServerAccount): ClickHouseAccess {
  const query: ClickHouseAccess['query'] = async (sql, parameters = {}, database = usual) => {
    const place = new URL(`http://${host}:${port}`);
    const values = Object.entries(parameters).map(([name, value]) => [`param_${name}`, value]);
    place.search = new URLSearchParams([['database', database], ['default_format', 'JSONEachRow'], ...values]).toString();
    const response = await fetch(place, {
      method: 'POST',
      body: sql,
      headers: { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password },
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(text);
    }
    return text
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
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
