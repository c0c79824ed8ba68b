/** How columns of texts are packed is told by their first rows, and whatever comes after them is read as it was written. */
import { sql } from 'kysely';
import { tmpdir } from 'node:os';
import { DuckDbEngine } from '../../../../src/backend/stores/duckdb/engine';
import { textTypes } from '../../../../src/backend/stores/duckdb/textCompression';
import { compileStatement } from '../../../../src/backend/stores/sql/statements';
import { duckDbDialect } from '../../../../src/backend/stores/duckdb/dialect';
import { RecordsFolder } from '../../../support/records';

const NEVER = new AbortController().signal;
const folder = new RecordsFolder();
afterAll(() => folder.remove());

test('texts that hardly occur twice, few, and others', async () => {
  const engine = await DuckDbEngine.start({ recordsDir: tmpdir(), memoryLimitMb: 256, threads: 2, longestQueryMs: 20_000 });
  try {
    const rows = sql`(select i || '' as own, 'trunk-' || i % 12 as few, 'user-' || i % 4000 as some, '' as same from range(20000) t(i))`;
    const types = await textTypes(engine, rows, ['own', 'few', 'some', 'same'], NEVER);
    expect([...types].map(([name, type]) => [name, compileStatement(duckDbDialect, type).sql])).toEqual([
      ['own', 'varchar using compression fsst'],
      ['few', 'varchar using compression dictionary'],
      ['some', 'varchar'],
      ['same', 'varchar using compression dictionary'],
    ]);
    expect(await textTypes(engine, rows, [], NEVER)).toEqual(new Map());
  } finally {
    engine.close();
  }
});

test('values that are as the first ones were not', async () => {
  const first = Array.from({ length: 20_000 }, (_, row) => [`a${row}`, `t${row % 4}`]);
  const second = Array.from({ length: 20_000 }, (_, row) => ['b'.repeat(200), `${'t'.repeat(300)}${row}`]);
  const third = [
    ['', 'ä'],
    ['c', ''],
  ];
  const fileOf = (rows: readonly (readonly string[])[]) =>
    `start_time,sip_code,from,trunk\n${rows.map((row) => `2026-11-23 08:00:00,200,${row.join()}\n`).join('')}`;
  const place = folder.put({ 'calls-1.csv': fileOf(first), 'calls-2.csv': fileOf(second), 'calls-3.csv': fileOf(third) });
  const calls = await (await folder.open({ path: place })).calls(['from', 'trunk']);
  expect(calls.map(({ dimensions }) => dimensions.join()).sort()).toEqual([...first, ...second, ...third].map((row) => row.join()).sort());
});
