/**
 * How long the plugin takes to import a CSV file, next to DuckDB's own `create table … as select * from read_csv(…)` of the same file in the same
 * process and run: rows of `calls`, and rows of Kamailio's `acc`, which the plugin merges into calls. Both write a database file, with the same
 * memory and threads.
 */
import { DuckDBInstance } from '@duckdb/node-api';
import { existsSync, mkdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openStore } from '../../src/backend/stores/open';
import { parseSettings } from '../../src/domain/settings';
import { median } from '../measure';
import { accountingRows, callRows } from '../sampleOfTenMillion';

const MEMORY_LIMIT_MB = 1024;
const NEVER = new AbortController().signal;
/** Rows of `acc` that a call has in the sample. */
const ROWS_OF_A_CALL = 3;

interface ImportSample {
  readonly name: string;
  readonly layout: 'calls' | 'kamailio';
  readonly file: string;
  readonly select: (rows: number) => string;
  readonly callsOf: (rows: number) => number;
}

const SAMPLES: readonly ImportSample[] = [
  { name: 'rows of `calls`', layout: 'calls', file: 'calls/calls.csv', select: callRows, callsOf: (rows) => rows },
  {
    name: 'rows of `acc`, merged',
    layout: 'kamailio',
    file: 'kamailio/acc.csv',
    select: accountingRows,
    callsOf: (rows) => Math.ceil(rows / ROWS_OF_A_CALL),
  },
];

/** Seconds by the clock and of the processors. */
interface Taken {
  readonly seconds: number;
  readonly processorSeconds: number;
}

export async function benchImport(rows: number, runs: number): Promise<void> {
  const root = path.resolve(`.build/bench/import-${rows}`);
  await makeFiles(root, rows);
  process.stdout.write(
    `\n| ${rows.toLocaleString('en-US')} | DuckDB's read_csv | plugin | read_csv / plugin | processor time, DuckDB | plugin | ratio |\n${'| --- '.repeat(7)}|\n`
  );
  for (const sample of SAMPLES) {
    const [theirs, ours]: [Taken[], Taken[]] = [[], []];
    for (let run = 0; run < runs; run++) {
      theirs.push(await readByDuckDb(root, sample, rows));
      ours.push(await readByPlugin(root, sample, rows));
    }
    const clock = (taken: readonly Taken[]) => median(taken.map(({ seconds }) => seconds));
    const processor = (taken: readonly Taken[]) => median(taken.map(({ processorSeconds }) => processorSeconds));
    const columns = [clock, processor].flatMap((of) => [
      `${of(theirs).toFixed(2)} s`,
      `${of(ours).toFixed(2)} s`,
      (of(theirs) / of(ours)).toFixed(2),
    ]);
    const megabytes = Math.round(statSync(path.join(root, sample.file)).size / 1_000_000);
    process.stdout.write(`| ${[`${sample.name}, ${megabytes} MB`, ...columns].join(' | ')} |\n`);
  }
}

async function makeFiles(root: string, rows: number): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '2GB' });
  const connection = await instance.connect();
  for (const { file, select } of SAMPLES) {
    const target = path.join(root, file);
    if (!existsSync(target)) {
      mkdirSync(path.dirname(target), { recursive: true });
      process.stdout.write(`Making ${file}, ${rows.toLocaleString('en-US')} rows …\n`);
      await connection.run(`copy (${select(rows)}) to '${target}' (header)`);
    }
  }
  connection.closeSync();
  instance.closeSync();
}

async function readByDuckDb(root: string, { name, file }: ImportSample, rows: number): Promise<Taken> {
  const database = path.join(root, 'read.duckdb');
  rmSync(database, { force: true });
  const instance = await DuckDBInstance.create(database, {
    memory_limit: `${MEMORY_LIMIT_MB}MB`,
    threads: String(os.availableParallelism()),
  });
  const connection = await instance.connect();
  try {
    const taken = await timed(() => connection.run(`create table records as select * from read_csv('${path.join(root, file)}')`));
    const counted = (await connection.runAndReadAll('select count(*) from records')).getRows()[0]?.[0];
    refuseOthers(`DuckDB, ${name}`, rows, Number(counted));
    return taken;
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(database, { force: true });
  }
}

/** From opening the data source until the answer to its first question. */
async function readByPlugin(root: string, { name, layout, file, callsOf }: ImportSample, rows: number): Promise<Taken> {
  const { settings } = parseSettings({ version: 1, engine: 'files', path: file, layout });
  const environment = {
    recordsDir: realpathSync(root),
    memoryLimitMb: MEMORY_LIMIT_MB,
    threads: os.availableParallelism(),
    longestQueryMs: 3_600_000,
  };
  const ask = async () => {
    const store = await openStore(settings, { url: '', user: '', database: '', secureJsonData: {} }, environment);
    return { store, answer: await store.ask({ kind: 'counts', range: null, filters: [], grid: null, split: null }, NEVER) };
  };
  let asked: Awaited<ReturnType<typeof ask>> | null = null;
  const taken = await timed(async () => (asked = await ask()));
  const { store, answer } = asked!;
  const { unread } = await store.ask({ kind: 'extent' }, NEVER);
  await store.close();
  const calls = answer.calls.reduce((sum, count) => sum + count, 0);
  refuseOthers(name, callsOf(rows), calls);
  refuseOthers(`unreadable ${name}`, 0, unread.rows);
  return taken;
}

async function timed(work: () => Promise<unknown>): Promise<Taken> {
  const [started, used] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(used);
  return { seconds: (performance.now() - started) / 1_000, processorSeconds: (user + system) / 1_000_000 };
}

function refuseOthers(of: string, expected: number, counted: number): void {
  if (counted !== expected) {
    throw new Error(`${of}: ${expected} were written, ${counted} were counted`);
  }
}
