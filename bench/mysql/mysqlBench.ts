import { createHandlers } from '../../src/backend/handlers/createHandlers';
import { startMariaDb } from '../../test/support/servers/mariaDbServer';
import { compareAll, type Wording } from '../compared';
import { time } from '../measure';
import { measureLargest } from '../measureProcess';
import { ask, type BenchSource, contextFor, WHOLE_MONTH } from '../questions';
import { printComparisons } from '../report';
import { openDriver } from './driver';
import { makeCalls } from './sample';
import { SETTINGS } from './settings';

/** Runs of each side; the first three are not counted: a statement takes seconds. */
const RUNS = 8;

const stamp = (ms: number) => `timestamp '${new Date(ms).toISOString().slice(0, -1).replace('T', ' ')}'`;
export const within: Wording['within'] = (from, to) => `start_time >= ${stamp(from)} and start_time < ${stamp(to)}`;
const HOUR = 'to_seconds(start_time) div 3600';

/** There is no aggregate for percentiles: calls are counted by their milliseconds, and these up to the place. */
function percentiles(column: string, percents: readonly number[], by: 'hour' | null, condition: string): string[] {
  const [key, partition] = by === null ? ['', ''] : [`${HOUR} as hour, `, 'partition by hour '];
  const counted = `select ${key}${column} as ms, count(*) as some from calls where ${condition} group by ${by === null ? '' : 'hour, '}ms`;
  const ranked = `select c.*, sum(some) over (${partition}order by ms) as upto, sum(some) over (${partition}) as whole from (${counted}) as c`;
  const ranks = percents.map((percent) => `min(case when upto * 100 >= whole * ${percent} then ms end)`).join(', ');
  return [by === null ? `select ${ranks} from (${ranked}) as r` : `select hour, ${ranks} from (${ranked}) as r group by hour`];
}

const WORDING: Wording = {
  within,
  hourly: (...columns) =>
    `(select ${[`${HOUR} as hour`, ...columns].join(', ')} from calls where ${within(WHOLE_MONTH.from, WHOLE_MONTH.to)}) as b`,
  percentiles,
};

/** Measures against a MariaDB server of its own, which is gone afterwards. */
export async function benchMysql(rows: number): Promise<void> {
  const server = await startMariaDb(SETTINGS);
  try {
    const database = await server.createDatabase();
    const made = await time(() => makeCalls(server, database, rows));
    process.stdout.write(`MariaDB: ${rows} rows made in ${(made / 1000).toFixed(0)} s\n`);
    const { host, port, user, password } = server;
    const source: BenchSource = {
      url: `${host}:${port}`,
      user,
      database,
      password,
      jsonData: { engine: 'mysql', tlsMode: 'disable', layout: 'calls' },
    };
    const handlers = createHandlers({ GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '600' }, Date.now);
    const client = await openDriver(server, database);
    try {
      const compared = await compareAll((body) => ask(handlers, contextFor(source), body), client, WORDING, RUNS);
      printComparisons(`query on ${rows} calls in MariaDB, 30 days`, `${client.name}, best statement`, compared);
    } finally {
      await client.close();
      await handlers.close();
    }
    await measureLargest(source);
  } finally {
    await server.remove();
  }
}
