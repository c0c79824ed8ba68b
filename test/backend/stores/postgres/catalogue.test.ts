import { sql } from 'kysely';
import { openPostgresServer } from '../../../../src/backend/stores/postgres/open';
import type { SqlServer } from '../../../../src/backend/stores/sql/sqlServer';
import { OwnServer } from './ownServer';

const NEVER = new AbortController().signal;

let own: OwnServer;
let server: SqlServer;
let reader: SqlServer;
beforeAll(async () => {
  own = await OwnServer.start();
  await own.sql(`create schema voip; create schema hidden;
    create domain sip_code as smallint; create type direction as enum ('in', 'out');
    create table voip."CDR" (id bigserial primary key, a text not null, b varchar(10), c char(3), d sip_code, e numeric(10,0), f numeric(10,2), g numeric, h real, i double precision,
      j timestamp, k timestamptz not null, l date, m boolean, n direction, o jsonb, p inet, q time, r interval, "S t" int, gone int, t uuid);
    alter table voip."CDR" drop column gone;
    create index on voip."CDR" (k, a); create index on voip."CDR" (l) where a = 'x'; create index on voip."CDR" (lower(b));
    create table voip.parted (at timestamptz not null, code int) partition by range (at);
    create view voip.seen as select id, k from voip."CDR";
    create materialized view voip.kept as select id, k from voip."CDR"; create index on voip.kept (k);
    create table hidden.acc (a int); create table public.acc (a int, secret text); create table public."acc.2026" (a int);
    create role reader login password 'p'; grant usage on schema voip to reader; grant select on voip."CDR" to reader; grant select (a) on public.acc to reader; grant select on hidden.acc to reader`);
  server = openPostgresServer(own.connection());
  reader = openPostgresServer(own.connection({ user: 'reader', password: 'p' }));
});
afterAll(async () => {
  await Promise.all([server.close(), reader.close()]);
  await own.end();
});

it('describes the columns of a table', async () => {
  const columns = await server.describe('voip.CDR', NEVER);
  expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
    'id whole',
    'a text',
    'b text',
    'c text',
    'd whole',
    'e whole',
    'f number',
    'g number',
    'h number',
    'i number',
    'j clock',
    'k instant',
    'l clock',
    'm boolean',
    'n text',
    'o other',
    'p other',
    'q other',
    'r other',
    'S t whole',
    't other',
  ]);
  expect(columns.filter(({ indexed }) => indexed).map(({ name }) => name)).toEqual(['id', 'k']);
  expect(columns.filter(({ nullable }) => !nullable).map(({ name }) => name)).toEqual(['id', 'a', 'k']);
  expect(columns.map(({ declared }) => declared).slice(0, 6)).toEqual([
    'bigint',
    'text',
    'character varying(10)',
    'character(3)',
    'sip_code',
    'numeric(10,0)',
  ]);
});

it('knows the columns of which no two rows have the same value, other than in tables that inherit', async () => {
  await own.sql(`create table voip.keyed (a uuid primary key, b int unique, c int, d int, e int, f int, g int);
    create unique index on voip.keyed (c) where c > 0; create unique index on voip.keyed (d, e); create unique index on voip.keyed (f) include (g); create index on voip.keyed (g);
    create table voip.oldest (a uuid primary key); create table voip.older () inherits (voip.oldest);
    create table voip.parts (a uuid primary key) partition by hash (a); create table voip.part0 partition of voip.parts for values with (modulus 1, remainder 0)`);
  const unique = async (name: string) =>
    (await server.describe(name, NEVER)).filter((column) => column.unique === true).map((column) => column.name);
  expect(await unique('voip.keyed')).toEqual(['a', 'b', 'f']);
  expect([await unique('voip.oldest'), await unique('voip.older'), await unique('voip.parts')]).toEqual([[], [], ['a']]);
});

it('reads columns of every type as text', async () => {
  await own.sql(
    `insert into voip."CDR" (a, c, d, e, k, m, n, o, r, q) values ('ä', 'x', 486, 7, '2026-01-01 00:00+00', true, 'in', '{}', '1 hour', '10:00')`
  );
  const columns = await server.describe('voip.CDR', NEVER);
  const texts = columns.map(({ name, type }) => server.dialect.text(sql.id(name), type));
  const { columns: read } = await server.run(
    sql`select ${sql.join(texts)} from ${server.table('voip.CDR')} where ${server.dialect.text(sql.id('a'), 'text')} = ${'ä'}`,
    NEVER
  );
  expect(read.map(([value]) => value)).toEqual([
    '1',
    'ä',
    null,
    'x',
    '486',
    '7',
    null,
    null,
    null,
    null,
    null,
    '2026-01-01 00:00:00+00',
    null,
    'true',
    'in',
    '{}',
    null,
    '10:00:00',
    '01:00:00',
    null,
    null,
  ]);
});

it('takes partitioned tables, views and materialized views', async () => {
  const indexed = async (name: string) =>
    (await server.describe(name, NEVER)).filter((column) => column.indexed).map(({ name: column }) => column);
  expect(await indexed('voip.parted')).toEqual(['at']);
  expect(await indexed('voip.kept')).toEqual(['k']);
  expect(await server.describe('voip.seen', NEVER)).toHaveLength(2);
  expect(server.indexAdvice('voip.parted', 'code')).toBe('create index on "voip"."parted" ("code")');
  expect(server.indexAdvice('voip.kept', 'id')).toBe('create index concurrently on "voip"."kept" ("id")');
  expect(server.indexAdvice('voip.seen', 'k')).toBeNull();
  await own.sql(server.indexAdvice('voip.parted', 'code') ?? '');
  await own.sql(server.indexAdvice('voip.kept', 'id') ?? '');
  expect(await indexed('voip.kept')).toEqual(['id', 'k']);
});

it('finds tables by schema, by the schema of the settings, or where the user looks', async () => {
  const inVoip = openPostgresServer(own.connection({ schema: 'voip' }));
  try {
    expect(await inVoip.has('CDR', NEVER)).toBe(true);
    expect(await inVoip.has('acc', NEVER)).toBe(false);
    expect(await inVoip.has('public.acc', NEVER)).toBe(true);
    expect((await inVoip.run(sql`select count(*) from ${inVoip.table('parted')}`, NEVER)).columns).toEqual([[0]]);
  } finally {
    await inVoip.close();
  }
  expect(await server.has('acc', NEVER)).toBe(true);
  expect(await server.has('CDR', NEVER)).toBe(false);
  expect(await server.has('voip."CDR"', NEVER)).toBe(true);
  expect(await server.has('"acc.2026"', NEVER)).toBe(true);
  for (const name of ['cdr', 'voip.missing', 'missing.acc', 'CDR_pkey', "acc' or true --", 'x\0', 'y'.repeat(150)]) {
    expect([name, await server.has(name, NEVER)]).toEqual([name, false]);
  }
});

it('says what is there instead of a table that is not', async () => {
  await expect(server.describe('cdr', NEVER)).rejects.toMatchObject({
    kind: 'settings',
    message: expect.stringContaining('There is voip.CDR') as string,
  });
  await expect(server.describe('voip.acc', NEVER)).rejects.toMatchObject({
    kind: 'settings',
    message: expect.stringMatching(/in schema "voip".*There is hidden\.acc, public\.acc/) as string,
  });
  await expect(server.describe('nothing_like_it', NEVER)).rejects.toMatchObject({
    kind: 'settings',
    message: expect.stringContaining(`database "postgres" of 127.0.0.1:${own.port}`) as string,
  });
  for (const name of ['', 'a.b.c', '.a', 'a.', '"a', 'a"b"', 'a..b']) {
    expect(() => server.table(name)).toThrow("is not a table's name");
  }
});

it('says what a user may not read, and the grants that let it', async () => {
  expect(await reader.has('voip.CDR', NEVER)).toBe(true);
  expect(await reader.has('voip.parted', NEVER)).toBe(false);
  await expect(reader.describe('voip.parted', NEVER)).rejects.toMatchObject({
    kind: 'settings',
    message: expect.stringContaining('grant usage on schema "voip" to "reader"; grant select on "voip"."parted" to "reader";') as string,
  });
  // A grant on the table does not help without one on its schema.
  await expect(reader.describe('hidden.acc', NEVER)).rejects.toMatchObject({
    kind: 'settings',
    message: expect.stringContaining('grant usage on schema "hidden"') as string,
  });
  await expect(reader.run(sql`select 1 from voip.parted`, NEVER)).rejects.toMatchObject({
    kind: 'settings',
    message: expect.stringContaining('permission denied for table parted') as string,
  });
  // Columns that may not be read are none.
  expect((await reader.describe('public.acc', NEVER)).map(({ name }) => name)).toEqual(['a']);
});

it('says which part of the settings a failed statement is about', async () => {
  await expect(server.run(sql`select 1 from missing`, NEVER)).rejects.toMatchObject({
    kind: 'settings',
    message: expect.stringContaining('"missing"') as string,
  });
  await expect(server.run(sql`select missing from public.acc`, NEVER)).rejects.toMatchObject({
    kind: 'settings',
    message: expect.stringContaining('"missing"') as string,
  });
  await expect(server.run(sql`select 1 / (a - a) from (values (1)) t(a)`, NEVER)).rejects.toMatchObject({
    kind: 'store',
    message: expect.stringContaining('division by zero') as string,
  });
});
