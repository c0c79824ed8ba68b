import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SAMPLE_DAYS } from './month';
import { sampleSql } from './sampleSql';

const DAY_MS = 86_400_000;
/** The month that the preview shows ends here; fixed, so that everyone sees the same numbers. */
const SAMPLE_END = Date.UTC(2026, 9, 31);

const FILE = 'calls.parquet';
/** Says what the file was made of; the leading dot keeps it from being taken for records. */
const STAMP = '.made-of';

export interface SampleOptions {
  /** End of the month, epoch milliseconds; cut to the begin of its day in UTC. */
  readonly end?: number;
  /** Called once, before the work begins; not at all if there is nothing to do. */
  readonly onStart?: () => void;
}

/**
 * Writes the sample (500,000 calls of a month, layout `calls`, one Parquet file) into a folder, unless it is there.
 * @returns the path of the file
 */
export async function generateSample(folder: string, { end = SAMPLE_END, onStart }: SampleOptions = {}): Promise<string> {
  const file = path.join(folder, FILE);
  const sql = sampleSql(Math.floor(end / DAY_MS - SAMPLE_DAYS) * DAY_MS);
  const wanted = createHash('sha256').update(sql).digest('hex');
  if (await isMadeOf(folder, wanted)) {
    return file;
  }
  onStart?.();
  await mkdir(folder, { recursive: true });
  const fresh = path.join(folder, `.${FILE}.${process.pid}`);
  try {
    await runSql(`COPY (${sql}) TO '${fresh.replaceAll("'", "''")}' (FORMAT parquet, COMPRESSION zstd)`);
    await rename(fresh, file);
  } finally {
    await rm(fresh, { force: true });
  }
  await writeFile(path.join(folder, STAMP), wanted);
  return file;
}

async function isMadeOf(folder: string, wanted: string): Promise<boolean> {
  try {
    await stat(path.join(folder, FILE));
    return (await readFile(path.join(folder, STAMP), 'utf8')) === wanted;
  } catch {
    return false;
  }
}

/** The engine is loaded only when it is needed: it costs more than the rest of a start. */
async function runSql(sql: string): Promise<void> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run(sql);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
