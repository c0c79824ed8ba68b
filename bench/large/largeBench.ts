/**
 * One CSV file that is far larger than the memory: how long the built plugin reads it, and what it takes of memory and disk. The calls
 * that it counts are compared with those that were written.
 */
import { DuckDBInstance } from '@duckdb/node-api';
import { existsSync, mkdirSync, readdirSync, statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import { startPlugin } from '../../src/pluginHost/startPlugin';
import { executablePath } from '../../src/preview/executable';
import { decodeFrame } from '../../src/preview/frames/decodeFrame';
import { memory, processorMs } from '../measureProcess';
import { callRows, FIRST } from '../sampleOfTenMillion';

const GIGABYTE = 1_000_000_000;
/** Rows that tell how many make a file of the wanted size. */
const TRIED_ROWS = 1_000_000;
/** All calls are within so long. */
const YEARS = 10;
const LOOK_EVERY_MS = 500;
const ASK_EVERY_MS = 2_000;

export async function benchLarge(megabytes: number, memoryLimitMb: number): Promise<void> {
  const root = path.resolve(`.build/bench/large-${megabytes}`);
  const { rows, bytes } = await makeFile(root, megabytes * 1_000_000);
  const temporary = path.join(root, 'temporary');
  mkdirSync(temporary, { recursive: true });
  const plugin = await startPlugin(executablePath(process.cwd()), {
    env: {
      GF_PLUGIN_RECORDS_DIR: root,
      GF_PLUGIN_MEMORY_LIMIT_MB: String(memoryLimitMb),
      GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '600',
      TMPDIR: temporary,
    },
  });
  let most = 0;
  const looking = setInterval(() => (most = Math.max(most, bytesBelow(temporary))), LOOK_EVERY_MS);
  try {
    const dataSource = { uid: 'large', name: 'large', lastUpdatedMs: 1, jsonData: { version: 1, engine: 'files', path: 'records' } };
    const ask = async () => {
      const query = { refId: 'A', version: 1, kind: 'distribution' };
      const range = { from: FIRST, to: FIRST + YEARS * 365 * 86_400_000 };
      const [answer] = await plugin.query({ dataSource, queries: [query], ...range, intervalMs: 60_000, maxDataPoints: 1_000 });
      return answer;
    };
    const began = performance.now();
    let answer = await ask();
    // An import that takes longer than a query may wait goes on, and the query says how far it is.
    while (answer?.error?.message.includes('being imported') === true) {
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
      answer = await ask();
    }
    const seconds = (performance.now() - began) / 1_000;
    if (answer === undefined || answer.error !== null) {
      throw new Error(answer?.error?.message ?? 'no answer');
    }
    const again = performance.now();
    await ask();
    process.stdout.write(
      [
        `${(bytes / GIGABYTE).toFixed(1)} GB, ${rows.toLocaleString('en-US')} rows, memory_limit_mb = ${memoryLimitMb}`,
        `first answer after ${seconds.toFixed(0)} s (${(bytes / 1_000_000 / seconds).toFixed(1)} MB/s), ${(processorMs(plugin.pid) / 1_000).toFixed(0)} s of processor time`,
        `the same again: ${((performance.now() - again) / 1_000).toFixed(2)} s`,
        `memory of the process: at most ${memory(plugin.pid, 'VmHWM')} MB, now ${memory(plugin.pid, 'VmRSS')} MB`,
        `temporary files: at most ${(most / GIGABYTE).toFixed(2)} GB, now ${(bytesBelow(temporary) / GIGABYTE).toFixed(2)} GB`,
        '',
      ].join('\n')
    );
    const calls = answer.frames
      .flatMap((frame) => decodeFrame(frame).data?.values ?? [])
      .reduce((sum, [value]) => sum + Number(value ?? 0), 0);
    if (calls !== rows) {
      throw new Error(`${rows} rows were written, ${calls} calls were counted`);
    }
  } finally {
    clearInterval(looking);
    await plugin.stop();
  }
}

async function makeFile(root: string, wanted: number): Promise<{ rows: number; bytes: number }> {
  const folder = path.join(root, 'records');
  const [tried, file] = [path.join(root, 'tried.csv'), path.join(folder, 'calls.csv')];
  mkdirSync(folder, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '1GB' });
  const connection = await instance.connect();
  const write = (rows: number, to: string) => connection.run(`copy (${callRows(rows)}) to '${to}' (header)`);
  await write(TRIED_ROWS, tried);
  const rows = Math.round((wanted / statSync(tried).size) * TRIED_ROWS);
  if (!existsSync(file)) {
    const { bavail, bsize } = statfsSync(root);
    if (bavail * bsize < 2 * wanted) {
      throw new Error(`${root} needs ${(2 * wanted) / GIGABYTE} GB of free space`);
    }
    process.stdout.write(`Making ${rows.toLocaleString('en-US')} rows …\n`);
    await write(rows, file);
  }
  connection.closeSync();
  instance.closeSync();
  return { rows, bytes: statSync(file).size };
}

function bytesBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + (statSync(path.join(parentPath, name), { throwIfNoEntry: false })?.size ?? 0), 0);
}
