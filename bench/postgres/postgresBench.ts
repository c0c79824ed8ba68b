import { createHandlers } from '../../src/backend/handlers/createHandlers';
import { startPostgres } from '../../test/support/servers/postgresServer';
import { fastest } from '../fastest';
import { type Comparison, compareTimes, median, time } from '../measure';
import { measureLargest } from '../measureProcess';
import { ask, type BenchRange, type BenchSource, contextFor, WHOLE_MONTH } from '../questions';
import { printComparisons } from '../report';
import { openClient } from './psql';
import { makeTables } from './sample';

/** As an administrator would set up a small server for reports. */
const SETTINGS = { shared_buffers: '1GB', work_mem: '64MB', max_parallel_workers_per_gather: '2', max_wal_size: '8GB', maintenance_work_mem: '256MB' };

/** Runs of each side, of which the first three are not counted: a statement takes seconds. */
const RUNS = 8;

const HOUR_MS = 3_600_000;
const stamp = (ms: number) => `'${new Date(ms).toISOString()}'`;
const MONTH = `start_time >= ${stamp(WHOLE_MONTH.from)} and start_time < ${stamp(WHOLE_MONTH.to)}`;
const BY_CODE = `select sip_code, count(*) from calls where ${MONTH} group by 1`;
const hours = (more: string) => `select date_bin('1 hour', start_time, '2026-10-01') as bin, sip_code${more} from calls where ${MONTH}`;

/** Queries, and the best statements that we know for the same numbers; of several the fastest counts. */
const COMPARED: readonly { readonly name: string; readonly body: object; readonly statements: readonly string[] }[] = [
  {
    name: 'hourly trend',
    body: { kind: 'trend', bucket: '1h' },
    statements: [`select bin, sip_code, count(*) from (${hours('')} limit all) as b group by 1, 2`, `select date_bin('1 hour', start_time, '2026-10-01'), sip_code, count(*) from calls where ${MONTH} group by 1, 2`],
  },
  {
    name: 'hourly trend by trunk (12)',
    body: { kind: 'trend', bucket: '1h', splitBy: ['trunk'], top: 12 },
    statements: [`select bin, sip_code, trunk, count(*) from (${hours(', trunk')} limit all) as b group by 1, 2, 3`],
  },
  { name: 'distribution', body: { kind: 'distribution' }, statements: [BY_CODE] },
  { name: 'codes', body: { kind: 'codes' }, statements: [BY_CODE] },
  { name: 'ratio', body: { kind: 'ratio', ratios: ['ASR', 'SEER'], confidence: 95 }, statements: [BY_CODE] },
];

/** Asks for more rows of an answer than there may be: hours times milliseconds of calls' durations. */
const LARGEST = { kind: 'timing', timings: ['duration'], statistics: ['p95'], over: 'time', bucket: '1h' };

/** Measures against a PostgreSQL server of its own, which is gone afterwards. */
export async function benchPostgres(rows: number): Promise<void> {
  const server = await startPostgres(SETTINGS);
  try {
    const made = await time(() => makeTables(server, rows));
    process.stdout.write(`PostgreSQL: ${rows} rows in each of two tables, made in ${(made / 1000).toFixed(0)} s\n`);
    const source = (layout: string): BenchSource => ({
      url: `${server.host}:${server.port}`,
      user: server.user,
      database: server.database,
      password: server.password,
      jsonData: { engine: 'postgres', tlsMode: 'disable', layout },
    });
    const handlers = createHandlers({ GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '600' });
    const client = await openClient(server);
    try {
      const context = contextFor(source('calls'));
      const rowsOfTable: Comparison[] = [];
      for (const { name, body, statements } of COMPARED) {
        const best = await fastest(client, statements);
        rowsOfTable.push(await compareTimes(name, () => time(() => ask(handlers, context, body)), () => client.time(best), RUNS));
      }
      printComparisons(`query on ${rows} calls in PostgreSQL, 30 days`, `${client.name}, best statement`, rowsOfTable);
      const merged = contextFor(source('kamailio'));
      const day = 24 * HOUR_MS;
      for (const [name, length] of [['1 hour', HOUR_MS], ['1 day', day], ['30 days', 30 * day]] as const) {
        const range: BenchRange = { from: WHOLE_MONTH.to - length, to: WHOLE_MONTH.to };
        const trend = () => time(() => ask(handlers, merged, { kind: 'trend', bucket: length > day ? '1h' : '5m' }, range));
        const times = length > day ? [await trend()] : [await trend(), await trend(), await trend()];
        process.stdout.write(`Layout kamailio, ${rows} rows: trend over ${name} in ${median(times).toFixed(0)} ms\n`);
      }
    } finally {
      await client.close();
      await handlers.close();
    }
    await measureLargest(source('calls'), LARGEST);
  } finally {
    await server.remove();
  }
}
