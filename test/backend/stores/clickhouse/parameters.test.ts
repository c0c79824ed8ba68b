/** Parameters of ClickHouse carry their type in the statement, and long lists become arrays. */
import { sql } from 'kysely';
import { openClickHouseServer } from '../../../../src/backend/stores/clickhouse/open';
import type { SqlServer } from '../../../../src/backend/stores/sql/sqlServer';
import { PATIENT } from '../../../support/records';
import { sharedStrangeClickHouse } from './ownServer';

let server: SqlServer;
beforeAll(async () => {
  const shared = await sharedStrangeClickHouse();
  server = openClickHouseServer(shared.server.connection({ database: shared.database }));
});
afterAll(() => server.close());

it('have a type by their value', async () => {
  const { statement, parameters } = await server.run(sql`select ${"x' or 1"}, ${5}, ${1.5}, ${true}, ${null}, ${2n ** 62n}`, PATIENT);
  expect(statement).toBe('select {p1:String}, {p2:Int64}, {p3:Float64}, {p4:Bool}, {p5:Nullable(String)}, {p6:Int64}');
  expect(parameters).toEqual(["x' or 1", 5, 1.5, true, null, 2 ** 62]);
});

it('in long lists are compared with texts of low cardinality', async () => {
  const list = sql.join(Array.from({ length: 20_000 }, (_, index) => sql.val(`value ${index}`)));
  const { columns } = await server.run(
    sql`select toLowCardinality(cast(${'value 5'} as Nullable(String))) in (${list}), toLowCardinality(${'x'}) in (${list})`,
    PATIENT
  );
  expect(columns.map(([value]) => Number(value))).toEqual([1, 0]);
});

it('keep negative numbers, written into the statement, from becoming comments', async () => {
  expect(Number((await server.run(sql`select 5 -${sql.lit(-3)}`, PATIENT)).columns[0]?.[0])).toBe(8);
});
