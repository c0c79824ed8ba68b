import * as duckdb from '@duckdb/node-api';
import * as arrow from 'apache-arrow';
import * as z from 'zod';
import * as kysely from 'kysely';
import { Registry } from 'prom-client';
import { servePlugin } from '/work/main/src/backend/protocol/serve';
const keep = [arrow.tableFromArrays, z.z.object, kysely.Kysely, Registry];
process.stderr.write(`modules ${Math.round(performance.now())}\n`);
void servePlugin(() => ({
  async query() { const i = await duckdb.DuckDBInstance.create(':memory:'); const c = await i.connect(); const r = await c.runAndReadAll('select 42'); throw new Error(JSON.stringify(r.getRows().map(String)) + keep.length); },
  async checkHealth() { return { ok: true, message: 'fine', details: {} }; },
  async collectMetrics() { return ''; },
  async resource() { return { status: 200, body: { a: 1 } }; },
  async close() {},
}));
