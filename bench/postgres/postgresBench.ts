import { createHandlers } from '../../src/backend/handlers/createHandlers';
import { startPostgres } from '../../test/support/servers/postgresServer';
import { compareAll, type Wording } from '../compared';
import { median, time } from '../measure';
import { measureLargest } from '../measureProcess';
import { ask, type BenchRange, type BenchSource, contextFor, WHOLE_MONTH } from '../questions';
import { printComparisons } from '../report';
import { mergedByHand } from './mergedByHand';
import { openClient } from './psql';
import { makeTables } from './sample';
import { SETTINGS } from './settings';

/** Runs of each side; the first three are not counted: a statement takes seconds. */
const RUNS = 8;
const RUNS_OF_MERGED = 3;

const HOUR_MS = 3_600_000;
const stamp = (ms: number) => `'${new Date(ms).toISOString()}'`;
const within: Wording['within'] = (from, to) => `start_time >= ${stamp(from)} and start_time < ${stamp(to)}`;
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
    const made = await time(() => makeTables(server, rows));
    process.stdout.write(`PostgreSQL: ${rows} rows in each of two tables, made in ${(made / 1000).toFixed(0)} s\n`);
    const source = (layout: string): BenchSource => ({
      url: `${server.host}:${server.port}`,
      user: server.user,
      database: server.database,
      password: server.password,
      jsonData: { engine: 'postgres', tlsMode: 'disable', layout },
    });
    const handlers = createHandlers({ GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '600' }, Date.now);
    const client = await openClient(server);
    try {
      const context = contextFor(source('calls'));
      const compared = await compareAll((body) => ask(handlers, context, body), client, WORDING, RUNS);
      printComparisons(`query on ${rows} calls in PostgreSQL, 30 days`, `${client.name}, best statement`, compared);
      const merged = contextFor(source('kamailio'));
      const day = 24 * HOUR_MS;
      for (const [name, length] of [
        ['1 hour', HOUR_MS],
        ['1 day', day],
        ['30 days', 30 * day],
      ] as const) {
        const range: BenchRange = { from: WHOLE_MONTH.to - length, to: WHOLE_MONTH.to };
        const trend = () => time(() => ask(handlers, merged, { kind: 'trend', bucket: length > day ? '1h' : '5m' }, range));
        const [times, byHand]: [number[], number[]] = [[], []];
        for (let run = 0; run < RUNS_OF_MERGED; run++) {
          times.push(await trend());
          byHand.push(...(length > day ? [await client.time(mergedByHand(range))] : []));
        }
        const best = byHand.length === 0 ? '' : `, ${client.name}'s best statement in ${median(byHand).toFixed(0)} ms`;
        process.stdout.write(`Layout kamailio, ${rows} rows: trend over ${name} in ${median(times).toFixed(0)} ms${best}\n`);
      }
    } finally {
      await client.close();
      await handlers.close();
    }
    await measureLargest(source('calls'));
  } finally {
    await server.remove();
  }
}
