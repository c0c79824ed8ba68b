/** The tables as a real Kamailio left them in its PostgreSQL answer as the CSV files that were exported of them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Plugin, startPlugin } from '../../src/pluginHost/startPlugin';
import type { DataSourceSettings } from '../../src/pluginHost/messages';
import { decodeFrame } from '../../src/preview/frames/decodeFrame';
import { builtPlugin } from '../support/builtPlugin';
import { KAMAILIO } from '../support/records';
import { sharedPostgres } from '../support/servers/postgresServer';

let plugin: Plugin;
let sources: DataSourceSettings[];

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

beforeAll(async () => {
  const server = await sharedPostgres();
  const database = await server.createDatabase();
  await restore((sql, parameters = []) => server.query(sql, parameters, database));
  const jsonData = { layout: 'kamailio', timeZone: 'UTC' };
  sources = [
    { uid: 'csv', name: 'records', jsonData: { ...jsonData, engine: 'files', path: path.basename(KAMAILIO) } },
    {
      uid: 'dump',
      name: 'records',
      jsonData: { ...jsonData, engine: 'postgres' },
      url: `${server.host}:${server.port}`,
      user: server.user,
      database,
      secureJsonData: { password: server.password },
    },
  ];
  plugin = await startPlugin(builtPlugin(), { env: { GF_PLUGIN_RECORDS_DIR: path.dirname(KAMAILIO) } });
}, 120_000);

afterAll(() => plugin.stop());

async function ask(dataSource: DataSourceSettings, query: object) {
  const [answer] = await plugin.query({
    dataSource,
    queries: [{ refId: 'A', ...query }],
    from: Date.UTC(2026, 10, 23),
    to: Date.UTC(2026, 10, 24),
    intervalMs: 60_000,
    maxDataPoints: 1_500,
    user: { login: 'x', role: 'Admin' },
  });
  return (answer?.frames ?? []).map((frame) => decodeFrame(frame).data?.values);
}

test('the dump holds the calls that truth-calls.csv counts', async () => {
  // `cut -d, -f8 truth-calls.csv | sort | uniq -c`, less the five 404 that came before the accounting, by the table of results.
  const [values] = await ask(sources[1]!, { kind: 'distribution' });
  expect(values).toEqual([[192], [46], [22], [28], [35], [25], [82]]);
});

test.each([
  { kind: 'trend', bucket: '10s' },
  { kind: 'codes' },
  { kind: 'ratio', ratios: ['ASR', 'SEER', 'ISA'], splitBy: ['dst_user'], counts: true },
  { kind: 'calls', limit: 1_000 },
  { kind: 'triage' },
])('%j is answered as of the files', async (query) => {
  const [files, dump] = await Promise.all(sources.map((source) => ask(source, query)));
  expect(files?.length).toBeGreaterThan(0);
  expect(dump).toEqual(files);
});

test('the layout is recognized by the columns of the tables, whatever layout was chosen', async () => {
  const dump = sources[1]!;
  const dataSource = { ...dump, uid: 'unknown', jsonData: { engine: 'postgres', layout: 'asterisk' } };
  const { status, body } = await plugin.callResource({ dataSource, path: 'layouts', user: { login: 'x', role: 'Admin' } });
  expect(status).toBe(200);
  expect(JSON.parse(new TextDecoder().decode(body))).toMatchObject({
    layouts: [{ layout: 'kamailio', columns: {}, found: ['acc', 'missed_calls'], telling: ['method', 'callid', 'sip_code', 'time'] }],
  });
});
