/** What a wall of panels costs: a refresh, and, through the built plugin's process, equal panels at the same time. */
import path from 'node:path';
import { startPlugin } from '../../src/pluginHost/startPlugin';
import { executablePath } from '../../src/preview/executable';
import { startPostgres } from '../../test/support/servers/postgresServer';
import { makeCalls } from '../postgres/sample';
import { SETTINGS } from '../postgres/settings';
import type { BenchSource } from '../questions';
import { makeRecords } from '../sampleOfTenMillion';
import { measurePanels } from './panels';
import { measureRefreshes } from './refreshes';

const folder = path.resolve('.build/bench');

/** @param rows of the database; files have 10 million */
export async function benchRefresh(engine: string, rows: number): Promise<void> {
  switch (engine) {
    case 'files':
      await makeRecords(folder);
      return measure('10 million calls (Parquet)', {
        url: '',
        user: '',
        database: '',
        password: '',
        jsonData: { engine: 'files', path: 'calls', layout: 'calls' },
      });
    case 'postgres': {
      const server = await startPostgres(SETTINGS);
      try {
        await makeCalls(server, rows);
        const { host, port, user, database, password } = server;
        const jsonData = { engine: 'postgres', tlsMode: 'disable', layout: 'calls' };
        return await measure(`${rows} calls in PostgreSQL`, { url: `${host}:${port}`, user, database, password, jsonData });
      } finally {
        await server.remove();
      }
    }
    default:
      throw new Error(`--engine ${engine}: refresh measures files and postgres.`);
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
