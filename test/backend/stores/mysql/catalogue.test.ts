import { sql } from 'kysely';
import { openMysqlServer } from '../../../../src/backend/stores/mysql/open';
import type { SqlServer } from '../../../../src/backend/stores/sql/sqlServer';
import { OwnServer } from './ownServer';

const NEVER = new AbortController().signal;

let own: OwnServer;
let server: SqlServer;
beforeAll(async () => {
  own = await OwnServer.start();
  server = openMysqlServer(own.connection());
});
afterAll(async () => {
  await server.close();
  await own.life.remove();
});

it('tells the columns of a table with what they hold', async () => {
  await own.sql(
    `create table \`every type\` (
       id bigint unsigned not null auto_increment primary key, a char(3), b varchar(64) character set latin1 not null, c text, d longtext, e enum('x', 'y'), f set('x', 'y'),
       g tinyint(1), h tinyint unsigned, i smallint, j mediumint, k int, l decimal(10, 0), m decimal(9, 3), n float, o double,
       p datetime, q datetime(6) not null, r timestamp(3) null, s date, t time, u year, v bit, w bit(9), x json, y varbinary(16), z blob, \`ä \`\`"\` int, bool boolean,
       index (q, k), index (k, r), index beginning (b(10)))`,
    'calls'
  );
  const columns = await server.describe('`every type`', NEVER);
  const json = own.isMysql ? 'other' : 'text';
  expect(columns.map(({ name, type }) => [name, type])).toEqual([
    ['id', 'whole'],
    ['a', 'text'],
    ['b', 'text'],
    ['c', 'text'],
    ['d', 'text'],
    ['e', 'text'],
    ['f', 'text'],
    ['g', 'boolean'],
    ['h', 'whole'],
    ['i', 'whole'],
    ['j', 'whole'],
    ['k', 'whole'],
    ['l', 'whole'],
    ['m', 'number'],
    ['n', 'number'],
    ['o', 'number'],
    ['p', 'clock'],
    ['q', 'clock'],
    ['r', 'instant'],
    ['s', 'clock'],
    ['t', 'other'],
    ['u', 'whole'],
    ['v', 'boolean'],
    ['w', 'whole'],
    ['x', json],
    ['y', 'other'],
    ['z', 'other'],
    ['ä `"', 'whole'],
    ['bool', 'boolean'],
  ]);
  expect(columns.filter(({ indexed }) => indexed).map(({ name }) => name)).toEqual(
    ['id', 'b', 'k', 'q'].sort((a, b) => columns.findIndex(({ name }) => name === a) - columns.findIndex(({ name }) => name === b))
  );
  expect(columns.filter(({ nullable }) => !nullable).map(({ name }) => name)).toEqual(['id', 'b', 'q']);
  expect(columns.find(({ name }) => name === 'q')?.declared).toBe('datetime(6)');
});

it('shows identifiers and addresses of MariaDB as they are written, and finds them by that', async () => {
  const values = { u: '6f9619ff-8b86-d011-b42d-00cf4fc964ff', i: '2001:db8::1', j: '10.0.0.1' };
  // MySQL has no such types, and texts instead.
  const types = own.isMysql ? ['char(36)', 'varchar(39)', 'varchar(15)'] : ['uuid', 'inet6', 'inet4'];
  await own.sql(
    `create table own_types (u ${types[0]}, i ${types[1]}, j ${types[2]}); insert into own_types values ('${values.u}', '${values.i}', '${values.j}')`,
    'calls'
  );
  const columns = await server.describe('own_types', NEVER);
  for (const { name, type } of columns) {
    const text = server.dialect.text(sql.id(name), type);
    const value = values[name as keyof typeof values];
    expect((await server.run(sql`select ${text} from own_types where ${text} = ${value}`, NEVER)).columns).toEqual([[value]]);
  }
  expect(columns.map(({ name }) => name)).toEqual(['u', 'i', 'j']);
});

it('counts a partitioning as an index, and looks through views', async () => {
  await own.sql(
    `create table days (t datetime not null, u datetime) partition by range (to_days(t)) (partition a values less than (to_days('2026-01-01')), partition b values less than maxvalue);
     create table stamps (t timestamp not null, u datetime) partition by range (unix_timestamp(t)) (partition a values less than maxvalue);
     create table columned (u int, t datetime not null) partition by range columns (t, u) (partition a values less than (maxvalue, maxvalue));
     create table keyed (t datetime not null, tt datetime); create view seen as select t, tt as renamed from keyed`,
    'calls'
  );
  const indexed = async (name: string) =>
    (await server.describe(name, NEVER)).filter((column) => column.indexed).map((column) => column.name);
  expect([
    await indexed('days'),
    await indexed('stamps'),
    await indexed('columned'),
    await indexed('keyed'),
    await indexed('seen'),
  ]).toEqual([['t'], ['t'], ['t'], [], []]);
  expect((await server.describe('seen', NEVER)).map(({ name, type }) => [name, type])).toEqual([
    ['t', 'clock'],
    ['renamed', 'clock'],
  ]);
});

it('advises an index that the server then has', async () => {
  await server.describe('seen', NEVER);
  expect(server.indexAdvice('seen', 't')).toBeNull();
  const advice = server.indexAdvice('keyed', 't') ?? '';
  expect(advice).toBe('alter table `keyed` add index (`t`), algorithm = inplace, lock = none');
  await own.sql(advice, 'calls');
  expect((await server.describe('keyed', NEVER)).filter(({ indexed }) => indexed).map(({ name }) => name)).toEqual(['t']);
  expect(server.indexAdvice('voip.`ac`', 'x`y')).toBe('alter table `voip`.`ac` add index (`x``y`), algorithm = inplace, lock = none');
});

it('finds tables of any name, and nothing else by a hostile one', async () => {
  await own.sql(
    'create database `other base`; create table `other base`.`acc.2026-1` (`t``; --` int); insert into `other base`.`acc.2026-1` values (7)',
    'calls'
  );
  const name = '`other base`.`acc.2026-1`';
  expect((await server.describe(name, NEVER)).map((column) => column.name)).toEqual(['t`; --']);
  expect((await server.run(sql`select ${sql.id('t`; --')} from ${server.table(name)}`, NEVER)).columns).toEqual([[7]]);
  for (const hostile of ["x' or '1'='1", 'x" or 1=1 -- ', 'mysql; drop table days', 'x\\', '%', 'day_']) {
    expect([hostile, await server.has(hostile, NEVER)]).toEqual([hostile, false]);
    await expect(server.describe(hostile, NEVER)).rejects.toMatchObject({ kind: 'settings' });
  }
  for (const none of ['`days` union select 1', '', 'a.b.c', '``', '`a']) {
    await expect(server.has(none, NEVER)).rejects.toMatchObject({
      kind: 'settings',
      message: `"${none}" is not a table's name: write table or database.table.`,
    });
  }
});

it('takes values for what they are, however hostile', async () => {
  await own.sql(`create table words (v varchar(100) character set utf8mb4); insert into words values ('a'), ('b')`, 'calls');
  const text = server.dialect.text(sql`v`, 'text');
  for (const hostile of [
    "' or 1=1 -- ",
    "\\' or 1=1 -- ",
    '" or ""="',
    "a' /*",
    '\\',
    "¿' or 1=1 -- ",
    '\u0000',
    "x'); drop table words; -- ",
    '${1}',
    '?',
    ':a',
    '%',
    '_',
  ]) {
    expect((await server.run(sql`select count(*) from words where ${text} in (${hostile})`, NEVER)).columns).toEqual([[0]]);
    expect(
      (
        await server.run(
          sql`select count(*) from words where ${server.dialect.containsText(sql<string>`${text}`, hostile)} or ${server.dialect.startsWith(text, hostile)}`,
          NEVER
        )
      ).columns
    ).toEqual([[0]]);
    expect((await server.run(sql`select ${sql.lit(hostile)}, ${hostile}`, NEVER)).columns).toEqual([[hostile], [hostile]]);
  }
  expect(await own.sql('select count(*) as n from words', 'calls')).toEqual([{ n: 2 }]);
});
