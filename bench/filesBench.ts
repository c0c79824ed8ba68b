/**
 * Files: how long the plugin takes for 10 million calls, next to DuckDB's own best statement in the same
 * process and run; start, memory and encoding. Absolute numbers depend on the machine; the ratios are what counts.
 */
import { DuckDBInstance } from '@duckdb/node-api';
import os from 'node:os';
import path from 'node:path';
import { createHandlers } from '../src/backend/handlers/createHandlers';
import type { PluginHandlers } from '../src/backend/protocol/plugin';
import { compareAll, type Wording } from './compared';
import { type Comparison, median, time } from './measure';
import { FIRST, LAST, makeRecords, ROWS } from './sampleOfTenMillion';
import { encodeTrend } from './encodeTrend';
import { measureProcess } from './measureProcess';
import { ask, contextFor } from './questions';
import { printComparisons } from './report';

const folder = path.resolve('.build/bench');
const MEMORY_LIMIT_MB = 1024;

const stamp = (ms: number) => `epoch_ms(${ms})`;
const WORDING: Wording = {
  within: (from, to) => `start_time >= ${stamp(from)} and start_time < ${stamp(to)}`,
  hourly: (...columns) =>
    `(select ${['epoch_ms(start_time) // 3600000 as hour', ...columns].join(', ')} from calls where ${WORDING.within(FIRST, LAST)}) as b`,
  percentiles: (column, percents, by, condition) => {
    const ranks = `quantile_disc(${column}, [${percents.map((percent) => percent / 100).join(', ')}])`;
    return [
      by === null
        ? `select ${ranks} from calls where ${condition}`
        : `select epoch_ms(start_time) // 3600000 as hour, ${ranks} from calls where ${condition} group by hour`,
    ];
  },
};

const contextOf = (layout: string) =>
  contextFor({ url: '', user: '', database: '', password: '', jsonData: { engine: 'files', path: layout, layout } });

async function flatCalls(handlers: PluginHandlers): Promise<Comparison[]> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${MEMORY_LIMIT_MB}MB`,
    threads: String(os.availableParallelism()),
  });
  const connection = await instance.connect();
  await connection.run(`set parquet_metadata_cache = true`);
  await connection.run(`create view calls as select * from read_parquet('${path.join(folder, 'calls/calls.parquet')}')`);
  const client = {
    name: 'DuckDB alone',
    time: (statement: string) => time(() => connection.runAndReadAll(statement)),
    close: () => Promise.resolve(),
  };
  const results = await compareAll((body) => ask(handlers, contextOf('calls'), body), client, WORDING);
  connection.closeSync();
  instance.closeSync();
  return results;
}

/** Measures on Parquet and CSV in `.build/bench`, made if they are not there. */
export async function benchFiles(): Promise<void> {
  await makeRecords(folder);
  const handlers = createHandlers(
    {
      GF_PLUGIN_RECORDS_DIR: folder,
      GF_PLUGIN_MEMORY_LIMIT_MB: String(MEMORY_LIMIT_MB),
      GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '600',
    },
    Date.now
  );
  printComparisons('query on 10 million calls (Parquet)', 'DuckDB alone', await flatCalls(handlers));
  const encoding = Array.from({ length: 30 }, () => encodeTrend(8, 10_000)).slice(5);
  process.stdout.write(`\nEncoding a trend of 8 × 10,000 points: ${median(encoding).toFixed(1)} ms\n`);
  const first = await time(() => ask(handlers, contextOf('kamailio'), { kind: 'distribution' }));
  const later = median(
    await Promise.all(Array.from({ length: 5 }, () => time(() => ask(handlers, contextOf('kamailio'), { kind: 'trend', bucket: '1h' }))))
  );
  process.stdout.write(
    `Layout kamailio, ${ROWS} rows of CSV: read and merged once in ${(first / 1000).toFixed(1)} s, then an hourly trend in ${later.toFixed(1)} ms\n`
  );
  await handlers.close();
  await measureProcess(folder, MEMORY_LIMIT_MB);
}
