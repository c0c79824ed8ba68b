import type { DuckDBConnection } from '@duckdb/node-api';
import { createReadStream, createWriteStream, existsSync, mkdirSync, promises as fs } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Variables } from './documents';
import { PLAIN, type Rewrite, type Shape } from './shapes';

/** Rows that tell how many make a file of the wanted size. */
const TRIED_ROWS = 20_000;
const LINES_AT_ONCE = 1_000;

export interface WrittenShape {
  readonly rows: number;
  /** Unpacked. */
  readonly bytes: number;
}

/** Writes the records of a shape into a folder, about as many bytes as wanted, unless they are there from an earlier run. */
export async function writeShape(connection: DuckDBConnection, shape: Shape, folder: string, bytes: number): Promise<WrittenShape> {
  const facts = path.join(path.dirname(folder), `${path.basename(folder)}.facts.json`);
  if (existsSync(facts)) {
    return JSON.parse(await fs.readFile(facts, 'utf8')) as WrittenShape;
  }
  const tried = await bytesOf(connection, shape, TRIED_ROWS, folder);
  const rows = Math.round((bytes / tried) * TRIED_ROWS);
  const written = { rows, bytes: await bytesOf(connection, shape, rows, folder) };
  await write(connection, shape, rows, folder);
  await fs.writeFile(facts, JSON.stringify(written));
  return written;
}

/** How many bytes the rows have, not packed. */
async function bytesOf(connection: DuckDBConnection, shape: Shape, rows: number, folder: string): Promise<number> {
  const unpacked =
    shape.bytesOfCsv === true
      ? PLAIN
      : { ...shape, file: shape.file.replace(/\.(gz|zst)$/, ''), copy: shape.copy.replace(/, compression \w+/, '') };
  await write(connection, unpacked, rows, folder);
  let bytes = 0;
  for (const name of await fs.readdir(folder)) {
    bytes += (await fs.stat(path.join(folder, name))).size;
  }
  return bytes;
}

async function write(
  connection: DuckDBConnection,
  { file, select, copy, rewrite, document }: Shape,
  rows: number,
  folder: string
): Promise<void> {
  await fs.rm(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const target = path.join(folder, file);
  const written = rewrite === undefined && document === undefined ? target : `${folder}.written`;
  await connection.run(`copy (${select(rows)}) to '${written}' ${copy}`);
  if (document !== undefined) {
    let number = 0;
    for await (const line of createInterface({ input: createReadStream(written) })) {
      await fs.writeFile(path.join(folder, `${++number}${file}`), document(JSON.parse(line) as Variables));
    }
  } else if (rewrite !== undefined) {
    await rewriteLines(written, target, rewrite);
  }
  if (written !== target) {
    await fs.rm(written);
  }
}

async function rewriteLines(
  from: string,
  to: string,
  { before = '', line = (text) => text, between = '\n', after = between, encode }: Rewrite
): Promise<void> {
  const out = createWriteStream(to);
  const put = async (text: string) => {
    if (!out.write(encode === undefined ? text : encode(text))) {
      await new Promise<void>((resolve) => out.once('drain', () => resolve()));
    }
  };
  let [text, index] = [before, 0];
  for await (const read of createInterface({ input: createReadStream(from) })) {
    text += `${index === 0 ? '' : between}${line(read, index)}`;
    index++;
    if (index % LINES_AT_ONCE === 0) {
      await put(text);
      text = '';
    }
  }
  await put(text + after);
  await new Promise<void>((resolve) => out.end(() => resolve()));
}
