import { sql } from 'kysely';
import type { CallResultError } from '../../../../src/domain/errors';
import { openClickHouseServer } from '../../../../src/backend/stores/clickhouse/open';
import type { SqlServer } from '../../../../src/backend/stores/sql/sqlServer';
import { OwnServer } from './ownServer';

const NEVER = new AbortController().signal;

let own: OwnServer;
let server: SqlServer;
beforeAll(async () => {
  own = await OwnServer.start({
    reader: { grants: ['GRANT SELECT ON voip.acc'] },
    partly: { grants: ['GRANT SELECT(time, code) ON voip.acc'] },
  });
  server = openClickHouseServer(own.connection({ schema: 'voip' }));
  await own.sql('create database voip');
  await own.sql('create database `odd.db`');
  await own.sql(`create table voip.acc (
    time DateTime, code UInt16, trunk LowCardinality(Nullable(String)), big UInt256, price Decimal(9, 2), share Float32, ok Bool, day Date32,
    at DateTime64(3, 'UTC') codec(Delta, ZSTD), kind Enum8('a' = 1), ip IPv6, tags Array(String), fixed FixedString(3), total SimpleAggregateFunction(sum, UInt64), states AggregateFunction(sum, UInt64), maybe Nullable(DateTime64(6))
  ) engine = MergeTree partition by toYYYYMM(at) order by (toStartOfHour(time), code)`);
  await own.sql('create table `odd.db`.`a``b "c` (`x\\\\y` String, b Int8) engine = MergeTree order by b');
  await own.sql('create view voip.seen as select time, code from voip.acc');
  await own.sql('create table voip.spread as voip.acc engine = Distributed(both, voip, acc, rand())');
  await own.sql('create table voip.far (time DateTime) engine = Distributed(both, elsewhere, nothing)');
  await own.sql('insert into voip.acc (time, code) select toDateTime(number), 200 from numbers(5)');
});
afterAll(async () => {
  await server.close();
  await own.end();
});

async function message(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'no failure',
    (error: unknown) => (error as CallResultError).message
  );
}

it('tells the columns of a table in their order', async () => {
  const columns = await server.describe('acc', NEVER);
  expect(Object.fromEntries(columns.map(({ name, type, nullable }) => [name, nullable ? `${type}?` : type]))).toEqual({
    time: 'instant',
    code: 'whole',
    trunk: 'text?',
    big: 'whole',
    price: 'number',
    share: 'number',
    ok: 'boolean',
    day: 'clock',
    at: 'instant',
    kind: 'other',
    ip: 'other',
    tags: 'other',
    fixed: 'other',
    total: 'whole',
    maybe: 'instant?',
  });
  expect(columns.map(({ name }) => name).slice(0, 3)).toEqual(['time', 'code', 'trunk']);
  expect(columns.find(({ name }) => name === 'at')?.declared).toBe("DateTime64(3, 'UTC')");
  expect(columns.filter(({ indexed }) => indexed).map(({ name }) => name)).toEqual(['time', 'at']);
});

it('finds tables by every form of a name, and takes nothing else for one', async () => {
  const names = async (name: string) => (await server.describe(name, NEVER)).map((column) => column.name).slice(0, 2);
  const rows = async (name: string) => Number((await server.run(sql`select count(*) from ${server.table(name)}`, NEVER)).columns[0]?.[0]);
  expect(await names('voip.seen')).toEqual(['time', 'code']);
  expect(await names('`odd.db`.`a``b "c`')).toEqual(['x\\y', 'b']);
  expect(await rows('`odd.db`."a`b ""c"')).toBe(0);
  // The cluster's two servers are one and the same here, which clusterAllReplicas asks once.
  for (const [name, count] of [
    [`cluster('both', voip, acc)`, 10],
    ['cluster(both,voip.acc)', 10],
    [`clusterAllReplicas('both', "voip", \`acc\`)`, 5],
    ['spread', 10],
  ] as const) {
    expect([name, await names(name), await rows(name)]).toEqual([name, ['time', 'code'], count]);
  }
  for (const name of [
    '',
    ' ',
    'a b',
    'a.b.c',
    'acc; drop table voip.acc',
    "url('http://x')",
    "cluster('both', voip, acc, rand())",
    "remote('x', voip, acc)",
    "cluster('bo\\'th', voip, acc)",
    "cluster('both', view(select 1))",
    'acc)',
    '`acc',
    "file('/etc/passwd')",
    'acc -- x',
  ]) {
    expect([name, await message(server.has(name, NEVER))]).toEqual([
      name,
      expect.stringMatching(/is not a table's name: write table, database.table, cluster/),
    ]);
  }
});

it('tells whether a table is there and may be read', async () => {
  expect(
    await Promise.all(
      ['acc', 'voip.acc', 'seen', 'nope', 'nope.acc', 'ACC', `cluster('both', voip, acc)`, `cluster('none', voip, acc)`].map((name) =>
        server.has(name, NEVER)
      )
    )
  ).toEqual([true, true, true, false, false, false, true, false]);
  const reader = openClickHouseServer(own.connection({ user: 'reader' }));
  expect(await Promise.all(['voip.acc', 'voip.seen', 'odd'].map((name) => reader.has(name, NEVER)))).toEqual([true, false, false]);
  await reader.close();
});

it('says what to do where a table is not there, or may not be read', async () => {
  expect(await message(server.describe('ACC', NEVER))).toMatch(
    /There is no table "ACC" at 127.0.0.1:\d+, database "voip" that user "owner" may read. There is voip.acc: correct tables/
  );
  const reader = openClickHouseServer(own.connection({ user: 'reader' }));
  expect(await message(reader.describe('voip.seen', NEVER))).toMatch(/run as an administrator: GRANT SELECT ON `voip`.`seen` TO `reader`;/);
  await reader.close();
});

it('tells only the columns that the user may read', async () => {
  const partly = openClickHouseServer(own.connection({ user: 'partly' }));
  expect((await partly.describe('voip.acc', NEVER)).map(({ name }) => name)).toEqual(['time', 'code']);
  expect(await partly.has('voip.acc', NEVER)).toBe(true);
  await partly.close();
});

it('advises an index that the server takes, on the tables behind a distributed one', async () => {
  const indexed = async (table: string, column: string) =>
    (await server.describe(table, NEVER)).find(({ name }) => name === column)?.indexed;
  expect([
    await indexed('spread', 'time'),
    await indexed('spread', 'at'),
    await indexed('spread', 'code'),
    await indexed('far', 'time'),
    await indexed('seen', 'code'),
  ]).toEqual([true, true, false, true, true]);
  expect(server.indexAdvice('spread', 'code')).toBe(
    'alter table `voip`.`acc` on cluster `both` add index if not exists `call_result_code` `code` type minmax granularity 1, materialize index `call_result_code`'
  );
  expect(server.indexAdvice('seen', 'code')).toBeNull();
  expect(server.indexAdvice(`cluster('both', voip, acc)`, 'code')).toContain('on cluster `both`');
  expect(await indexed('acc', 'code')).toBe(false);
  await own.sql(server.indexAdvice('acc', 'code') ?? '');
  expect(await own.sql(`select expr, type from system.data_skipping_indices where table = 'acc'`)).toBe('code\tminmax\n');
  expect(await indexed('acc', 'code')).toBe(true);
});
