import { sql } from 'kysely';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openClickHouseServer } from '../../../../src/backend/stores/clickhouse/open';
import type { SqlServer } from '../../../../src/backend/stores/sql/sqlServer';
import { OwnServer } from './ownServer';

const NEVER = new AbortController().signal;
const page = readFileSync(path.join(__dirname, '../../../../docs/stores/clickhouse.md'), 'utf8');
const statements = [...page.matchAll(/```sql\n([^]*?)```/g)]
  .flatMap(([, text]) => (text ?? '').split(';').map((statement) => statement.trim()))
  .filter((statement) => statement !== '');

/** Users of the server in npm's package are in a file, which takes GRANT statements that name nobody. */
function grants(...wanted: readonly RegExp[]): string[] {
  return wanted.map((pattern) => {
    const [statement = '', ...others] = statements.filter((candidate) => pattern.test(candidate) && candidate.startsWith('grant '));
    expect([pattern, statement, others]).toEqual([pattern, expect.stringMatching(/ to call_result$/), []]);
    return statement.replace(/ to call_result$/, '');
  });
}

/** `<name>value</name>` of each `name = value` in a documented statement. */
function profile(pattern: RegExp): string {
  const settings = pattern.exec(page)?.[1] ?? '';
  return settings
    .split(',')
    .map((setting) => setting.split('=').map((part) => part.trim()))
    .map(([name = '', value = '']) => `<${name}>${value}</${name}>`)
    .join('');
}

let own: OwnServer;
beforeAll(async () => {
  const least = grants(/^grant select on voip.calls /);
  own = await OwnServer.start({
    least: { grants: least, profile: profile(/create user .* settings (.*);/) },
    killing: { grants: [...least, ...grants(/processes/, /skipping/)], profile: profile(/alter user .* settings (.*);/) },
    spread: { grants: [...least, ...grants(/remote/)] },
    narrow: { grants: grants(/^grant select\(start_time/) },
  });
  await own.sql('create database voip');
  await own.sql(
    'create table voip.calls (start_time DateTime, end_time DateTime, sip_code UInt16, trunk String, call_id String) engine = MergeTree order by start_time'
  );
  await own.sql(`insert into voip.calls select now(), now(), 200, 'a', 'b' from numbers(10)`);
  await own.sql('create table voip.other (a UInt8) engine = Memory');
});
afterAll(() => own.end());

async function as<T>(user: string, work: (server: SqlServer) => Promise<T>): Promise<T> {
  const server = openClickHouseServer(own.connection({ user }));
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

const count = async (server: SqlServer, table: string) =>
  Number((await server.run(sql`select count(*), max(start_time) from ${server.table(table)}`, NEVER)).columns[0]?.[0]);

it('the documented grants let a user read the records, and no more', async () => {
  for (const user of ['least', 'killing', 'spread']) {
    await as(user, async (server) => {
      expect((await server.describe('voip.calls', NEVER)).map(({ name }) => name)).toEqual([
        'start_time',
        'end_time',
        'sip_code',
        'trunk',
        'call_id',
      ]);
      expect(await count(server, 'voip.calls')).toBe(10);
      expect(await server.has('voip.other', NEVER)).toBe(false);
      for (const statement of [
        sql`insert into voip.calls (sip_code) values (1)`,
        sql`drop table voip.calls`,
        sql`select * from url('http://127.0.0.1:1/', 'TSV', 'a String')`,
      ]) {
        await expect(server.run(statement, NEVER)).rejects.toMatchObject({ kind: 'settings' });
      }
    });
  }
  await as('spread', async (server) => expect(await count(server, `cluster('both', voip, calls)`)).toBe(20));
  await as('least', async (server) =>
    expect(
      await server.run(sql`select 1 from ${server.table(`cluster('both', voip, calls)`)}`, NEVER).catch(({ message }) => message)
    ).toMatch(/READ ON REMOTE/)
  );
});

it('the documented grant of columns hides the others', async () => {
  await as('narrow', async (server) => {
    expect((await server.describe('voip.calls', NEVER)).map(({ name }) => name)).toEqual(['start_time', 'sip_code', 'trunk']);
    expect(await count(server, 'voip.calls')).toBe(10);
    await expect(server.run(sql`select call_id from voip.calls`, NEVER)).rejects.toMatchObject({ kind: 'settings' });
  });
});

it('a user who may set nothing has statements stopped with the documented grant', async () => {
  await as('killing', async (server) => {
    const asking = new AbortController();
    const answer = server.run(sql`select count(*) from numbers(1000000000000) where number % 7 = 3`, asking.signal);
    answer.catch(() => {});
    for (let tries = 0; tries < 100 && (await own.running()).length === 0; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    asking.abort();
    await expect(answer).rejects.toMatchObject({ kind: 'cancelled' });
  });
  expect(await own.running()).toEqual([]);
});

it('the documented statements about users are ones that the server reads, and its index is seen', async () => {
  for (const statement of statements.filter((candidate) => !candidate.startsWith('grant'))) {
    await own.sql(statement.startsWith('alter table') ? statement : `explain ast ${statement}`);
  }
  const indexed = (user: string) =>
    as(user, async (server) => (await server.describe('voip.calls', NEVER)).filter((column) => column.indexed).map(({ name }) => name));
  expect(await indexed('killing')).toEqual(['start_time', 'end_time']);
  expect(await indexed('least')).toEqual(['start_time']);
  expect(
    await as('least', async (server) => (await server.describe('voip.calls', NEVER)) && server.indexAdvice('voip.calls', 'end_time'))
  ).toBe(
    statements
      .find((statement) => statement.startsWith('alter table'))
      ?.replaceAll(/\b(voip|calls|call_result_end_time|end_time)\b/g, '`$1`')
  );
});
