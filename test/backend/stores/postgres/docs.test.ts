import { sql } from 'kysely';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { openPostgresServer } from '../../../../src/backend/stores/postgres/open';
import { OwnServer } from './ownServer';

const NEVER = new AbortController().signal;

let own: OwnServer;
let statements: readonly string[];
beforeAll(async () => {
  own = await OwnServer.start();
  const page = await readFile(path.join(__dirname, '../../../../docs/stores/postgres.md'), 'utf8');
  statements = [...page.matchAll(/```sql\n([^]*?)```/g)].map(([, text]) => text ?? '');
  const columns =
    'id serial primary key, method text, callid text, from_tag text, to_tag text, sip_code text, sip_reason text, time timestamp, src_user text';
  await own.sql('create database voip');
  await own.sql(
    `create table acc (${columns}); create table missed_calls (${columns}); create table subscriber (password text); revoke all on schema public from public`,
    'voip'
  );
});
afterAll(() => own.end());

it('the documented grants let a user read the records, and no more', async () => {
  const [grants = '', narrower = '', index = ''] = statements;
  expect(statements).toHaveLength(3);
  await own.sql(grants, 'voip');
  const server = openPostgresServer(own.connection({ user: 'call_result', password: 'change me', database: 'voip' }));
  try {
    for (const table of ['acc', 'missed_calls']) {
      expect(await server.describe(table, NEVER)).toHaveLength(9);
      expect((await server.run(sql`select count(*) from ${server.table(table)}`, NEVER)).columns).toEqual([[0]]);
    }
    expect(await server.has('subscriber', NEVER)).toBe(false);
    await own.sql(narrower, 'voip');
    expect((await server.describe('missed_calls', NEVER)).map(({ name }) => name)).not.toContain('src_user');
    await expect(server.run(sql`select src_user from missed_calls`, NEVER)).rejects.toMatchObject({ kind: 'settings' });
    expect((await server.run(sql`select count(*), max(time) from missed_calls where sip_code = '200'`, NEVER)).columns).toEqual([
      [0],
      [null],
    ]);
    await own.sql(index, 'voip');
    expect((await server.describe('acc', NEVER)).filter(({ indexed }) => indexed).map(({ name }) => name)).toEqual(['id', 'time']);
  } finally {
    await server.close();
  }
});

it('the documented index serves a filter on a value', async () => {
  const page = await readFile(path.join(__dirname, '../../../../docs/stores/postgres.md'), 'utf8');
  const [statement = ''] = /create index on acc \(\(coalesce.*?;/.exec(page) ?? [];
  await own.sql(`${statement} insert into acc (callid) select g::text from generate_series(1, 20000) g; analyze acc`, 'voip');
  const server = openPostgresServer(own.connection({ database: 'voip' }));
  try {
    const dimension = sql`coalesce(${server.dialect.text(sql.id('callid'), 'text')}, '')`;
    const { columns } = await server.run(sql`explain select count(*) from acc where ${dimension} in (${'17'}, ${'18'})`, NEVER);
    expect(columns[0]?.join('\n')).toContain('Index');
  } finally {
    await server.close();
  }
});
