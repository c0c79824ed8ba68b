/** The calls of docker-compose.yml's profiles, made in the tests' own servers and read by the settings of the provisioned data sources. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { openStore } from '../../src/backend/stores/open';
import { parseSettings } from '../../src/domain/settings';
import { OwnServer } from '../backend/stores/clickhouse/ownServer';
import { type CountScope, OpenRecords, STORE_ENVIRONMENT, total } from '../support/records';
import type { ServerAccount } from '../support/servers/account';
import { CLUSTER } from '../support/servers/clickHouseConfiguration';
import { sharedMariaDb } from '../support/servers/mariaDbServer';
import { sharedPostgres } from '../support/servers/postgresServer';

const read = (name: string) => readFileSync(path.resolve(__dirname, '../../provisioning/databases', name), 'utf8');
const { datasources } = parse(read('datasources.yaml')) as { datasources: { readonly uid: string; readonly jsonData: object }[] };

const MINUTE = 60_000;
/** A week, a call each six seconds. */
const WEEK_OF_CALLS = 100_800;

/** The records as the data source of this name reads them. */
async function reading<T>(
  uid: string,
  { host, port, user, password }: Pick<ServerAccount, 'host' | 'port' | 'user' | 'password'>,
  database: string,
  look: (records: OpenRecords) => Promise<T>
): Promise<T> {
  const { settings } = parseSettings(datasources.find((one) => one.uid === uid)?.jsonData);
  const account = { url: `${host}:${port}`, user, database, secureJsonData: { password } };
  const store = await openStore(settings, account, { ...STORE_ENVIRONMENT, recordsDir: '/nowhere' });
  try {
    return await look(new OpenRecords(store));
  } finally {
    await store.close();
  }
}

const statementsOf = (text: string) =>
  text
    .replace(/^--.*$/gm, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');

test('PostgreSQL: a week of calls; calls as they happen, with an outage of one trunk in each quarter of an hour', async () => {
  const server = await sharedPostgres();
  const database = await server.createDatabase();
  await server.query(read('postgres.sql'), [], database);
  expect(total(await reading('calls-postgres', server, database, (records) => records.codes()))).toBe(WEEK_OF_CALLS);

  await server.query(read('live.sql'), [], database);
  const first = await reading('calls-live', server, database, (records) => records.codes());
  expect(total(first)).toBe((6 * 60 * MINUTE) / 750);
  await server.query('select pg_sleep(2)', [], database);
  await server.query(read('live.sql'), [], database);
  await reading('calls-live', server, database, async (records) => {
    expect(total(await records.codes())).toBeGreaterThan(total(first));
    const quarter = Math.floor(Date.now() / (15 * MINUTE) - 1) * 15 * MINUTE;
    const lost = async (trunk: string, from: number, to: number) => {
      const filters: CountScope['filters'] = [{ dimension: 'trunk', includes: true, values: [trunk] }];
      const codes = await records.codes({ range: { from: quarter + from * MINUTE, to: quarter + to * MINUTE }, filters });
      return (codes['503'] ?? 0) / total(codes);
    };
    expect(await lost('north', 5, 8)).toBeGreaterThan(0.75);
    expect(await lost('north', 0, 5)).toBe(0);
    expect(await lost('north', 8, 15)).toBe(0);
    expect(await lost('south', 5, 8)).toBe(0);
  });
});

test('MariaDB: a week of calls', async () => {
  const server = await sharedMariaDb();
  const database = await server.createDatabase();
  for (const statement of statementsOf(read('mysql.sql'))) {
    await server.query(statement, [], database);
  }
  expect(total(await reading('calls-mysql', server, database, (records) => records.codes()))).toBe(100_000);
});

test('ClickHouse: two shards and their rollup; counted by it and by the calls, all are there', async () => {
  const own = await OwnServer.start();
  try {
    await own.sql('create database calls');
    for (const statement of statementsOf(read('clickhouse.sql'))) {
      await own.sql(statement.replace('two_shards', CLUSTER).replace("getMacro('shard')", "'1'"));
    }
    const { user, password } = own.connection();
    // The cluster of the tests has this server twice, so its half of the calls is there twice.
    await reading('calls-clickhouse', { host: '127.0.0.1', port: own.port, user, password }, 'calls', async (records) => {
      expect(total(await records.codes())).toBe(100_000);
      expect(total(await records.values('trunk'))).toBe(100_000);
    });
    expect(await own.sql('select sum(calls) from calls.calls_per_minute_everywhere')).toBe('100000\n');
  } finally {
    await own.end();
  }
});
