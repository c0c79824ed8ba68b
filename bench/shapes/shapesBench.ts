/**
 * How fast files of each shape are read, next to the same calls as plain CSV in the same run: from opening the data source until the
 * answer to its first question.
 */
import { DuckDBInstance } from '@duckdb/node-api';
import { realpathSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openStore } from '../../src/backend/stores/open';
import { parseSettings } from '../../src/domain/settings';
import { median } from '../measure';
import { PLAIN, type Shape, SHAPES } from './shapes';
import { type WrittenShape, writeShape } from './writeShape';

const MEMORY_LIMIT_MB = 1024;
const NEVER = new AbortController().signal;

export interface ShapesOptions {
  readonly megabytes: number;
  readonly runs: number;
  /** A part of the name of the shapes that are measured. */
  readonly only: string;
  readonly makeOnly: boolean;
}

export async function benchShapes({ megabytes, runs, only, makeOnly }: ShapesOptions): Promise<void> {
  const root = path.resolve(`.build/bench/shapes-${megabytes}`);
  const chosen = SHAPES.filter(({ name }) => name.includes(only));
  const written = await makeShapes(root, [...new Set([PLAIN, ...chosen])], megabytes * 1_000_000);
  if (makeOnly) {
    return;
  }
  const plainFacts = factsOf(written, PLAIN);
  process.stdout.write(
    `\n| ${megabytes} MB of | MB/s | rows/s | CSV in turn, MB/s | ratio | processor time, times that of CSV |\n${'| --- '.repeat(6)}|\n`
  );
  await readOnce(root, PLAIN, plainFacts);
  for (const shape of chosen) {
    const facts = factsOf(written, shape);
    const [ours, plain]: [Reading[], Reading[]] = [[], []];
    for (let run = 0; run < runs; run++) {
      plain.push(await readOnce(root, PLAIN, plainFacts));
      ours.push(await readOnce(root, shape, facts));
    }
    const [rate, plainRate] = [facts.bytes / 1_000_000 / secondsOf(ours), plainFacts.bytes / 1_000_000 / secondsOf(plain)];
    const work = (processorSecondsOf(ours) / facts.bytes / processorSecondsOf(plain)) * plainFacts.bytes;
    process.stdout.write(
      `| ${shape.name} | ${rate.toFixed(1)} | ${Math.round(facts.rows / secondsOf(ours)).toLocaleString('en-US')} | ${plainRate.toFixed(1)} | ${(rate / plainRate).toFixed(2)} | ${work.toFixed(2)} |\n`
    );
  }
}

/** Seconds by the clock and of the processors. */
interface Reading {
  readonly seconds: number;
  readonly processorSeconds: number;
}

const secondsOf = (readings: readonly Reading[]) => median(readings.map(({ seconds }) => seconds));
const processorSecondsOf = (readings: readonly Reading[]) => median(readings.map(({ processorSeconds }) => processorSeconds));
const folderOf = (shape: Shape) => String(SHAPES.indexOf(shape)).padStart(2, '0');

function factsOf(written: ReadonlyMap<Shape, WrittenShape>, shape: Shape): WrittenShape {
  const facts = written.get(shape);
  if (facts === undefined) {
    throw new Error(`${shape.name} is not written`);
  }
  return facts;
}

async function makeShapes(root: string, shapes: readonly Shape[], bytes: number): Promise<Map<Shape, WrittenShape>> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '2GB' });
  const connection = await instance.connect();
  const written = new Map<Shape, WrittenShape>();
  for (const shape of shapes) {
    written.set(shape, await writeShape(connection, shape, path.join(root, folderOf(shape)), bytes));
  }
  connection.closeSync();
  instance.closeSync();
  return written;
}

/** Throws where the calls are not those that were written. */
async function readOnce(root: string, shape: Shape, { rows }: WrittenShape): Promise<Reading> {
  const { settings } = parseSettings({ version: 1, engine: 'files', path: folderOf(shape), layout: 'calls', ...shape.settings });
  const environment = {
    recordsDir: realpathSync(root),
    memoryLimitMb: MEMORY_LIMIT_MB,
    threads: os.availableParallelism(),
    longestQueryMs: 600_000,
  };
  const [started, used] = [performance.now(), process.cpuUsage()];
  const store = await openStore(settings, { url: '', user: '', database: '', secureJsonData: {} }, environment);
  const answer = await store.ask({ kind: 'counts', range: null, filters: [], grid: null, split: null }, NEVER);
  const seconds = (performance.now() - started) / 1_000;
  const { user, system } = process.cpuUsage(used);
  const { unread } = await store.ask({ kind: 'extent' }, NEVER);
  await store.close();
  const calls = answer.calls.reduce((sum, count) => sum + count, 0);
  const { torn = 0, rowsOfCall = 1 } = shape;
  if (calls !== Math.ceil((rows - torn) / rowsOfCall) || unread.rows !== torn) {
    throw new Error(`${shape.name}: ${rows} rows were written, ${calls} calls were read; unread: ${JSON.stringify(unread)}`);
  }
  return { seconds, processorSeconds: (user + system) / 1_000_000 };
}
