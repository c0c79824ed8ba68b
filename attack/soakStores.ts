import { createWriteStream, promises as fs, createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import { Semaphore } from '../src/backend/concurrency/semaphore';
import type { DataSourceSettings } from '../src/pluginHost/messages';
import type { Random } from '../test/engines/truth/random';
import type { AddedCall, AttackedServer } from './attackedServers';
import { Truth } from './truth';

const NEVER = new AbortController().signal;
const CODES = [200, 200, 200, 486, 503];
const HOUR_MS = 3_600_000;
/** What is promised for the first answer after a trouble, and what a busy machine adds. */
const RECOVERY_MS = 4_000;
const MAX_DOWN_MS = 4_000;
const MAX_FILES = 8;
const HEADER = 'start_time,sip_code,trunk\n';

/** Where records arrive, late ones too, and what sometimes happens to it. */
export abstract class SoakStore {
  readonly truth = new Truth();
  upsets = 0;
  /** How often it failed though nobody disturbed it. */
  failures = 0;
  private readonly turn = new Semaphore(1);

  constructor(
    readonly name: string,
    readonly dataSource: DataSourceSettings
  ) {}

  abstract sessions(): Promise<number>;
  /** Whether it is there at all. */
  abstract isWell(): Promise<boolean>;
  protected abstract add(calls: readonly AddedCall[], random: Random): Promise<void>;
  protected abstract disturb(random: Random): Promise<void>;

  grow(random: Random): Promise<void> {
    return this.alone(() =>
      this.add(
        Array.from({ length: random.whole(1, 6) }, () => newCall(random)),
        random
      )
    );
  }

  upset(random: Random): Promise<void> {
    this.upsets++;
    return this.alone(() => this.disturb(random));
  }

  /** Nothing happens to it meanwhile. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.turn.run(NEVER, work);
  }
}

/** Most arrive at once, some within the settle time, and a few hours late. */
function newCall(random: Random): AddedCall {
  const lateMs = random.chance(0.7) ? 0 : random.chance(0.9) ? random.whole(0, 80_000) : random.whole(HOUR_MS, 20 * HOUR_MS);
  return { start: Date.now() - lateMs, code: random.pick(CODES) };
}

/** A database, which is killed, frozen or cut off sometimes. */
export class DatabaseStore extends SoakStore {
  constructor(private readonly attacked: AttackedServer) {
    super(attacked.engine, attacked.dataSources.network);
  }

  sessions(): Promise<number> {
    return this.attacked.sessions();
  }

  isWell(): Promise<boolean> {
    return this.sessions().then(
      () => true,
      () => false
    );
  }

  protected async add(calls: readonly AddedCall[]): Promise<void> {
    try {
      await this.truth.write(calls, 'table', () => this.attacked.insert(calls));
    } catch {
      // Whether they were written nobody knows; the server itself has failed.
      this.failures++;
      await this.truth.during(() => this.startAgain(), RECOVERY_MS);
    }
  }

  private async startAgain(): Promise<void> {
    await this.attacked.server.kill();
    await this.attacked.server.start();
  }

  protected disturb(random: Random): Promise<void> {
    const { server, network } = this.attacked;
    const downMs = random.whole(0, MAX_DOWN_MS);
    const trouble = random.pick(['kill', 'freeze', 'hold', 'cut']);
    return this.truth.during(async () => {
      switch (trouble) {
        case 'kill':
          await server.kill();
          await sleep(downMs);
          return server.start();
        case 'freeze':
          server.freeze();
          await sleep(downMs);
          return server.thaw();
        case 'hold':
          network.trouble = 'hold';
          await sleep(downMs);
          return network.heal();
        case 'cut':
          return network.cut();
      }
    }, RECOVERY_MS);
  }
}

/** Files that grow and are rotated, truncated, packed and removed. */
export class FilesStore extends SoakStore {
  private readonly current: string;
  private readonly rotated: string[] = [];
  private rotations = 0;

  private constructor(private readonly folder: string) {
    super('files', { uid: 'files', name: 'files', jsonData: { version: 1, engine: 'files', layout: 'calls' } });
    this.current = path.join(folder, 'calls.csv');
  }

  static async in(folder: string): Promise<FilesStore> {
    const store = new FilesStore(folder);
    await fs.writeFile(store.current, HEADER);
    return store;
  }

  sessions(): Promise<number> {
    return Promise.resolve(0);
  }

  isWell(): Promise<boolean> {
    return Promise.resolve(true);
  }

  protected add(calls: readonly AddedCall[], random: Random): Promise<void> {
    const text = calls.map(({ start, code }) => `${new Date(start).toISOString()},${code},t${start % 5}\n`).join('');
    return this.truth.write(calls, this.current, async () => {
      // Whoever writes a file may be interrupted in the middle of a line.
      const torn = random.chance(0.3) ? random.whole(0, text.length) : 0;
      await fs.appendFile(this.current, text.slice(0, torn));
      await sleep(torn === 0 ? 0 : random.whole(0, 200));
      await fs.appendFile(this.current, text.slice(torn));
    });
  }

  protected disturb(random: Random): Promise<void> {
    const oldest = this.rotated[0];
    return this.truth.during(async () => {
      if (oldest !== undefined && this.rotated.length >= MAX_FILES) {
        await fs.rm(oldest);
        this.truth.remove(oldest);
        this.rotated.shift();
      } else if (oldest?.endsWith('.csv') === true && random.chance(0.3)) {
        await this.pack(oldest);
      } else {
        await this.rotate(random.chance(0.5));
      }
    });
  }

  private async rotate(copies: boolean): Promise<void> {
    const rotated = path.join(this.folder, `calls-${String(++this.rotations).padStart(4, '0')}.csv`);
    if (copies) {
      await fs.copyFile(this.current, rotated);
      await fs.truncate(this.current, HEADER.length);
    } else {
      await fs.rename(this.current, rotated);
      await fs.writeFile(this.current, HEADER);
    }
    this.truth.move(this.current, rotated);
    this.rotated.push(rotated);
  }

  private async pack(file: string): Promise<void> {
    await pipeline(createReadStream(file), createGzip(), createWriteStream(`${file}.gz`));
    await fs.rm(file);
    this.truth.move(file, `${file}.gz`);
    this.rotated[0] = `${file}.gz`;
  }
}
