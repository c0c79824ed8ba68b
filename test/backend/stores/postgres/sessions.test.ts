import { sql } from 'kysely';
import { openPostgresServer } from '../../../../src/backend/stores/postgres/open';
import type { SqlServer } from '../../../../src/backend/stores/sql/sqlServer';
import { sharedStrangePostgres } from './ownServer';

const NEVER = new AbortController().signal;

let own: Awaited<ReturnType<typeof sharedStrangePostgres>>['server'];
let database: string;
const open: SqlServer[] = [];
beforeAll(async () => {
  ({ server: own, database } = await sharedStrangePostgres());
});
afterEach(() => Promise.all(open.splice(0).map((server) => server.close())));

function openServer(other: Parameters<typeof own.connection>[0] = {}): SqlServer {
  const server = openPostgresServer(own.connection({ database, ...other }));
  open.push(server);
  return server;
}

it('answers columns, with every value as it is', async () => {
  const server = openServer();
  const texts = ['', 'ä', '😀', 'a\tb\nc', '\\x41', "'", '"', 'NULL', 'x '];
  const { columns, rows, parameters } = await server.run(
    sql`select v, null::text, 9223372036854775807::bigint, 42::bigint, 0.1::float8, 1.50::numeric, true, -1::smallint, count(*) over () from unnest(${texts}::text[]) v`,
    NEVER
  );
  expect(rows).toBe(9);
  expect(parameters).toHaveLength(1);
  expect(columns[0]).toEqual(texts);
  expect(columns.slice(1).map((column) => column[8])).toEqual([null, '9223372036854775807', 42, 0.1, '1.50', true, -1, 9]);
  expect(await server.run(sql`select 1 as a, 2 as b where false`, NEVER)).toMatchObject({ columns: [[], []], rows: 0 });
});

it('has every setting that could change what a statement means, whatever the server, the database and the user have', async () => {
  await own.sql(
    `create role strange login password 'p'; alter role strange set timezone = 'Asia/Tokyo'; alter role strange set default_transaction_isolation = 'serializable'; alter role strange set statement_timeout = 1`
  );
  const server = openServer({ user: 'strange', password: 'p' });
  const names = [
    'timezone',
    'datestyle',
    'extra_float_digits',
    'standard_conforming_strings',
    'transaction_read_only',
    'transaction_isolation',
    'statement_timeout',
    'client_encoding',
  ];
  const { columns } = await server.run(sql`select ${sql.join(names.map((name) => sql`current_setting(${name})`))}`, NEVER);
  expect(columns.flat()).toEqual(['UTC', 'ISO, DMY', '1', 'on', 'on', 'read committed', '20s', 'UTF8']);
});

it('stays in its transaction that only reads, whatever a statement says', async () => {
  const server = openServer({ connections: 1 });
  await own.sql('create table kept (a int)', database);
  await expect(server.run(sql`commit; insert into kept values (1)`, NEVER)).rejects.toThrow('multiple commands');
  await server.run(sql`commit`, NEVER);
  await expect(server.run(sql`insert into kept values (1)`, NEVER)).rejects.toThrow('read-only');
  expect(await own.sql('select * from kept', database)).toEqual([]);
});
