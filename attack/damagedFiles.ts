import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { inDuckDb, writeParquet } from '../test/support/duckdb';
import { Random } from '../test/engines/truth/random';
import { type AttackPlan, inFlight } from './clients';
import { countedCalls } from './countedCalls';
import { type Faults, WatchedPlugin } from './watchedPlugin';

const CLIENTS = 6;
const ROWS = 60;
const FIRST = Date.parse('2026-11-20T00:00:00Z');
const GOOD = 'start_time,sip_code,trunk\n2026-11-20 08:00:00,200,sound\n';
/** Damaged files that are beside one sound file. */
const IN_FOLDER = 6;
/** Save & test reads the same once more, and takes longer. */
const TESTED = 0.2;

export interface FileFigures {
  readonly files: number;
  readonly folders: number;
  /** Folders whose sound file was counted. */
  readonly answered: number;
  readonly memoryMb: number | null;
  readonly seconds: number;
  readonly starts: number;
  readonly faults: Faults;
}

/** Damaged files of every kind, each beside a sound one, against the plugin's process. */
export async function attackFiles(plan: AttackPlan): Promise<FileFigures> {
  const root = mkdtempSync(path.join(tmpdir(), 'attacked-'));
  const sound = [...(await soundFiles(root))];
  const plugin = new WatchedPlugin({ GF_PLUGIN_RECORDS_DIR: root, GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '60' });
  const began = performance.now();
  const folders = Math.ceil(plan.count / IN_FOLDER);
  let answered = 0;
  await inFlight(CLIENTS, { ...plan, count: folders }, async (number) => {
    const random = new Random(plan.seed * 1_000_003 + number);
    const folder = `case${number}`;
    mkdirSync(path.join(root, folder));
    writeFileSync(path.join(root, folder, 'sound.csv'), GOOD);
    const names = Array.from({ length: IN_FOLDER }, (_, index) => {
      const [name, bytes] = random.pick(sound);
      writeFileSync(path.join(root, folder, `${index}${name}`), damaged(bytes, random));
      return name;
    });
    const isAnswered = await readAll(plugin, folder, `seed ${plan.seed}, folder ${number}: ${names.join(', ')}`, random);
    answered += isAnswered ? 1 : 0;
    rmSync(path.join(root, folder), { recursive: true });
  });
  const memoryMb = await plugin.memoryMb();
  const seconds = (performance.now() - began) / 1_000;
  await plugin.stop();
  rmSync(root, { recursive: true, force: true });
  return { files: folders * IN_FOLDER, folders, answered, memoryMb, seconds, starts: plugin.starts, faults: plugin.faults };
}

/** The sound file's call, and nothing else, has its trunk. */
async function readAll(plugin: WatchedPlugin, folder: string, what: string, random: Random): Promise<boolean> {
  const dataSource = { uid: folder, name: folder, jsonData: { version: 1, engine: 'files', layout: 'calls', path: folder } };
  const filters = [{ dimension: 'trunk', operator: '=', values: ['sound'] }];
  const asked = { refId: 'A', ...{ version: 1, kind: 'distribution', filters } };
  const request = { dataSource, queries: [asked], from: FIRST, to: FIRST + 864_000_000, intervalMs: 60_000, maxDataPoints: 100 };
  const [answer] = (await plugin.use(what, (running) => running.query(request))) ?? [];
  if (random.chance(TESTED)) {
    await plugin.use(what, (running) => running.checkHealth(dataSource));
  }
  if (answer === undefined) {
    return false;
  }
  const said = answer.error?.message.replaceAll(/case\d+/g, 'case').slice(0, 160) ?? '';
  if (answer.status !== 200) {
    plugin.faults.add(answer.status === 500 ? `status 500: ${said}` : `a sound file is hidden: ${said}`, what);
    return false;
  }
  const calls = countedCalls(answer.frames);
  if (calls !== 1) {
    plugin.faults.add(`${calls} calls of a sound file with one`, what);
  }
  return true;
}

async function soundFiles(root: string): Promise<Map<string, Buffer>> {
  const codes = [200, 486, 503];
  const at = (row: number) => new Date(FIRST + row * 60_000).toISOString();
  const rows = Array.from({ length: ROWS }, (_, row) => ({ start_time: at(row), sip_code: codes[row % 3], trunk: `t${row % 5}` }));
  const csv = `start_time,sip_code,trunk\n${rows.map((row) => Object.values(row).join()).join('\n')}\n`;
  const quoted = `start_time;sip_code;trunk\n${rows.map((row) => `"${row.start_time}";"${row.sip_code ?? ''}";"a ""${row.trunk}"""`).join('\n')}\n`;
  const lines = rows.map((row) => JSON.stringify(row)).join('\n');
  const select = `select timestamp '2026-11-20' + interval (n) minute as start_time, 200 + 286 * (n % 2) as sip_code, 't' || n % 5 as trunk from range(${ROWS}) r(n)`;
  const [parquet, database, packed] = ['sound.parquet', 'sound.duckdb', 'sound.csv.zst'].map((name) => path.join(root, name)) as [
    string,
    string,
    string,
  ];
  await writeParquet(parquet, select);
  await inDuckDb(`copy (${select}) to '${packed}' (format csv, header, compression zstd)`);
  await inDuckDb(`attach '${database}' as made`, `create table made.calls as ${select}`, 'detach made');
  const files: [string, Buffer][] = [
    ['a.csv', Buffer.from(csv)],
    ['b.csv', Buffer.from(quoted)],
    ['c.txt', Buffer.from(csv.replaceAll('\n', '\r'))],
    ['d.csv', Buffer.from(`\ufeff${csv}`, 'utf16le')],
    ['e.csv.gz', gzipSync(csv)],
    ['f.csv.zst', readFileSync(packed)],
    ['g.ndjson', Buffer.from(lines)],
    ['h.json', Buffer.from(JSON.stringify(rows))],
    ['i.json', Buffer.from(JSON.stringify({ value: { records: rows } }, null, 2))],
    ['j.ndjson.gz', gzipSync(lines)],
    ['k.parquet', readFileSync(parquet)],
    ['l.duckdb', readFileSync(database)],
  ];
  [parquet, database, packed].forEach((file) => rmSync(file));
  return new Map(files);
}

/** Cut, flipped, swapped, doubled, zeroed or mixed with noise. */
function damaged(sound: Buffer, random: Random): Buffer {
  let bytes = Buffer.from(sound);
  for (let times = random.whole(1, 3); times > 0 && bytes.length > 2; times--) {
    const [from, to] = [random.whole(0, bytes.length - 1), random.whole(0, bytes.length - 1)].sort((a, b) => a - b);
    const [start, end] = [from ?? 0, to ?? 0];
    switch (random.pick(['cut', 'head', 'flip', 'swap', 'double', 'zero', 'noise'])) {
      case 'cut':
        bytes = bytes.subarray(0, end);
        break;
      case 'head':
        bytes = bytes.subarray(start);
        break;
      case 'flip':
        for (let flips = random.whole(1, 20); flips > 0; flips--) {
          const at = random.whole(0, bytes.length - 1);
          bytes[at] = (bytes[at] ?? 0) ^ (1 << random.whole(0, 7));
        }
        break;
      case 'swap':
        bytes = Buffer.concat([bytes.subarray(end), bytes.subarray(start, end), bytes.subarray(0, start)]);
        break;
      case 'double':
        bytes = Buffer.concat([bytes.subarray(0, end), bytes.subarray(start)]);
        break;
      case 'zero':
        bytes.fill(0, start, Math.min(end, start + 4_096));
        break;
      case 'noise':
        for (let at = start; at < Math.min(end, start + 500); at++) {
          bytes[at] = random.whole(0, 255);
        }
        break;
    }
  }
  return bytes;
}
