/**
 * Files: how long the plugin takes for 10 million calls, next to DuckDB's own best statement in the same
 * process and run; start, memory and encoding. Absolute numbers depend on the machine; the ratios are what counts.
 */
import { DuckDBInstance } from '@duckdb/node-api';
import os from 'node:os';
import path from 'node:path';
import { createHandlers } from '../src/backend/handlers/createHandlers';
import type { PluginHandlers } from '../src/backend/protocol/plugin';
import { type Comparison, compare, median, time } from './measure';
import { FIRST, LAST, makeRecords, ROWS } from './sampleOfTenMillion';
import { encodeTrend } from './encodeTrend';
import { measureProcess } from './measureProcess';
import { ask, contextFor } from './questions';
import { printComparisons } from './report';

const folder = path.resolve('.build/bench');
const MEMORY_LIMIT_MB = 1024;

const QUERIES: Record<string, object> = {
  distribution: { kind: 'distribution' },
  'hourly trend': { kind: 'trend', bucket: '1h' },
  'hourly trend by trunk': { kind: 'trend', bucket: '1h', splitBy: ['trunk'], top: 12 },
  codes: { kind: 'codes' },
  ratio: { kind: 'ratio', ratios: ['ASR', 'SEER'], confidence: 95 },
  'timing, p95 of the post-dial delay': { kind: 'timing', timings: ['pdd'], statistics: ['p95'] },
  'timing, p95 of the duration': { kind: 'timing', timings: ['duration'], statistics: ['p95'] },
  'timing, hourly p50, p95 and mean of the post-dial delay': { kind: 'timing', timings: ['pdd'], statistics: ['p50', 'p95', 'mean'], over: 'time', bucket: '1h' },
  'timing, hourly heat map of the post-dial delay': { kind: 'timing', timings: ['pdd'], over: 'histogram', bucket: '1h' },
  'calls, the newest 100': { kind: 'calls' },
  'verdict per run (10)': { kind: 'verdict', per: 'run_id' },
  'comparison with the filters of one trunk': { kind: 'comparison', against: { type: 'filters', filters: [{ dimension: 'trunk', operator: '=', values: ['trunk-1'] }] } },
  'triage by trunk': { kind: 'triage', dimensions: ['trunk'] },
  'changes by trunk against the week before': { kind: 'changes', dimensions: ['trunk'], against: { type: 'shift', by: '1w' } },
  'annotations, appearances of results': { kind: 'annotations', event: 'appearance', bucket: '1h' },
  'annotations, spans of runs (10)': { kind: 'annotations', event: 'spans', per: 'run_id', bucket: '1h' },
};

const RANGE = 'start_time >= $1 and start_time < $2';
const HOURLY = 'epoch_ms(start_time) // 3600000';
const BEFORE = "start_time >= $1 - interval '7 days' and start_time < $2 - interval '7 days'";

/** The best statements we know for the same numbers, on the same file; several where one cannot tell them all. */
const BEST: Record<string, string> = {
  distribution: 'select sip_code, count(*) from calls where start_time >= $1 and start_time < $2 group by 1',
  'hourly trend': 'select epoch_ms(start_time) // 3600000, sip_code, count(*) from calls where start_time >= $1 and start_time < $2 group by 1, 2',
  'hourly trend by trunk': 'select epoch_ms(start_time) // 3600000, sip_code, trunk, count(*) from calls where start_time >= $1 and start_time < $2 group by 1, 2, 3',
  codes: 'select sip_code, count(*) from calls where start_time >= $1 and start_time < $2 group by 1',
  ratio: 'select sip_code, count(*) from calls where start_time >= $1 and start_time < $2 group by 1',
  'timing, p95 of the post-dial delay': 'select quantile_disc(pdd_ms, 0.95) from calls where start_time >= $1 and start_time < $2',
  'timing, p95 of the duration': `select quantile_disc(duration_ms, 0.95) from calls where ${RANGE} and sip_code between 200 and 299`,
  'timing, hourly p50, p95 and mean of the post-dial delay': `select ${HOURLY}, quantile_disc(pdd_ms, [0.5, 0.95]), avg(pdd_ms) from calls where ${RANGE} group by 1`,
  'timing, hourly heat map of the post-dial delay': `select ${HOURLY}, ceil(log10(greatest(pdd_ms, 1)) * 4), count(*) from calls where ${RANGE} group by 1, 2`,
  'calls, the newest 100': 'select * from calls where start_time >= $1 and start_time < $2 order by start_time desc limit 100',
  'verdict per run (10)': `select run_id, sip_code, count(*), min(start_time) from calls where ${RANGE} group by 1, 2`,
  'comparison with the filters of one trunk': `select sip_code, count(*), count(*) filter (where trunk = 'trunk-1') from calls where ${RANGE} group by 1`,
  'triage by trunk': `select trunk, sip_code, count(*) from calls where ${RANGE} group by 1, 2`,
  'changes by trunk against the week before': `select 1, trunk, sip_code, count(*) from calls where ${RANGE} group by 2, 3 union all select 2, trunk, sip_code, count(*) from calls where ${BEFORE} group by 2, 3`,
  'annotations, appearances of results': `select ${HOURLY}, sip_code, count(*) from calls where ${RANGE} group by 1, 2`,
  'annotations, spans of runs (10)': `select ${HOURLY}, run_id, sip_code, count(*), min(start_time) from calls where ${RANGE} group by 1, 2, 3`,
};

const contextOf = (layout: string) => contextFor({ url: '', user: '', database: '', password: '', jsonData: { engine: 'files', path: layout, layout } });

async function flatCalls(handlers: PluginHandlers): Promise<Comparison[]> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: `${MEMORY_LIMIT_MB}MB`, threads: String(os.availableParallelism()) });
  const connection = await instance.connect();
  await connection.run(`set parquet_metadata_cache = true`);
  await connection.run(`create view calls as select * from read_parquet('${path.join(folder, 'calls/calls.parquet')}')`);
  const results: Comparison[] = [];
  for (const [name, body] of Object.entries(QUERIES)) {
    const statement = (BEST[name] ?? '').replaceAll('$1', `epoch_ms(${FIRST})`).replaceAll('$2', `epoch_ms(${LAST})`);
    results.push(await compare(name, () => ask(handlers, contextOf('calls'), body), () => connection.runAndReadAll(statement)));
  }
  connection.closeSync();
  instance.closeSync();
  return results;
}

/** Measures on Parquet and CSV in `.build/bench`, made if they are not there. */
export async function benchFiles(): Promise<void> {
  await makeRecords(folder);
  const handlers = createHandlers({ GF_PLUGIN_RECORDS_DIR: folder, GF_PLUGIN_MEMORY_LIMIT_MB: String(MEMORY_LIMIT_MB), GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '600' });
  printComparisons('query on 10 million calls (Parquet)', 'DuckDB alone', await flatCalls(handlers));
  const encoding = Array.from({ length: 30 }, () => encodeTrend(8, 10_000)).slice(5);
  process.stdout.write(`\nEncoding a trend of 8 × 10,000 points: ${median(encoding).toFixed(1)} ms\n`);
  const first = await time(() => ask(handlers, contextOf('kamailio'), { kind: 'distribution' }));
  const later = median(await Promise.all(Array.from({ length: 5 }, () => time(() => ask(handlers, contextOf('kamailio'), { kind: 'trend', bucket: '1h' })))));
  process.stdout.write(`Layout kamailio, ${ROWS} rows of CSV: read and merged once in ${(first / 1000).toFixed(1)} s, then an hourly trend in ${later.toFixed(1)} ms\n`);
  await handlers.close();
  await measureProcess(folder, MEMORY_LIMIT_MB);
}
