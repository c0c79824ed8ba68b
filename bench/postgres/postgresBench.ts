import { createHandlers } from '../../src/backend/handlers/createHandlers';
import { startPostgres } from '../../test/support/servers/postgresServer';
import { compareAll, type Wording } from '../compared';
import { time } from '../measure';
import { measureLargest } from '../measureProcess';
import { ask, type BenchSource, contextFor, WHOLE_MONTH } from '../questions';
import { printComparisons } from '../report';
import { openClient } from './psql';
import { makeCalls } from './sample';
import { SETTINGS } from './settings';

/** Runs of each side; the first three are not counted: a statement takes seconds. */
const RUNS = 8;

const stamp = (ms: number) => `'${new Date(ms).toISOString()}'`;
export const within: Wording['within'] = (from, to) => `start_time >= ${stamp(from)} and start_time < ${stamp(to)}`;
const MONTH = within(WHOLE_MONTH.from, WHOLE_MONTH.to);
const hours = (columns: readonly string[]) =>
  `select ${["date_bin('1 hour', start_time, '2026-10-01') as hour", ...columns].join(', ')} from calls where ${MONTH}`;

/** A subquery with a limit that limits nothing: the planner guesses the number of groups better and works in parallel. */
const WORDING: Wording = {
  within,
  hourly: (...columns) => `(${hours(columns)} limit all) as b`,
  percentiles: (column, percents, by, condition) => {
    const ranks = `percentile_disc(array[${percents.map((percent) => percent / 100).join(', ')}]) within group (order by ${column})`;
    return by === null
      ? [`select ${ranks} from calls where ${condition}`]
      : [
          `select hour, ${ranks} from (${hours([column])}) as b group by hour`,
          `select hour, ${ranks} from (${hours([column])} limit all) as b group by hour`,
        ];
  },
};

/** Measures against a PostgreSQL server of its own, which is gone afterwards. */
export async function benchPostgres(rows: number): Promise<void> {
  const server = await startPostgres(SETTINGS);
  try {
    const made = await time(() => makeCalls(server, rows));
    process.stdout.write(`PostgreSQL: ${rows} calls, made in ${(made / 1000).toFixed(0)} s\n`);
    const source: BenchSource = {
      url: `${server.host}:${server.port}`,
      user: server.user,
      database: server.database,
      password: server.password,
      jsonData: { engine: 'postgres', tlsMode: 'disable', layout: 'calls' },
    };
    const handlers = createHandlers({ GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '600' }, Date.now);
    const client = await openClient(server);
    try {
      const context = contextFor(source);
      const compared = await compareAll((body) => ask(handlers, context, body), client, WORDING, RUNS);
      printComparisons(`query on ${rows} calls in PostgreSQL, 30 days`, `${client.name}, best statement`, compared);
    } finally {
      await client.close();
      await handlers.close();
    }
    await measureLargest(source);
  } finally {
    await server.remove();
  }
}
