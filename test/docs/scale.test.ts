/** The statements of docs/scale.md, run on real servers: rollups count what the calls count. */
import { sql } from 'kysely';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openClickHouseServer } from '../../src/backend/stores/clickhouse/open';
import { parseSettings } from '../../src/domain/settings';
import { OwnServer } from '../backend/stores/clickhouse/ownServer';
import { CLUSTER } from '../support/servers/clickHouseConfiguration';
import { sharedPostgres } from '../support/servers/postgresServer';
import { statementsOf } from './sqlStatements';

const page = readFileSync(path.join(__dirname, '../../docs/scale.md'), 'utf8');
const [clickHouse = '', postgres = ''] = page.split('## PostgreSQL');

const COUNTED = 'bucket, code, trunk, run_id, sum(calls)';
const MINUTE = 60_000;

test('the settings that are shown are accepted', () => {
  const [, block = ''] = /```json\n([^]*?)```/.exec(page) ?? [];
  expect(parseSettings(JSON.parse(block)).settings).toMatchObject({ engine: 'clickhouse', rollup: { dimensions: ['trunk', 'run_id'] } });
});

test('ClickHouse: the rollup counts what was there before and what comes, alone and by a cluster', async () => {
  const own = await OwnServer.start();
  try {
    const [calls = '', rollup = '', feed = '', before = '', everywhere = '', countedEverywhere = '', ...more] = statementsOf(
      clickHouse
    ).map((text) => text.replace('voip_cluster', CLUSTER));
    expect(more).toEqual([]);
    const split = Date.UTC(2026, 10, 24, 10);
    const insert = (from: number, count: number) =>
      own.sql(
        `insert into voip.calls (start_time, sip_code, call_id, trunk, run_id) select fromUnixTimestamp64Milli(toInt64(${from} + number * 1717)), [200, 486, 0][1 + number % 3], toString(number), concat('t', toString(number % 5)), '' from numbers(${count})`
      );
    await own.sql('create database voip');
    await own.sql(calls);
    await insert(split - 2000 * 1717, 2000);
    await own.sql(rollup);
    await own.sql(feed);
    for (let part = 0; part < 4; part++) {
      await insert(split + part * 100_000, 1000);
    }
    await own.sql(before);
    const counted = await own.sql(
      `select ${COUNTED.replace('bucket', 'toUnixTimestamp(bucket)')} from voip.calls_per_minute group by bucket, code, trunk, run_id order by all`
    );
    const told = await own.sql(
      `select intDiv(toUnixTimestamp64Milli(start_time), ${MINUTE}) * 60 as b, sip_code, trunk, run_id, count() from voip.calls group by all order by all`
    );
    expect(counted).toBe(told);
    expect(counted.split('\n').length).toBeGreaterThan(1000);
    await own.sql('optimize table voip.calls_per_minute final');
    expect(Number(await own.sql('select count() from voip.calls_per_minute'))).toBe(counted.trimEnd().split('\n').length);

    await own.sql(everywhere);
    await own.sql(countedEverywhere);
    expect(await own.sql('select count() from voip.calls_everywhere')).toBe('12000\n');
    expect(await own.sql('select sum(calls) from voip.calls_per_minute_everywhere')).toBe('12000\n');

    const server = openClickHouseServer(own.connection());
    const never = new AbortController().signal;
    const indexed = async (table: string) =>
      (await server.describe(table, never)).filter((column) => column.indexed).map(({ name }) => name);
    expect([await indexed('voip.calls'), await indexed('voip.calls_per_minute'), await indexed('voip.calls_everywhere')]).toEqual([
      ['start_time'],
      ['bucket'],
      ['start_time'],
    ]);
    const { columns } = await server.run(
      sql`explain indexes = 1 select count(*) from voip.calls where start_time >= ${server.dialect.stamp(split, 'instant')} and start_time < ${server.dialect.stamp(split + 60_000, 'instant')}`,
      never
    );
    expect(columns[0]?.join('\n')).toMatch(/PrimaryKey[^]*toStartOfHour\(start_time\)/);
    await server.close();
  } finally {
    await own.end();
  }
});

test('PostgreSQL: the rollup is never behind, before and after it is refreshed', async () => {
  const server = await sharedPostgres();
  const database = await server.createDatabase();
  const run = (text: string) => server.query(text, [], database);
  const statements = statementsOf(postgres);
  const [calls = [], views = [], refresh = []] = [statements.slice(0, 3), statements.slice(3, 6), statements.slice(6)];
  expect([calls.length, views.length, refresh.length]).toEqual([3, 3, 1]);
  for (const statement of calls) {
    await run(statement);
  }
  await run('create table others partition of calls default');
  const insert = (until: string, count: number) =>
    run(
      `insert into calls (start_time, sip_code, call_id, trunk, run_id) select ${until} - n * interval '17.17 seconds', (array[200, 486, null])[1 + n % 3], n::text, 't' || n % 5, '' from generate_series(1, ${count}) n`
    );
  const same = async () => {
    const counted = await run(
      `select extract(epoch from bucket)::bigint as b, code, trunk, run_id, sum(calls)::int as calls from calls_per_minute group by 1, 2, 3, 4 order by 1, 2, 3, 4`
    );
    const told = await run(
      `select floor(extract(epoch from start_time) / 60)::bigint * 60 as b, sip_code as code, trunk, run_id, count(*)::int as calls from calls group by 1, 2, 3, 4 order by 1, 2, 3, 4`
    );
    expect(JSON.stringify(counted) === JSON.stringify(told)).toBe(true);
    return counted.length;
  };
  for (const statement of views) {
    await run(statement);
  }
  await insert('now()', 3000);
  const first = await same();
  await run(refresh[0] ?? '');
  expect(await same()).toBe(first);
  const [materialized] = await run('select count(*)::int as rows from calls_counted');
  expect(materialized?.['rows']).toBeGreaterThan(500);
  expect(materialized?.['rows']).toBeLessThan(first);
  await insert(`now() + interval '1 minute'`, 300);
  expect(await same()).toBeGreaterThan(first);
  await run(refresh[0] ?? '');
  await same();
});
