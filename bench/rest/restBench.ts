/** What the built plugin's process takes of memory at rest, when its cache is full of a database's counts. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startPlugin } from '../../src/pluginHost/startPlugin';
import { executablePath } from '../../src/preview/executable';
import { startPostgres } from '../../test/support/servers/postgresServer';
import { memory } from '../measureProcess';
import { makeCalls } from '../postgres/sample';
import { SETTINGS } from '../postgres/settings';
import { FIRST, LAST } from '../sampleOfTenMillion';

/** The usual limit, `cache_mb`. */
const CACHE_BYTES = 128 * 1_048_576;
/** What is kept comes in parts of megabytes. */
const FULL = 0.9;
const MAX_QUERIES = 2_000;
const AT_ONCE = 4;
const REST_S = [0, 30, 60, 90, 120];
const TRUNKS = 12;
const RUNS = 10;
const PREFIXES = 100;

export async function benchRest(rows: number): Promise<void> {
  const server = await startPostgres(SETTINGS);
  const plugin = await startPlugin(executablePath(process.cwd()), { env: { GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '600' } });
  try {
    await makeCalls(server, rows);
    const { host, port, user, database, password } = server;
    const jsonData = { version: 1, engine: 'postgres', tlsMode: 'disable', layout: 'calls' };
    const dataSource = {
      uid: 'rest',
      name: 'rest',
      url: `${host}:${port}`,
      user,
      database,
      secureJsonData: { password },
      jsonData,
      lastUpdatedMs: 1,
    };
    const ask = async (number: number) => {
      const query = { refId: 'A', version: 1, kind: 'trend', bucket: '5m', filters: filtersOf(number) };
      const [answer] = await plugin.query({
        dataSource,
        queries: [query],
        from: FIRST,
        to: LAST,
        intervalMs: 60_000,
        maxDataPoints: 11_000,
      });
      if (answer === undefined || answer.error !== null) {
        throw new Error(answer?.error?.message ?? 'no answer');
      }
    };
    const held = async () => Number(/^callresult_cache_bytes (\S+)$/m.exec(await plugin.collectMetrics())?.[1] ?? NaN);
    say(`Before any query: ${memoryOf(plugin.pid)}`);
    let asked = 0;
    while ((await held()) < FULL * CACHE_BYTES && asked < MAX_QUERIES) {
      // What a query counts is kept from its second time on.
      const numbers = Array.from({ length: AT_ONCE }, () => asked++);
      await Promise.all(numbers.map(ask));
      await Promise.all(numbers.map(ask));
    }
    say(
      `${asked} trends of 30 days in 5-minute buckets, ${rows.toLocaleString('en-US')} calls: the cache holds ${((await held()) / 1_048_576).toFixed(0)} MB`
    );
    let waited = 0;
    for (const seconds of REST_S) {
      await sleep((seconds - waited) * 1_000);
      waited = seconds;
      say(`after ${seconds} s: ${memoryOf(plugin.pid)}`);
    }
  } finally {
    await plugin.stop();
    await server.remove();
  }
}

/** Others for each number. */
function filtersOf(number: number): object[] {
  const [trunk, run, prefix] = [number % TRUNKS, Math.floor(number / TRUNKS) % RUNS, Math.floor(number / TRUNKS / RUNS) % PREFIXES];
  return [
    { dimension: 'trunk', operator: '!=', values: [`trunk-${trunk}`] },
    { dimension: 'run_id', operator: 'not in', values: [`run-${run}`, `none-${prefix}`] },
  ];
}

const memoryOf = (pid: number) => `${memory(pid, 'RssAnon')} MB of its own, ${memory(pid, 'VmRSS')} MB with the pages of files`;
const say = (line: string) => process.stdout.write(`${line}\n`);
