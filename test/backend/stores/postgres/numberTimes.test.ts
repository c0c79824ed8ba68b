/** Times that are numbers, of records that are not merged: an index on their column serves the range. */
import { codesOf, PATIENT } from '../../../support/records';
import { TestDatabase } from '../rollup/rollupStore';

const SECOND_MS = 1_000;
const FIRST = Date.parse('2026-11-01T00:00:00Z');
const NOW = Date.parse('2026-11-25T00:00:00Z');
const ROWS = 30_000;
const RANGE = { from: FIRST + 600_000, to: FIRST + 1_200_000 };
const COUNTS = { kind: 'counts', range: RANGE, filters: [], grid: null, split: null } as const;

let database: TestDatabase;
beforeAll(async () => {
  database = await TestDatabase.of('postgres');
  await database.query('create table calls (start_time bigint, sip_code int)');
  await database.query(
    `insert into calls select ${FIRST / SECOND_MS} + n, case when n % 10 = 0 then 486 else 200 end from generate_series(0, ${ROWS - 1}) as n`
  );
  await database.query(`insert into calls values (null, 503), (0, 503), (${(RANGE.from + 500) / SECOND_MS}, 404)`);
  await database.query('create index on calls (start_time)');
  await database.query('analyze calls');
});
afterAll(() => database.end());

it('counts those of the range', async () => {
  const answer = await database.open({ layout: 'calls' }, NOW).ask(COUNTS, PATIENT);
  // Of 600 seconds, every tenth; half a second after the first is stored as the next whole second.
  expect(codesOf(answer)).toEqual({ 200: 540, 404: 1, 486: 60 });
});

it('reads no row of other times', async () => {
  const { statement } = await database.open({ layout: 'calls' }, NOW).ask(COUNTS, PATIENT);
  const plan = (await database.query(`explain (generic_plan) ${statement}`)).map((row) => String(row['QUERY PLAN']));
  expect(plan.filter((line) => line.includes('Index Scan'))).not.toEqual([]);
  expect(plan.filter((line) => line.includes('Seq Scan'))).toEqual([]);
});
