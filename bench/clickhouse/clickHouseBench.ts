import { createHandlers } from '../../src/backend/handlers/createHandlers';
import { type ClickHouseServer, startClickHouse } from '../../test/support/servers/clickHouseServer';
import { compareAll, type Wording } from '../compared';
import { time } from '../measure';
import { measureLargest } from '../measureProcess';
import { ask, type BenchSource, contextFor, WHOLE_MONTH } from '../questions';
import { printComparisons } from '../report';
import { makeCalls } from './sample';

const stamp = (ms: number) => `fromUnixTimestamp64Milli(${ms}, 'UTC')`;
const within: Wording['within'] = (from, to) => `start_time >= ${stamp(from)} and start_time < ${stamp(to)}`;
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
    const client = {
      name: 'HTTP interface',
      time: (statement: string) => time(() => overHttp(server, statement)),
      close: () => Promise.resolve(),
    };
    const compared = await compareAll((body) => ask(handlers, contextFor(source), body), client, WORDING);
    printComparisons(`query on ${rows} calls in ClickHouse, 30 days`, 'HTTP interface, best statement', compared);
    await handlers.close();
    await measureLargest(source);
  } finally {
    await server.remove();
  }
}

/** The statement as `curl` would run it: its whole answer is read, and not looked at. */
async function overHttp({ host, port, user, password, database }: ClickHouseServer, statement: string): Promise<void> {
  const headers = { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password };
  const answer = await fetch(`http://${host}:${port}/?database=${encodeURIComponent(database)}`, {
    method: 'POST',
    headers,
    body: `${statement} format RowBinary`,
  });
  const bytes = await answer.arrayBuffer();
  if (!answer.ok) {
    throw new Error(new TextDecoder().decode(bytes));
  }
}
