/** What answers cost, and their refreshes, as calls and the values of a dimension grow. */
import { DuckDBInstance } from '@duckdb/node-api';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { startClickHouse } from '../../test/support/servers/clickHouseServer';
import { makeCalls } from '../clickhouse/sample';
import type { BenchSource } from '../questions';
import { type Measured, measurePanel, MONTH_MS, type Panel } from '../refresh/refreshes';
import { callRows } from '../sampleOfTenMillion';

const SIZES = [1_000_000, 10_000_000, 100_000_000];
const VALUES = [1, 10, 100, 1_000];
const CALLS_OF_VALUES = 10_000_000;
const TRUNKS = 12;

const OF_CALLS: readonly Panel[] = [
  { name: 'hourly trend', query: { kind: 'trend', bucket: '1h' } },
  { name: 'ratio by trunk', query: { kind: 'ratio', ratios: ['ASR'], over: 'range', splitBy: ['trunk'] } },
  { name: 'timing, p95 of the post-dial delay', query: { kind: 'timing', over: 'range' } },
];
const OF_VALUES: readonly Panel[] = [
  { name: 'hourly trend by trunk', query: { kind: 'trend', bucket: '1h', splitBy: ['trunk'] } },
  { name: 'ratio by trunk', query: { kind: 'ratio', ratios: ['ASR'], over: 'range', splitBy: ['trunk'] } },
];

interface Place {
  /** Calls of 30 days in place of those before. */
  open(rows: number, trunks: number): Promise<BenchSource>;
  close(): Promise<void>;
}

/** @param most calls that are made at most */
export async function benchGrowth(engine: string, most: number): Promise<void> {
  const folder = path.resolve('.build/bench');
  const place = await openPlace(engine, folder);
  const write = (text: string) => process.stdout.write(`${text}\n`);
  try {
    write(`| ${engine}, 30 days | calls | nothing kept | second time | refreshed 5 s later |\n| --- | --- | --- | --- | --- |`);
    const trend: (Measured & { readonly rows: number })[] = [];
    for (const rows of SIZES.filter((size) => size <= most)) {
      const source = await place.open(rows, TRUNKS);
      for (const panel of OF_CALLS) {
        const measured = await measurePanel(folder, source, panel, MONTH_MS);
        write(`| ${panel.name} | ${rows / 1e6} million | ${cells(measured)} |`);
        if (panel === OF_CALLS[0]) {
          trend.push({ ...measured, rows });
        }
      }
    }
    write(plot(engine, trend));
    const calls = Math.min(most, CALLS_OF_VALUES);
    write(`| ${engine}, ${calls / 1e6} million calls | values | nothing kept | second time | refreshed 5 s later |`);
    write('| --- | --- | --- | --- | --- |');
    for (const values of VALUES) {
      const source = await place.open(calls, values);
      for (const panel of OF_VALUES) {
        write(`| ${panel.name} | ${values} | ${cells(await measurePanel(folder, source, panel, MONTH_MS))} |`);
      }
    }
  } finally {
    await place.close();
  }
}

function cells({ cold, second, refreshed }: Measured): string {
  return `${cold.toFixed(0)} ms | ${second.toFixed(0)} ms | ${refreshed.toFixed(1)} ms`;
}

/** For a page of Markdown. */
function plot(engine: string, points: readonly (Measured & { readonly rows: number })[]): string {
  const list = (numberOf: (point: (typeof points)[number]) => string) => `[${points.map(numberOf).join(', ')}]`;
  return [
    '```mermaid',
    'xychart-beta',
    `  title "Hourly trend of 30 days, ${engine}: nothing kept (bars) and refreshed (line)"`,
    `  x-axis "million calls" ${list(({ rows }) => `"${rows / 1e6}"`)}`,
    '  y-axis "milliseconds"',
    `  bar ${list(({ cold }) => cold.toFixed(0))}`,
    `  line ${list(({ refreshed }) => refreshed.toFixed(1))}`,
    '```',
  ].join('\n');
}

async function openPlace(engine: string, folder: string): Promise<Place> {
  switch (engine) {
    case 'files':
      return { open: (rows, trunks) => makeParquet(folder, rows, trunks), close: () => Promise.resolve() };
    case 'clickhouse': {
      const server = await startClickHouse();
      return {
        open: async (rows, trunks) => {
          await server.query('drop table if exists calls sync');
          await makeCalls(server, rows, trunks);
          return { ...server, jsonData: { engine, tlsMode: 'disable', layout: 'calls' } };
        },
        close: () => server.remove(),
      };
    }
    default:
      throw new Error(`--engine ${engine}: growth measures files and clickhouse.`);
  }
}

async function makeParquet(folder: string, rows: number, trunks: number): Promise<BenchSource> {
  const name = `growth/${rows}-${trunks}`;
  const file = path.join(folder, name, 'calls.parquet');
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true });
    const instance = await DuckDBInstance.create(':memory:', { memory_limit: '4GB' });
    const connection = await instance.connect();
    await connection.run(`copy (${callRows(rows, { everyMs: MONTH_MS / rows, trunks })}) to '${file}' (format parquet)`);
    connection.closeSync();
    instance.closeSync();
  }
  return { url: '', user: '', database: '', password: '', jsonData: { engine: 'files', path: name, layout: 'calls' } };
}
