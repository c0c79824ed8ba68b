import { DuckDBInstance } from '@duckdb/node-api';
import { sql } from 'kysely';
import { duckDbDialect } from '../../../src/backend/stores/duckdb/dialect';
import { compileStatement } from '../../../src/backend/stores/sql/statements';
import { isAnyOf } from '../../../src/backend/stores/sql/isAnyOf';

test('a list of known words is looked at in place by DuckDB, not joined with, and knows null', async () => {
  const words = Array.from({ length: 30 }, (_, index) => `word ${index}`);
  const answers = sql`select ${isAnyOf(duckDbDialect, sql<string | null>`v`, words)} from (select nullif('word ' || i, 'word 28') as v from range(28, 31) as t(i))`;
  const { sql: text, parameters } = compileStatement(duckDbDialect, answers);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const plan = await (await connection.run(`explain ${text}`, [...parameters] as string[])).getRows();
  expect(JSON.stringify(plan)).not.toContain('JOIN');
  expect((await (await connection.run(text, [...parameters] as string[])).getColumns())[0]).toEqual([null, true, false]);
  connection.closeSync();
});
