/** What a refresh costs where a cluster takes a billion calls a day: the rollup of 30 days as it is then, and the newest calls themselves. */
import { createHandlers } from '../../src/backend/handlers/createHandlers';
import { type ClickHouseServer, startClickHouse } from '../../test/support/servers/clickHouseServer';
import { median, time } from '../measure';
import { ask, type BenchSource, contextFor } from '../questions';

const DAY_MS = 86_400_000;
const DAYS = 30;
const TRUNKS = 100;
const CODES = [200, 486, 480, 503, 404, 487, 408, 603];
/** The newest calls, as far back as a refresh reads them, and some more. */
const NEWEST_MS = 20 * 60_000;
const NOW = Date.UTC(2026, 9, 31, 12);
const REFRESHES = 12;
const COLD_RUNS = 3;

const QUERIES: readonly (readonly [string, object, number])[] = [
  ['hourly trend, 30 days', { kind: 'trend', bucket: '1h' }, DAYS],
  ['distribution, 30 days', { kind: 'distribution' }, DAYS],
  ['ratio by trunk, 7 days', { kind: 'ratio', ratios: ['ASR'], over: 'range', splitBy: ['trunk'] }, 7],
  ['comparison of a day with the week before', { kind: 'comparison', against: { type: 'shift', by: '7d' } }, 1],
  ['distribution, the last hour', { kind: 'distribution' }, 1 / 24],
];

/** @param callsPerDay of the whole cluster */
export async function benchScale(callsPerDay: number): Promise<void> {
  const server = await startClickHouse();
  try {
    const rows = await makeRecords(server, callsPerDay);
    process.stdout.write(
      `${callsPerDay} calls a day on one server: a rollup of ${DAYS} days by minute, ${CODES.length} codes and ${TRUNKS} trunks (${rows.rollup} rows), ` +
        `and the ${rows.calls} calls of the last ${NEWEST_MS / 60_000} minutes\n`
    );
    process.stdout.write(`${(await measure(sourceOf(server))).join('\n')}\n`);
  } finally {
    await server.remove();
  }
}

async function makeRecords(server: ClickHouseServer, callsPerDay: number): Promise<{ rollup: number; calls: number }> {
  const minutes = DAYS * 1440;
  const entries = TRUNKS * CODES.length;
  const calls = Math.round((callsPerDay / DAY_MS) * NEWEST_MS);
  const codes = `[${CODES.join(', ')}]`;
  const first = Math.floor((NOW - DAYS * DAY_MS) / 1000);
  for (const statement of [
    `create table calls_per_minute (bucket DateTime('UTC') codec(Delta, ZSTD(1)), code UInt16 codec(T64, ZSTD(1)), trunk LowCardinality(String), calls UInt64 codec(T64, ZSTD(1)))
      engine = SummingMergeTree(calls) partition by toYYYYMM(bucket) order by (bucket, code, trunk)`,
    `insert into calls_per_minute select toDateTime(${first} + intDiv(number, ${entries}) * 60, 'UTC'), ${codes}[number % ${CODES.length} + 1],
      concat('trunk-', toString(intDiv(number, ${CODES.length}) % ${TRUNKS})), ${Math.round(callsPerDay / 1440 / entries)} from numbers(${minutes * entries})`,
    'optimize table calls_per_minute final',
    `create table calls (start_time DateTime64(3, 'UTC') codec(Delta, ZSTD(1)), sip_code UInt16 codec(T64, ZSTD(1)), call_id String codec(ZSTD(1)), trunk LowCardinality(String))
      engine = MergeTree partition by toYYYYMM(start_time) order by (toStartOfHour(start_time), trunk, sip_code)`,
    `insert into calls select fromUnixTimestamp64Milli(toInt64(${NOW - NEWEST_MS} + intDiv(number * ${NEWEST_MS}, ${calls})), 'UTC'), ${codes}[cityHash64(number) % ${CODES.length} + 1],
      concat('call-', toString(number)), concat('trunk-', toString(cityHash64(number + 1) % ${TRUNKS})) from numbers(${calls})`,
    'optimize table calls final',
  ]) {
    await server.query(statement);
  }
  return { rollup: minutes * entries, calls };
}

function sourceOf(server: ClickHouseServer): BenchSource {
  const rollup = { table: 'calls_per_minute', bucket: '1m', dimensions: ['trunk'] };
  const jsonData = { engine: 'clickhouse', tlsMode: 'disable', layout: 'calls', rollup };
  return { url: server.url, user: server.user, database: server.database, password: server.password, jsonData };
}

async function measure(source: BenchSource): Promise<string[]> {
  const lines = ['| query until now | nothing kept | refreshed 5 s later |', '| --- | --- | --- |'];
  for (const [name, query, days] of QUERIES) {
    let now = NOW;
    const handlers = createHandlers({ GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '600' }, () => now);
    const run = (fresh: boolean) =>
      time(() => ask(handlers, contextFor(source), { ...query, fresh }, { from: now - days * DAY_MS, to: now }));
    const [cold, refreshed]: [number[], number[]] = [[], []];
    await run(true);
    for (let again = 0; again < COLD_RUNS; again++) {
      cold.push(await run(true));
    }
    await run(false);
    await run(false);
    for (let refresh = 0; refresh < REFRESHES; refresh++) {
      now += 5_000;
      refreshed.push(await run(false));
    }
    await handlers.close();
    lines.push(`| ${name} | ${median(cold).toFixed(0)} ms | ${median(refreshed).toFixed(0)} ms |`);
  }
  return lines;
}
