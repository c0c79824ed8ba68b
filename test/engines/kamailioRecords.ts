/** The records of a real Kamailio, as the CSV files that were exported of its PostgreSQL and as that database, behind the plugin's process. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DataSourceSettings } from '../../src/pluginHost/messages';
import { type Plugin, startPlugin } from '../../src/pluginHost/startPlugin';
import { builtPlugin } from '../support/builtPlugin';
import { KAMAILIO } from '../support/records';
import { sharedPostgres } from '../support/servers/postgresServer';

export const KAMAILIO_DAY = { from: Date.UTC(2026, 10, 23), to: Date.UTC(2026, 10, 24) };

/** Twice the same calls. */
export interface KamailioCalls {
  readonly plugin: Plugin;
  readonly files: DataSourceSettings;
  readonly dump: DataSourceSettings;
}

export async function openKamailio(): Promise<KamailioCalls> {
  const server = await sharedPostgres();
  const database = await server.createDatabase();
  await restore((sql, parameters = []) => server.query(sql, parameters, database));
  const jsonData = { layout: 'kamailio', timeZone: 'UTC' };
  return {
    files: { uid: 'csv', name: 'records', jsonData: { ...jsonData, engine: 'files', path: path.basename(KAMAILIO) } },
    dump: {
      uid: 'dump',
      name: 'records',
      jsonData: { ...jsonData, engine: 'postgres' },
      url: `${server.host}:${server.port}`,
      user: server.user,
      database,
      secureJsonData: { password: server.password },
    },
    plugin: await startPlugin(builtPlugin(), { env: { GF_PLUGIN_RECORDS_DIR: path.dirname(KAMAILIO) } }),
  };
}

/** What `psql` would run: statements as they are, and the lines of COPY as rows. */
async function restore(run: (sql: string, parameters?: readonly unknown[]) => Promise<unknown>): Promise<void> {
  const dump = readFileSync(path.join(KAMAILIO, 'kamailio-postgres.sql'), 'utf8');
  for (const [, create = ''] of dump.matchAll(/^(CREATE TABLE [\s\S]*?;)$/gm)) {
    await run(create);
  }
  for (const [, table = '', columns = '', lines = ''] of dump.matchAll(/^COPY (\S+) \(([^)]*)\) FROM stdin;\n([\s\S]*?)^\\\.$/gm)) {
    const rows = lines
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('\t').map((value) => (value === '\\N' ? null : value)));
    const values = rows.map((row) => `(${row.map((value) => (value === null ? 'null' : `'${value.replaceAll("'", "''")}'`)).join(',')})`);
    if (values.length > 0) {
      await run(`insert into ${table} (${columns}) values ${values.join(',')}`);
    }
  }
}
