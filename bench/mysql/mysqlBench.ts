import mysql from 'mysql2/promise';
import { createHandlers } from '../../src/backend/handlers/createHandlers';
import { type MariaDbServer, startMariaDb } from '../../test/support/servers/mariaDbServer';
import { fastest, type TimedClient } from '../fastest';
import { type Comparison, compareTimes, time } from '../measure';
import { measureLargest } from '../measureProcess';
import { ask, type BenchSource, contextFor, WHOLE_MONTH } from '../questions';
import { printComparisons } from '../report';
import { makeCalls } from './sample';

/** As an administrator would set up a small server for reports. */
const SETTINGS = { 'innodb-buffer-pool-size': '2G', 'innodb-log-file-size': '1G', 'tmp-table-size': '64M', 'max-heap-table-size': '64M' };

/** Runs of each side, of which the first three are not counted: a statement takes seconds. */
const RUNS = 8;

const stamp = (ms: number) => `timestamp '${new Date(ms).toISOString().slice(0, -1).replace('T', ' ')}'`;
const MONTH = `start_time >= ${stamp(WHOLE_MONTH.from)} and start_time < ${stamp(WHOLE_MONTH.to)}`;
const BY_CODE = `select sip_code, count(*) from calls where ${MONTH} group by sip_code`;
const HOURS = ['to_seconds(start_time) div 3600', 'unix_timestamp(start_time) div 3600', "date_format(start_time, '%Y-%m-%d %H')"];
const hourly = (more: string) => HOURS.map((hour) => `select ${hour} as hour, sip_code${more}, count(*) from calls where ${MONTH} group by hour, sip_code${more}`);

/** Queries, and the best statements that we know for the same numbers; of several the fastest counts. */
const COMPARED: readonly { readonly name: string; readonly body: object; readonly statements: readonly string[] }[] = [
  { name: 'hourly trend', body: { kind: 'trend', bucket: '1h' }, statements: hourly('') },
  { name: 'hourly trend by trunk (12)', body: { kind: 'trend', bucket: '1h', splitBy: ['trunk'], top: 12 }, statements: hourly(', trunk') },
  { name: 'distribution', body: { kind: 'distribution' }, statements: [BY_CODE] },
  { name: 'codes', body: { kind: 'codes' }, statements: [BY_CODE] },
  { name: 'ratio', body: { kind: 'ratio', ratios: ['ASR', 'SEER'], confidence: 95 }, statements: [BY_CODE] },
];

/** Asks for more rows of an answer than there may be: hours times milliseconds of calls' durations. */
const LARGEST = { kind: 'timing', timings: ['duration'], statistics: ['p95'], over: 'time', bucket: '1h' };

/** Measures against a MariaDB server of its own, which is gone afterwards. */
export async function benchMysql(rows: number): Promise<void> {
  const server = await startMariaDb(SETTINGS);
  try {
    const database = await server.createDatabase();
    const made = await time(() => makeCalls(server, database, rows));
    process.stdout.write(`MariaDB: ${rows} rows made in ${(made / 1000).toFixed(0)} s\n`);
    const { host, port, user, password } = server;
    const source: BenchSource = { url: `${host}:${port}`, user, database, password, jsonData: { engine: 'mysql', tlsMode: 'disable', layout: 'calls' } };
    const handlers = createHandlers({ GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '600' });
    const client = await openDriver(server, database);
    try {
      const results: Comparison[] = [];
      for (const { name, body, statements } of COMPARED) {
        const best = await fastest(client, statements);
        results.push(await compareTimes(name, () => time(() => ask(handlers, contextFor(source), body)), () => client.time(best), RUNS));
      }
      printComparisons(`query on ${rows} calls in MariaDB, 30 days`, `${client.name}, best statement`, results);
    } finally {
      await client.close();
      await handlers.close();
    }
    await measureLargest(source, LARGEST);
  } finally {
    await server.remove();
  }
}

/** The driver for Node: Debian's server comes without its client. */
async function openDriver({ host, port, user, password }: MariaDbServer, database: string): Promise<TimedClient> {
  const connection = await mysql.createConnection({ host, port, user, password, database, rowsAsArray: true, dateStrings: true });
  return {
    name: 'mysql2',
    time: (statement) => time(() => connection.query(statement)),
    close: () => connection.end(),
  };
}
