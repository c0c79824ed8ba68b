import { createHandlers } from '../../src/backend/handlers/createHandlers';
import { startClickHouse } from '../../test/support/servers/clickHouseServer';
import { compareAll, type Wording } from '../compared';
import { measureLargest } from '../measureProcess';
import { ask, type BenchSource, contextFor, WHOLE_MONTH } from '../questions';
import { printComparisons } from '../report';
import { openHttp } from './overHttp';
import { makeCalls } from './sample';

const stamp = (ms: number) => `fromUnixTimestamp64Milli(${ms}, 'UTC')`;
export const within: Wording['within'] = (from, to) => `start_time >= ${stamp(from)} and start_time < ${stamp(to)}`;
const HOUR = 'intDiv(toUnixTimestamp(start_time), 3600)';

const WORDING: Wording = {
  within,
  hourly: (...columns) =>
    `(select ${[`${HOUR} as hour`, ...columns].join(', ')} from calls where ${within(WHOLE_MONTH.from, WHOLE_MONTH.to)}) as b`,
  percentiles: (column, percents, by, condition) =>
    ['quantilesExact', 'quantilesExactWeighted'].map((name) => {
      const ranks = `${name}(${percents.map((percent) => percent / 100).join(', ')})(${name === 'quantilesExact' ? column : `${column}, 1`})`;
      return by === null
        ? `select ${ranks} from calls where ${condition}`
        : `select ${HOUR} as hour, ${ranks} from calls where ${condition} group by hour`;
    }),
};

/** Measures against a ClickHouse of its own, which is gone afterwards. */
export async function benchClickHouse(rows: number): Promise<void> {
  const server = await startClickHouse();
  try {
    await makeCalls(server, rows);
    const source: BenchSource = {
      url: server.url,
      user: server.user,
      database: server.database,
      password: server.password,
      jsonData: { engine: 'clickhouse', tlsMode: 'disable', layout: 'calls' },
    };
    const handlers = createHandlers({ GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '600' }, Date.now);
    const client = openHttp(server);
    const compared = await compareAll((body) => ask(handlers, contextFor(source), body), client, WORDING);
    printComparisons(`query on ${rows} calls in ClickHouse, 30 days`, 'HTTP interface, best statement', compared);
    await client.close();
    await handlers.close();
    await measureLargest(source);
  } finally {
    await server.remove();
  }
}
