/** What MySQL and MariaDB compare otherwise than byte by byte unless they are told to. */
import { type RawBuilder, sql } from 'kysely';
import { openMysqlServer } from '../../../../src/backend/stores/mysql/open';
import type { SqlServer } from '../../../../src/backend/stores/sql/sqlServer';
import { PATIENT } from '../../../support/records';
import { sharedStrangeMySql } from './ownServer';

let server: SqlServer;
beforeAll(async () => {
  const shared = await sharedStrangeMySql();
  server = openMysqlServer(shared.server.connection({ database: shared.database }));
  // Which collations there are is known once the server has answered.
  await server.has('nothing', PATIENT);
  await shared.server.sql(
    `create table twins (v varchar(20) character set utf8mb4 collate utf8mb4_general_ci, w varchar(20) character set latin1, e enum('a', 'A ') character set latin1 collate latin1_bin);
     insert into twins values ('a', 'a', 'a'), ('A', 'A', 'a'), ('ä', 'ä', 'a'), ('a ', 'a ', 'a'), ('b', 'b', 'a'), ('', '', 'a'), ('😀', '?', 'a'), ('😁', '?', 'a')`,
    shared.database
  );
});
afterAll(() => server.close());

const first = async (statement: RawBuilder<unknown>) => (await server.run(statement, PATIENT)).columns[0]?.[0];

it('tells texts of every character set apart, alone and in pairs', async () => {
  const [v, w, e] = ['v', 'w', 'e'].map((name) => server.dialect.text(sql.id(name), 'text'));
  const count = (condition: RawBuilder<unknown>) => first(sql`select count(*) from twins where ${condition}`);
  expect(await count(sql`${w} in (${'ä'}, ${'a '})`)).toBe(2);
  expect(await count(sql`(${v}, ${w}) in ((${'a'}, ${'a'}), (${'a'}, ${'A'}))`)).toBe(1);
  expect(await count(sql`${e} in (${'A'}, ${'a '}, ${'A '})`)).toBe(0);
  expect(await count(sql`${e} in (${'a'})`)).toBe(8);
});

it('distinguishes literals', async () => {
  expect(await first(sql`select case when 1 = 1 then 'In' end in (${'in'}, ${'In '})`)).toBe(0);
});

it('subtracts numbers without a sign', async () => {
  expect(await first(sql`select cast(1 as unsigned) - cast(3 as unsigned)`)).toBe(-2);
});
