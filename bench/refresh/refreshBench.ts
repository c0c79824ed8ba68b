/** What a wall of panels costs: a refresh, and, through the built plugin's process, equal panels at the same time. */
import path from 'node:path';
import { startPlugin } from '../../src/pluginHost/startPlugin';
import { executablePath } from '../../src/preview/executable';
import { startClickHouse } from '../../test/support/servers/clickHouseServer';
import { startMariaDb } from '../../test/support/servers/mariaDbServer';
import { startPostgres } from '../../test/support/servers/postgresServer';
import { within as withinClickHouse } from '../clickhouse/clickHouseBench';
import { openHttp } from '../clickhouse/overHttp';
import { makeCalls as makeClickHouseCalls } from '../clickhouse/sample';
import { clickHouseAccounting, mariaDbAccounting, postgresAccounting } from '../merged/accounting';
import { openDriver } from '../mysql/driver';
import { within as withinMariaDb } from '../mysql/mysqlBench';
import { makeCalls as makeMariaDbCalls } from '../mysql/sample';
import { SETTINGS as MYSQL_SETTINGS } from '../mysql/settings';
import { openClient } from '../postgres/psql';
import { within as withinPostgres } from '../postgres/postgresBench';
import { makeCalls as makePostgresCalls } from '../postgres/sample';
import { SETTINGS as POSTGRES_SETTINGS } from '../postgres/settings';
import type { BenchSource } from '../questions';
import { makeRecords } from '../sampleOfTenMillion';
import { measurePanels } from './panels';
import { type Beside, measureRefreshes } from './refreshes';

const folder = path.resolve('.build/bench');

interface Place {
  readonly source: Omit<BenchSource, 'jsonData'>;
  makeCalls(): Promise<void>;
  makeAccounting(): Promise<void>;
  /** Another client of the same server, for statements of its own. */
  beside(): Promise<Beside>;
  close(): Promise<void>;
}

/** @param layout `calls`, or `kamailio`: accounting rows, three a call */
export async function benchRefresh(engine: string, layout: string, rows: number): Promise<void> {
  if (engine === 'files') {
    await makeRecords(folder);
    const source = { url: '', user: '', database: '', password: '', jsonData: { engine, path: layout, layout } };
    return measure(`10 million ${layout === 'calls' ? 'calls (Parquet)' : 'rows of acc (CSV)'}`, source, null);
  }
  const { source, makeCalls, makeAccounting, beside, close } = await openPlace(engine, rows);
  try {
    await (layout === 'calls' ? makeCalls() : makeAccounting());
    const jsonData = { engine, tlsMode: 'disable', layout };
    await measure(`${rows} ${layout === 'calls' ? 'calls' : 'rows of acc'} in ${engine}`, { ...source, jsonData }, await beside());
  } finally {
    await close();
  }
}

async function openPlace(engine: string, rows: number): Promise<Place> {
  switch (engine) {
    case 'postgres': {
      const server = await startPostgres(POSTGRES_SETTINGS);
      return {
        source: { ...server, url: `${server.host}:${server.port}` },
        makeCalls: () => makePostgresCalls(server, rows),
        makeAccounting: () => postgresAccounting(server).make(rows),
        beside: async () => ({ client: await openClient(server), within: withinPostgres }),
        close: () => server.remove(),
      };
    }
    case 'mysql': {
      const server = await startMariaDb(MYSQL_SETTINGS);
      const database = await server.createDatabase();
      return {
        source: { ...server, url: `${server.host}:${server.port}`, database },
        makeCalls: () => makeMariaDbCalls(server, database, rows),
        makeAccounting: () => mariaDbAccounting(server, database).make(rows),
        beside: async () => ({ client: await openDriver(server, database), within: withinMariaDb }),
        close: () => server.remove(),
      };
    }
    case 'clickhouse': {
      const server = await startClickHouse();
      return {
        source: server,
        makeCalls: () => makeClickHouseCalls(server, rows),
        makeAccounting: () => clickHouseAccounting(server).make(rows),
        beside: () => Promise.resolve({ client: openHttp(server), within: withinClickHouse }),
        close: () => server.remove(),
      };
    }
    default:
      throw new Error(`--engine ${engine}: refresh measures files, postgres, mysql and clickhouse.`);
  }
}

async function measure(records: string, source: BenchSource, beside: Beside | null): Promise<void> {
  process.stdout.write(`${records}\n${await measureRefreshes(folder, source, beside)}\n`);
  await beside?.client.close();
  const env = { GF_PLUGIN_RECORDS_DIR: folder, GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '600' };
  const plugin = await startPlugin(executablePath(process.cwd()), { env });
  try {
    process.stdout.write(`${records}, 30 days, ${await measurePanels(plugin, source)}\n`);
  } finally {
    await plugin.stop();
  }
}
