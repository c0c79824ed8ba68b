/**
 * `npm run bench`: how long the plugin takes for 10 million calls, next to DuckDB's own best statement in the same
 * process and run; start, memory and encoding. Absolute numbers depend on the machine; the ratios are what counts.
 */
import { DuckDBInstance } from '@duckdb/node-api';
import os from 'node:os';
import path from 'node:path';
import { createHandlers } from '../src/backend/handlers/createHandlers';
import type { DataQuery, PluginContext, PluginHandlers } from '../src/backend/protocol/plugin';
import { type Comparison, compare, median, time } from './measure';
import { FIRST, LAST, makeRecords, ROWS } from './sampleOfTenMillion';
import { encodeTrend } from './encodeTrend';
import { measureProcess } from './measureProcess';

const folder = path.resolve('.build/bench');
const MEMORY_LIMIT_MB = 1024;

function contextFor(layout: string): PluginContext {
  return {
    orgId: 1,
    user: null,
    headers: new Map(),
    instance: { uid: layout, name: layout, url: '', user: '', database: '', secureJsonData: {}, lastUpdatedMs: 1, jsonData: { version: 1, engine: 'files', path: layout, layout } },
  };
}

const QUERIES: Record<string, object> = {
  distribution: { kind: 'distribution' },
  'hourly trend': { kind: 'trend', bucket: '1h' },
  'hourly trend by trunk': { kind: 'trend', bucket: '1h', splitBy: ['trunk'], top: 12 },
  codes: { kind: 'codes' },
  ratio: { kind: 'ratio', ratios: ['ASR', 'SEER'], confidence: 95 },
  'timing, p95 of the post-dial delay': { kind: 'timing', timings: ['pdd'], statistics: ['p95'] },
  'calls, the newest 100': { kind: 'calls' },
};

/** The best statements we know for the same counts, on the same file. */
const BEST: Record<string, string> = {
  distribution: 'select sip_code, count(*) from calls where start_time >= $1 and start_time < $2 group by 1',
  'hourly trend': 'select epoch_ms(start_time) // 3600000, sip_code, count(*) from calls where start_time >= $1 and start_time < $2 group by 1, 2',
  'hourly trend by trunk': 'select epoch_ms(start_time) // 3600000, sip_code, trunk, count(*) from calls where start_time >= $1 and start_time < $2 group by 1, 2, 3',
  codes: 'select sip_code, count(*) from calls where start_time >= $1 and start_time < $2 group by 1',
  ratio: 'select sip_code, count(*) from calls where start_time >= $1 and start_time < $2 group by 1',
  'timing, p95 of the post-dial delay': 'select quantile_disc(pdd_ms, 0.95) from calls where start_time >= $1 and start_time < $2',
  'calls, the newest 100': 'select * from calls where start_time >= $1 and start_time < $2 order by start_time desc limit 100',
};

function ask(handlers: PluginHandlers, layout: string, body: object): Promise<unknown> {
  const query: DataQuery = { refId: 'A', queryType: '', intervalMs: 60_000, maxDataPoints: 2_000, from: FIRST, to: LAST, json: { refId: 'A', version: 1, ...body } };
  return handlers.query(query, contextFor(layout), new AbortController().signal);
}

async function flatCalls(handlers: PluginHandlers): Promise<Comparison[]> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: `${MEMORY_LIMIT_MB}MB`, threads: String(os.availableParallelism()) });
  const connection = await instance.connect();
  await connection.run(`set parquet_metadata_cache = true`);
  await connection.run(`create view calls as select * from read_parquet('${path.join(folder, 'calls/calls.parquet')}')`);
  const results: Comparison[] = [];
  for (const [name, body] of Object.entries(QUERIES)) {
    const statement = (BEST[name] ?? '').replace('$1', `epoch_ms(${FIRST})`).replace('$2', `epoch_ms(${LAST})`);
    results.push(await compare(name, () => ask(handlers, 'calls', body), () => connection.runAndReadAll(statement)));
  }
  connection.closeSync();
  instance.closeSync();
  return results;
}

function print(rows: readonly Comparison[]): void {
  process.stdout.write('| query on 10 million calls (Parquet) | plugin, query to Arrow bytes | DuckDB alone | ratio |\n| --- | --- | --- | --- |\n');
  for (const { name, oursMs, theirsMs } of rows) {
    process.stdout.write(`| ${name} | ${oursMs.toFixed(1)} ms | ${theirsMs.toFixed(1)} ms | ${(oursMs / theirsMs).toFixed(2)} |\n`);
  }
}

async function main(): Promise<void> {
  await makeRecords(folder);
  process.stdout.write(`${os.cpus()[0]?.model ?? 'processor'}, ${os.availableParallelism()} threads, Node ${process.version}, ${ROWS} rows, medians\n\n`);
  const handlers = createHandlers({ GF_PLUGIN_RECORDS_DIR: folder, GF_PLUGIN_MEMORY_LIMIT_MB: String(MEMORY_LIMIT_MB), GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '600' });
  print(await flatCalls(handlers));
  const encoding = Array.from({ length: 30 }, () => encodeTrend(8, 10_000)).slice(5);
  process.stdout.write(`\nEncoding a trend of 8 × 10,000 points: ${median(encoding).toFixed(1)} ms\n`);
  const first = await time(() => ask(handlers, 'kamailio', { kind: 'distribution' }));
  const later = median(await Promise.all(Array.from({ length: 5 }, () => time(() => ask(handlers, 'kamailio', { kind: 'trend', bucket: '1h' })))));
  process.stdout.write(`Layout kamailio, ${ROWS} rows of CSV: read and merged once in ${(first / 1000).toFixed(1)} s, then an hourly trend in ${later.toFixed(1)} ms\n`);
  await handlers.close();
  await measureProcess(folder, MEMORY_LIMIT_MB);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
