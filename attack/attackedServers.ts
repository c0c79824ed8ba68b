import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSourceSettings } from '../src/pluginHost/messages';
import { SERVER_ENGINES, type ServerEngine } from '../src/domain/engines/engines';
import { startClickHouse } from '../test/support/servers/clickHouseServer';
import type { Life } from '../test/support/servers/life';
import { startMariaDb } from '../test/support/servers/mariaDbServer';
import { startPostgres } from '../test/support/servers/postgresServer';
import type { ServerAccount } from '../test/support/servers/account';
import { TroubledNetwork } from '../test/support/servers/troubledNetwork';

/** The calls of every server, by code; their times are within the day. */
export const CODES: Readonly<Record<number, number>> = { 200: 200, 486: 60, 503: 40 };
export const FIRST = Date.parse('2026-11-20T00:00:00Z');
const MINUTE_MS = 60_000;
const ADMINISTRATION_MS = 10_000;
/** How often a server that does not start is tried. */
const MAX_STARTS = 4;
const START_AGAIN_MS = 2_000;
/** Of each data source. */
export const CONNECTIONS = 3;

interface Administration {
  start(): Promise<
    ServerAccount & Life & { query(sql: string, parameters?: never, database?: string): Promise<Record<string, unknown>[]> }
  >;
  readonly table: string;
  /** Connections of the plugin, or its statements where a connection is nothing that the server tells. */
  readonly sessions: string;
  /** Statements of the plugin that run. */
  readonly statements: string;
}

const ADMINISTRATION: Readonly<Record<ServerEngine, Administration>> = {
  postgres: {
    start: () => startPostgres({ max_connections: '60' }),
    table: 'create table calls (start_time timestamp, sip_code int, trunk text)',
    sessions: `select count(*) as n from pg_stat_activity where datname = 'attacked'`,
    statements: `select count(*) as n from pg_stat_activity where datname = 'attacked' and state = 'active'`,
  },
  mysql: {
    // What was written is not lost when it is killed.
    start: () => startMariaDb({ 'innodb-flush-log-at-trx-commit': '2' }),
    table: 'create table calls (start_time datetime(3), sip_code int, trunk varchar(20))',
    sessions: `select count(*) as n from information_schema.processlist where db = 'attacked'`,
    statements: `select count(*) as n from information_schema.processlist where db = 'attacked' and command <> 'Sleep'`,
  },
  clickhouse: {
    start: () => startClickHouse({}),
    table: "create table calls (start_time DateTime64(3, 'UTC'), sip_code Int32, trunk String) engine = MergeTree order by start_time",
    sessions: `select count() as n from system.processes where current_database = 'attacked'`,
    statements: `select count() as n from system.processes where current_database = 'attacked'`,
  },
};

/** A database that is attacked: reached as it is, and through a network that fails. */
export interface AttackedServer {
  readonly engine: ServerEngine;
  readonly server: Life;
  readonly network: TroubledNetwork;
  readonly dataSources: Readonly<Record<Way, DataSourceSettings>>;
  /** Adds calls to those that are there. */
  insert(calls: readonly AddedCall[]): Promise<void>;
  sessions(): Promise<number>;
  statements(): Promise<number>;
  remove(): Promise<void>;
}

/** A call to be added. */
export interface AddedCall {
  /** Epoch milliseconds. */
  readonly start: number;
  readonly code: number;
}

/** Through the network, or past it. */
export type Way = 'network' | 'direct';

/** Servers of the attack's own, each with the same calls. */
export function startServers(engines: readonly ServerEngine[] = SERVER_ENGINES): Promise<AttackedServer[]> {
  return Promise.all(engines.map(startServer));
}

async function startServer(engine: ServerEngine): Promise<AttackedServer> {
  const { start, table, sessions, statements } = ADMINISTRATION[engine];
  const server = await untilStarted(start);
  await server.query('create database attacked');
  await server.query(table, undefined, 'attacked');
  await server.query(`insert into calls values ${rows()}`, undefined, 'attacked');
  const network = await TroubledNetwork.before(server.port);
  const dataSource = (way: Way, port: number): DataSourceSettings => ({
    uid: `${engine}-${way}`,
    name: engine,
    jsonData: { version: 1, engine, layout: 'calls', connections: CONNECTIONS, settle: '120s' },
    url: `127.0.0.1:${port}`,
    user: server.user,
    database: 'attacked',
    secureJsonData: { password: server.password },
  });
  const count = async (statement: string) => Number((await orLate(server.query(statement)))[0]?.['n']);
  return {
    engine,
    server: { ...server, start: () => untilStarted(server.start) },
    network,
    dataSources: { network: dataSource('network', network.port), direct: dataSource('direct', server.port) },
    insert: async (calls) => {
      await orLate(server.query(`insert into calls values ${calls.map(row).join()}`, undefined, 'attacked'));
    },
    sessions: () => count(sessions),
    statements: () => count(statements),
    remove: async () => {
      await network.close();
      await server.remove();
    },
  };
}

function rows(): string {
  const codes = Object.entries(CODES).flatMap(([code, calls]) => Array.from({ length: calls }, () => Number(code)));
  return codes.map((code, index) => row({ start: FIRST + index * MINUTE_MS, code }, index)).join();
}

function row({ start, code }: AddedCall, index: number): string {
  const time = new Date(start).toISOString().replace('T', ' ').replace('Z', '');
  return `('${time}', ${code}, 't${index % 5}')`;
}

/** That a server does not start says nothing of the plugin. */
async function untilStarted<T>(start: () => Promise<T>): Promise<T> {
  for (let starts = 1; ; starts++) {
    try {
      return await start();
    } catch (error) {
      if (starts === MAX_STARTS) {
        throw error;
      }
      await sleep(START_AGAIN_MS);
    }
  }
}

/** A server that is ending by itself may leave its administrator without an answer. */
function orLate<T>(work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('The server does not answer its administrator.')), ADMINISTRATION_MS).unref();
  });
  return Promise.race([work, late]);
}
