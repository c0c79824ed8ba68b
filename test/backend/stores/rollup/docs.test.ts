import { unmasked } from '../../../../src/domain/unmasked';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Store } from '../../../../src/backend/stores/store';
import type { ServerEngine } from '../../../../src/domain/engines/engines';
import { KAMAILIO, PATIENT } from '../../../support/records';
import { countsOf, TestDatabase } from './rollupStore';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const UTC = [{ until: null, offsetMs: 0 }];
const NEVER_SOON = Date.parse('2030-01-01T00:00:00Z');

const databases: TestDatabase[] = [];
afterAll(() => Promise.all(databases.map((database) => database.end())));

/** The statements of the page for one kind of database, in their order. */
async function documented(kind: string): Promise<string[]> {
  const page = await readFile(path.join(__dirname, '../../../../docs/rollups.md'), 'utf8');
  const blocks = [...page.matchAll(/```sql (\w+)\n([^]*?)```/g)].filter(([, of]) => of === kind).map(([, , text]) => text ?? '');
  return blocks.flatMap((text) => text.split(/;\s*\n/)).filter((text) => text.trim() !== '');
}

async function databaseOf(engine: ServerEngine, ...statements: readonly string[]): Promise<TestDatabase> {
  const database = await TestDatabase.of(engine);
  databases.push(database);
  for (const statement of statements) {
    await database.query(statement);
  }
  return database;
}

/** Asks about an unaligned range, the whole of it and by hours. */
async function expectEqual(
  plain: Store,
  rolledUp: Store,
  range: { from: number; to: number },
  dimension: string,
  value: string
): Promise<void> {
  const grid = { stepMs: HOUR, offsets: UTC };
  for (const other of [
    {},
    { grid },
    { filters: [{ dimension, includes: true, values: [value] }] },
    { split: { dimensions: [dimension], groups: [[value]] } },
  ]) {
    const question = { kind: 'counts', range, filters: [], grid: null, split: null, ...other } as const;
    const [expected, found] = await Promise.all([plain.ask(question, PATIENT), rolledUp.ask(question, PATIENT)]);
    expect(expected.calls.length).toBeGreaterThan(0);
    expect(countsOf(found)).toEqual(countsOf(expected));
    expect(found.statement).toContain('calls_per_minute');
    expect(expected.statement).not.toContain('calls_per_minute');
  }
}

it("PostgreSQL's view works as documented", async () => {
  const calls = `create table calls (start_time timestamptz not null, sip_code int, trunk text);
    insert into calls select timestamptz '2026-11-24T00:00:00Z' + g * interval '7.3 seconds', 200 + g % 3, case g % 3 when 0 then 'a' when 1 then 'b' end from generate_series(1, 5000) g`;
  const statements = (await documented('postgres')).map((text) => text.replace('call_result', 'current_user'));
  const database = await databaseOf('postgres', calls, ...statements, 'refresh materialized view concurrently calls_per_minute');
  const range = { from: Date.parse('2026-11-24T01:00:10Z'), to: Date.parse('2026-11-24T09:00:20Z') };
  const rollup = { table: 'calls_per_minute', bucket: '1m', dimensions: ['trunk'] };
  await expectEqual(database.open({}, NEVER_SOON), database.open({ rollup }, NEVER_SOON), range, 'trunk', 'a');
});

it("Kamailio's view counts the calls that the layout makes of the rows, and answers beside them", async () => {
  const read = async (name: string) => (await readFile(path.join(KAMAILIO, `${name}.csv`), 'utf8')).trimEnd().split('\n');
  const tables = await Promise.all(
    ['acc', 'missed_calls'].map(async (name) => {
      const [header = '', ...rows] = await read(name);
      const columns = header.split(',');
      const types = columns.map((column) => `${column} ${column === 'id' ? 'int' : column === 'time' ? 'timestamp' : 'text'}`);
      const values = rows.map(
        (row) =>
          `(${row
            .split(',')
            .map((value) => `'${value.replaceAll("'", "''")}'`)
            .join(',')})`
      );
      return `create table ${name} (${types.join(',')}); insert into ${name} values ${values.join(',')}`;
    })
  );
  const statements = await documented('kamailio');
  const database = await databaseOf('postgres', ...tables, 'analyze', ...statements);
  const plain = database.open({ layout: 'kamailio' }, NEVER_SOON);
  const answer = await plain.ask(
    { kind: 'counts', range: null, filters: [], grid: { stepMs: MINUTE, offsets: UTC }, split: null },
    PATIENT
  );
  const counted = await database.query(
    'select extract(epoch from bucket) / 60 as minute, code, sum(calls) as calls from calls_per_minute group by 1, 2'
  );
  expect(
    counted.map(({ minute, code, calls }) => `${JSON.stringify([Number(minute), Number(code), null, null])} ${String(calls)}`).sort()
  ).toEqual(countsOf(answer));
  expect(answer.calls.reduce((sum, calls) => sum + calls, 0)).toBe(430);

  // The records are of one minute: a later call and shorter buckets let a rollup answer a part of it.
  await database.query(
    "insert into acc (id, method, callid, sip_code, time) values (9999, 'INVITE', 'later', '200', '2026-11-23 08:30:00')"
  );
  await database.query((statements[0] ?? '').replace('calls_per_minute', 'calls_per_minutes_part').replace("'1 minute'", "'10 seconds'"));
  const rollup = { table: 'calls_per_minutes_part', bucket: '10s', dimensions: ['src_ip'] };
  const [[busiest = ''] = []] = (
    await plain.ask({ kind: 'values', dimensions: ['src_ip'], only: null, search: '', range: null, filters: [], limit: 1 }, PATIENT)
  ).values;
  const range = { from: Date.parse('2026-11-23T07:56:05Z'), to: Date.parse('2026-11-23T07:57:03Z') };
  await expectEqual(plain, database.open({ layout: 'kamailio', rollup }, NEVER_SOON), range, 'src_ip', unmasked(busiest));
});
