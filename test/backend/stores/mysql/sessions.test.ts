import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { openMysqlServer } from '../../../../src/backend/stores/mysql/open';
import type { SqlServer } from '../../../../src/backend/stores/sql/sqlServer';
import { OwnServer } from './ownServer';

const NEVER = new AbortController().signal;
/** 50 s in short sleeps, since MySQL does not call it an error when a long one is stopped. */
const SLOW = sql`select sleep(0.05) from many`;

let own: OwnServer;
const open: SqlServer[] = [];
beforeAll(async () => {
  own = await OwnServer.start({ 'max-connections': '20' });
  await own.sql(
    'create table many (n int primary key); insert into many with recursive s as (select 1 as n union all select n + 1 from s where n < 1000) select n from s; create table kept (a int)',
    'calls'
  );
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
  await until(async () => (await own.activity()).length === 0);
});
afterAll(() => own.life.remove());

function openServer(...args: Partial<Parameters<typeof openMysqlServer>>): SqlServer {
  const server = openMysqlServer(args[0] ?? own.connection(), args[1]);
  open.push(server);
  return server;
}

async function answer(server: SqlServer): Promise<unknown> {
  return (await server.run(sql`select 1`, NEVER)).columns[0]?.[0];
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 10_000; !(await condition()); await sleep(20)) {
    if (Date.now() > end) {
      throw new Error('That did not happen within 10 s.');
    }
  }
}

it('answers columns, with every value as it is', async () => {
  const server = openServer();
  const texts = ['', 'ä', '😀', 'a\tb\nc', '\\x41', "'", '"', '`', 'NULL', 'x ', '\0', "\\' or 1=1 -- ", '?'];
  const rows = sql.join(
    texts.map((text, index) => sql`select ${sql.lit(index)} as i, ${text} as v`),
    sql` union all `
  );
  const answered = await server.run(
    sql`select v, null, 9223372036854775807, 42, 0.1e0, 1.50, true, 18446744073709551615, cast('2026-01-02 03:04:05.120' as datetime(3)), b'101', x'c3a4', count(*) over () from (${rows}) as t order by i`,
    NEVER
  );
  expect(answered.rows).toBe(texts.length);
  expect(answered.parameters).toEqual(texts);
  expect(answered.statement.match(/\?/g)).toHaveLength(texts.length);
  expect(answered.columns[0]).toEqual(texts);
  expect(answered.columns.slice(1).map((column) => column[8])).toEqual([
    null,
    '9223372036854775807',
    42,
    0.1,
    '1.50',
    1,
    '18446744073709551615',
    '2026-01-02 03:04:05.120',
    '\u0005',
    'ä',
    texts.length,
  ]);
  expect(await server.run(sql`select 1 as a, 2 as b from many where false`, NEVER)).toMatchObject({ columns: [[], []], rows: 0 });
  await own.sql(
    `create table bits (b bit(12), c bit(64), j json, y year, f float); insert into bits values (b'101010101010', ~0, '{"a": "ü"}', 2026, 0.5)`,
    'calls'
  );
  expect((await server.run(sql`select b, c, j, y, f from bits`, NEVER)).columns.flat()).toEqual([
    0b101010101010,
    '18446744073709551615',
    '{"a": "ü"}',
    2026,
    0.5,
  ]);
});

it('has every setting that could change what a statement means, whatever the server has', async () => {
  const server = openServer(own.connection({ statementTimeoutMs: 12_345 }));
  await answer(server);
  const limit = own.isMysql ? sql`@@max_execution_time` : sql`@@max_statement_time * 1000`;
  const { columns } = await server.run(
    sql`select @@time_zone, @@sql_mode, @@autocommit, @@collation_connection, @@character_set_results, @@sql_select_limit, ${limit}, @@lock_wait_timeout`,
    NEVER
  );
  const collation = own.isMysql ? 'utf8mb4_0900_bin' : 'utf8mb4_nopad_bin';
  const modes = own.isMysql ? 'NO_UNSIGNED_SUBTRACTION,TIME_TRUNCATE_FRACTIONAL' : 'NO_UNSIGNED_SUBTRACTION';
  expect(columns.flat().map(String)).toEqual([
    '+00:00',
    modes,
    '1',
    collation,
    'utf8mb4',
    '18446744073709551615',
    expect.stringMatching(/^12345(\.0+)?$/),
    '13',
  ]);
});

it('takes one statement at a time', async () => {
  const server = openServer();
  await expect(server.run(sql`select 1; insert into kept values (1)`, NEVER)).rejects.toThrow('SQL syntax');
  expect(await own.sql('select * from kept', 'calls')).toEqual([]);
});

it('stops statements of a user without any right to see or stop others, and only those', async () => {
  await own.sql(`create user small@'%' identified by 'p'; grant select on calls.many to small@'%'`);
  const server = openServer(own.connection({ user: 'small', password: 'p' }));
  const [one, other] = [new AbortController(), new AbortController()];
  const first = expect(server.run(SLOW, one.signal)).rejects.toMatchObject({ kind: 'cancelled' });
  const second = expect(server.run(SLOW, other.signal)).rejects.toMatchObject({ kind: 'cancelled' });
  const running = async () => (await own.activity('small')).filter(({ info }) => info?.includes('sleep') === true).length;
  await until(async () => (await running()) === 2);
  one.abort();
  await first;
  await sleep(300);
  expect(await running()).toBe(1);
  other.abort();
  await second;
  await until(async () => (await running()) === 0);
  await server.close();
});

it('stops a statement that waits for a table being changed', async () => {
  const server = openServer();
  const lock = own.sql('lock tables kept write; select sleep(60); unlock tables', 'calls').catch(() => null);
  const holding = async () => (await own.activity('root')).find(({ info }) => info?.startsWith('select sleep') === true);
  await until(async () => (await holding()) !== undefined);
  const waiting = new AbortController();
  const locked = expect(server.run(sql`select * from kept`, waiting.signal)).rejects.toMatchObject({ kind: 'cancelled' });
  await until(async () => (await own.activity()).some(({ info }) => info?.includes('kept') === true));
  waiting.abort();
  await locked;
  await own.sql(`kill ${(await holding())?.id}`);
  await lock;
});

it('says when the server has no connection left', async () => {
  const full = openServer(own.connection({ connections: 30 }));
  const all = await Promise.allSettled(Array.from({ length: 30 }, () => full.run(sql`select sleep(1)`, NEVER)));
  const refused = all.filter((one) => one.status === 'rejected').map(({ reason }) => reason as Error);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]).toMatchObject({ kind: 'store', message: expect.stringContaining('The server has no free connection') as string });
});

it('cuts a statement that it cannot stop because there is no connection left to ask over', async () => {
  await own.sql(`create user alone@'%' identified by 'p' with max_user_connections 1; grant select on calls.* to alone@'%'`);
  const server = openServer(own.connection({ user: 'alone', password: 'p', statementTimeoutMs: 7000 }));
  const controller = new AbortController();
  const running = expect(server.run(SLOW, controller.signal)).rejects.toMatchObject({ kind: 'cancelled' });
  await until(async () => (await own.activity('alone')).some(({ info }) => info?.includes('sleep') === true));
  controller.abort();
  await running;
  await server.close();
  // The server notices at the latest when its own limit is reached.
  await until(async () => (await own.activity('alone')).length === 0);
}, 30_000);
