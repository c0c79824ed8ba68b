/** What a wall of panels costs: a refresh, and, through the built plugin's process, equal panels at the same time. */
import path from 'node:path';
import { startPlugin } from '../../src/pluginHost/startPlugin';
import { executablePath } from '../../src/preview/executable';
import { startClickHouse } from '../../test/support/servers/clickHouseServer';
import { startMariaDb } from '../../test/support/servers/mariaDbServer';
import { startPostgres } from '../../test/support/servers/postgresServer';
import { makeCalls as makeClickHouseCalls } from '../clickhouse/sample';
import { clickHouseAccounting, mariaDbAccounting, postgresAccounting } from '../merged/accounting';
import { makeCalls as makeMariaDbCalls } from '../mysql/sample';
import { SETTINGS as MYSQL_SETTINGS } from '../mysql/settings';
import { makeCalls as makePostgresCalls } from '../postgres/sample';
import { SETTINGS as POSTGRES_SETTINGS } from '../postgres/settings';
import type { BenchSource } from '../questions';
import { makeRecords } from '../sampleOfTenMillion';
import { measurePanels } from './panels';
import { measureRefreshes } from './refreshes';

const folder = path.resolve('.build/bench');

interface Place {
  readonly source: Omit<BenchSource, 'jsonData'>;
  makeCalls(): Promise<void>;
  makeAccounting(): Promise<void>;
  close(): Promise<void>;
}

/** @param layout `calls`, or `kamailio`: accounting rows, three a call */
export async function benchRefresh(engine: string, layout: string, rows: number): Promise<void> {
  if (engine === 'files') {
    await makeRecords(folder);
    const source = { url: '', user: '', database: '', password: '', jsonData: { engine, path: layout, layout } };
    return measure(`10 million ${layout === 'calls' ? 'calls (Parquet)' : 'rows of acc (CSV)'}`, source);
  }
  const { source, makeCalls, makeAccounting, close } = await openPlace(engine, rows);
  try {
    await (layout === 'calls' ? makeCalls() : makeAccounting());
    await measure(`${rows} ${layout === 'calls' ? 'calls' : 'rows of acc'} in ${engine}`, {
      ...source,
      jsonData: { engine, tlsMode: 'disable', layout },
    });
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
        close: () => server.remove(),
      };
    }
    case 'clickhouse': {
      const server = await startClickHouse();
      return {
        source: server,
        makeCalls: () => makeClickHouseCalls(server, rows),
        makeAccounting: () => clickHouseAccounting(server).make(rows),
        close: () => server.remove(),
      };
    }
    default:
      throw new Error(`--engine ${engine}: refresh measures files, postgres, mysql and clickhouse.`);
  }
}

async function measure(records: string, source: BenchSource): Promise<void> {
  process.stdout.write(`${records}\n${await measureRefreshes(folder, source)}\n`);
  const env = { GF_PLUGIN_RECORDS_DIR: folder, GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '600' };
  const plugin = await startPlugin(executablePath(process.cwd()), { env });
  try {
    process.stdout.write(`${records}, 30 days, ${await measurePanels(plugin, source)}\n`);
  } finally {
    await plugin.stop();
  }
}
