import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, promises as fs, statSync } from 'node:fs';
import path from 'node:path';

const STATE = 'state.json';
const HASH = /^[0-9a-f]{64}$/;
const UNFINISHED = '.unfinished';
/** What an unfinished copy is left for by a process that was killed. */
const UNFINISHED_AFTER_MS = 3_600_000;

/** A copy of what was imported: the state of the import as text, and the tables by their names. */
export interface CachedImport {
  readonly state: string;
  readonly tables: ReadonlyMap<string, string>;
}

/**
 * Keeps what data sources imported from files in a folder, so that it need not be imported again after a restart. Whatever is not as it was
 * written is thrown away.
 */
export class ImportCache {
  private readonly key: string;

  /** @param of what makes two imports the same, beside the program that imports */
  constructor(
    private readonly folder: string,
    private readonly limitBytes: number,
    of: unknown
  ) {
    const { size, mtimeMs } = statSync(process.execPath);
    this.key = createHash('sha256')
      .update(JSON.stringify([of, size, mtimeMs]))
      .digest('hex');
  }

  /** Null if there is none that can be relied upon. */
  async load(): Promise<CachedImport | null> {
    const place = path.join(this.folder, this.key);
    try {
      const text = await fs.readFile(path.join(place, STATE), 'utf8');
      const [hash, state = ''] = splitOnce(text);
      const lines = state.split('\n');
      const hashes = lines.slice(0, -1).map((line) => line.split(' '));
      if (hash !== hashOfText(this.key + state)) {
        throw new Error('the state is damaged');
      }
      const tables = new Map<string, string>();
      for (const [of = '', name = ''] of hashes) {
        const file = path.join(place, `${name}.parquet`);
        if ((await hashOfFile(file)) !== of) {
          throw new Error('a table is damaged');
        }
        tables.set(name, file);
      }
      await fs.utimes(place, new Date(), new Date());
      return { state: lines.at(-1) ?? '', tables };
    } catch {
      await this.discard();
      return null;
    }
  }

  async discard(): Promise<void> {
    await fs.rm(path.join(this.folder, this.key), { recursive: true, force: true });
  }

  /** @param write writes a table into a file */
  async save(state: string, names: readonly string[], write: (name: string, file: string) => Promise<void>): Promise<void> {
    const place = path.join(this.folder, `${randomUUID()}${UNFINISHED}`);
    await fs.mkdir(place, { recursive: true, mode: 0o700 });
    try {
      let text = '';
      for (const name of names) {
        const file = path.join(place, `${name}.parquet`);
        await write(name, file);
        text += `${await hashOfFile(file)} ${name}\n`;
      }
      text += state;
      await fs.writeFile(path.join(place, STATE), `${hashOfText(this.key + text)}\n${text}`, { mode: 0o600 });
      await this.discard();
      await fs.rename(place, path.join(this.folder, this.key));
      await this.makeRoom();
    } finally {
      await fs.rm(place, { recursive: true, force: true });
    }
  }

  /** Removes what was used least recently, until the rest is within the limit. */
  private async makeRoom(): Promise<void> {
    const kept = [];
    for (const name of await fs.readdir(this.folder)) {
      const place = path.join(this.folder, name);
      const { mtimeMs } = await fs.stat(place);
      if (name.endsWith(UNFINISHED) && Date.now() - mtimeMs > UNFINISHED_AFTER_MS) {
        await fs.rm(place, { recursive: true, force: true });
      } else if (HASH.test(name)) {
        kept.push({ place, mtimeMs, bytes: await sizeOf(place) });
      }
    }
    let bytes = kept.reduce((sum, one) => sum + one.bytes, 0);
    for (const oldest of kept.sort((one, other) => one.mtimeMs - other.mtimeMs)) {
      if (bytes <= this.limitBytes) {
        return;
      }
      await fs.rm(oldest.place, { recursive: true, force: true });
      bytes -= oldest.bytes;
    }
  }
}

function splitOnce(text: string): [string, string] {
  const end = text.indexOf('\n');
  return [text.slice(0, Math.max(0, end)), text.slice(end + 1)];
}

function hashOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function hashOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) {
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}

async function sizeOf(folder: string): Promise<number> {
  const sizes = await Promise.all((await fs.readdir(folder)).map(async (name) => (await fs.stat(path.join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
