/**
 * `npm run bench [-- --engine files|postgres|mysql|clickhouse [--rows n]]`: how long the plugin takes, next to the engine's own
 * best statements in the same run. `npm run bench -- refresh [--engine files|postgres|mysql|clickhouse] [--layout calls|kamailio] [--rows n]`: what a wall of panels costs.
 * `npm run bench -- live [--rows n] [--minutes n]`: what live channels cost; `npm run bench -- dashboard`: what a dashboard costs that ten browsers refresh.
 * `npm run bench -- merged --engine postgres|mysql|clickhouse [--layout kamailio|fusionpbx] [--rows n]`: how fast databases make calls of accounting rows, and PostgreSQL of FusionPBX's legs.
 * `npm run bench -- shapes [--only text] [--megabytes n] [--runs n] [--make-only]`: how fast files of each shape are read.
 * `npm run bench -- import [--rows n] [--runs n]`: how fast CSV is imported, next to DuckDB's own `read_csv`.
 * `npm run bench -- growth [--engine files|clickhouse] [--rows n]`: what answers and refreshes cost of 1, 10 and 100 million calls, and of 1 to 1,000 values.
 * `npm run bench -- large [--megabytes n] [--memory n]`: what a file takes that is far larger than the memory.
 * `npm run bench -- rest [--rows n]`: memory at rest, with a full cache, on PostgreSQL.
 * `npm run bench -- scale [--rows n]`: what a refresh costs with a rollup and n calls a day (a billion unless set), in ClickHouse.
 * Absolute numbers depend on the machine; the ratios are what counts.
 */
import os from 'node:os';
import { parseArgs } from 'node:util';
import { benchClickHouse } from './clickhouse/clickHouseBench';
import { benchFiles } from './filesBench';
import { benchGrowth } from './growth/growthBench';
import { benchImport } from './import/importBench';
import { benchLarge } from './large/largeBench';
import { benchDashboard, benchLive } from './live/liveBench';
import { benchMerged } from './merged/mergedBench';
import { benchMysql } from './mysql/mysqlBench';
import { benchPostgres } from './postgres/postgresBench';
import { benchRefresh } from './refresh/refreshBench';
import { ROWS } from './sampleOfTenMillion';
import { benchRest } from './rest/restBench';
import { benchScale } from './scale/scaleBench';
import { benchShapes } from './shapes/shapesBench';

const BENCHES: Readonly<Record<string, (rows: number) => Promise<void>>> = {
  files: benchFiles,
  postgres: benchPostgres,
  mysql: benchMysql,
  clickhouse: benchClickHouse,
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      engine: { type: 'string', default: 'files' },
      rows: { type: 'string' },
      layout: { type: 'string' },
      only: { type: 'string', default: '' },
      megabytes: { type: 'string' },
      memory: { type: 'string', default: '1000' },
      runs: { type: 'string', default: '3' },
      minutes: { type: 'string', default: '10' },
      'make-only': { type: 'boolean', default: false },
    },
  });
  const { engine, layout = 'calls', only } = values;
  const rows = Number(values.rows ?? ROWS);
  const bench = BENCHES[engine];
  if (bench === undefined) {
    throw new Error(`--engine ${engine}: there are ${Object.keys(BENCHES).join(', ')}.`);
  }
  const load = os.loadavg()[0] ?? 0;
  process.stdout.write(
    `${os.cpus()[0]?.model ?? 'processor'}, ${os.availableParallelism()} threads, Node ${process.version}, load ${load.toFixed(1)} before the run, medians\n`
  );
  const [what = 'queries'] = positionals;
  const measures: Readonly<Record<string, () => Promise<void>>> = {
    queries: () => bench(rows),
    refresh: () => benchRefresh(engine, layout, rows),
    live: () => benchLive(rows, Number(values.minutes)),
    dashboard: () => benchDashboard(rows, Number(values.minutes)),
    import: () => benchImport(rows, Number(values.runs)),
    large: () => benchLarge(Number(values.megabytes ?? 10_000), Number(values.memory)),
    merged: () => benchMerged(engine, values.layout ?? 'kamailio', rows),
    rest: () => benchRest(Number(values.rows ?? 1_000_000)),
    scale: () => benchScale(Number(values.rows ?? 1_000_000_000)),
    growth: () => benchGrowth(engine, Number(values.rows ?? 100_000_000)),
    shapes: () =>
      benchShapes({ only, megabytes: Number(values.megabytes ?? 100), runs: Number(values.runs), makeOnly: values['make-only'] }),
  };
  const measure = measures[what];
  if (measure === undefined) {
    throw new Error(`${what}: there are ${Object.keys(measures).join(', ')}.`);
  }
  await measure();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
