/**
 * `npm run bench [-- --engine files|postgres|mysql|clickhouse [--rows n]]`: how long the plugin takes, next to the engine's own
 * best statements in the same run. `npm run bench -- refresh [--engine files|postgres]`: what a wall of panels costs. Absolute numbers depend on the machine; the ratios are what counts.
 */
import os from 'node:os';
import { parseArgs } from 'node:util';
import { benchClickHouse } from './clickhouse/clickHouseBench';
import { benchFiles } from './filesBench';
import { benchMysql } from './mysql/mysqlBench';
import { benchPostgres } from './postgres/postgresBench';
import { benchRefresh } from './refresh/refreshBench';
import { ROWS } from './sampleOfTenMillion';

const BENCHES: Readonly<Record<string, (rows: number) => Promise<void>>> = {
  files: benchFiles,
  postgres: benchPostgres,
  mysql: benchMysql,
  clickhouse: benchClickHouse,
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { engine: { type: 'string', default: 'files' }, rows: { type: 'string', default: String(ROWS) } },
  });
  const bench = BENCHES[values.engine];
  if (bench === undefined) {
    throw new Error(`--engine ${values.engine}: there are ${Object.keys(BENCHES).join(', ')}.`);
  }
  const load = os.loadavg()[0] ?? 0;
  process.stdout.write(
    `${os.cpus()[0]?.model ?? 'processor'}, ${os.availableParallelism()} threads, Node ${process.version}, load ${load.toFixed(1)} before the run, medians\n`
  );
  const rows = Number(values.rows);
  const [what] = positionals;
  if (what !== undefined && what !== 'refresh') {
    throw new Error(`${what}: there is refresh.`);
  }
  await (what === undefined ? bench(rows) : benchRefresh(values.engine, rows));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
