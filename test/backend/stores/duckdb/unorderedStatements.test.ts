/** Statements that may write rows in any order leave the connection, which others use after them, as it was. */
import { sql } from 'kysely';
import { tmpdir } from 'node:os';
import { DuckDbEngine } from '../../../../src/backend/stores/duckdb/engine';

const NEVER = new AbortController().signal;
const order = sql`select current_setting('preserve_insertion_order')`;

test('only what is run without order is', async () => {
  const engine = await DuckDbEngine.start({ recordsDir: tmpdir(), memoryLimitMb: 256, threads: 2, longestQueryMs: 20_000 });
  try {
    expect((await engine.runUnordered(order, NEVER)).columns).toEqual([[false]]);
    expect((await engine.run(order, NEVER)).columns).toEqual([[true]]);
    await expect(engine.runUnordered(sql`select error('no')`, NEVER)).rejects.toThrow();
    expect((await engine.run(order, NEVER)).columns).toEqual([[true]]);
    await expect(engine.run(sql`set session threads = 1`, NEVER)).rejects.toThrow(/locked/);
    await expect(engine.run(sql`set global enable_external_access = true`, NEVER)).rejects.toThrow();
  } finally {
    engine.close();
  }
});
