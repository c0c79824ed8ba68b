import { sql } from 'kysely';
import { CallResultError } from '../../../domain/errors';
import type { DuckDbEngine } from './engine';
import { lacksRoom } from './engineError';
import { COLUMNS_OF_FILES_ONLY, enginePath } from './enginePath';
import type { RecordFile } from './recordFile';
import type { UnreadRows } from './unreadRows';

/** What an examination found of a file; null if it can be read. */
interface Examined {
  readonly version: string;
  readonly damage: string | null;
}

/**
 * Which Parquet files cannot be read, though they say what columns they have. They are all read only once a statement has
 * failed, which tells neither the file nor whether the others are whole.
 */
export class DamagedFiles {
  private readonly examined = new Map<string, Examined>();
  private examining: Promise<void> = Promise.resolve();

  constructor(private readonly engine: DuckDbEngine) {}

  /** Reads the files that have not been examined as they are now, each with every column; who comes meanwhile waits. */
  examine(files: readonly RecordFile[], signal: AbortSignal): Promise<void> {
    const examining = this.examining
      .catch(() => undefined)
      .then(async () => {
        for (const file of files) {
          await this.examineOne(file, signal);
        }
      });
    this.examining = examining;
    return examining;
  }

  /** Forgets files that are not there any more. */
  keepOnly(files: readonly RecordFile[]): void {
    const present = new Set(files.map(({ path }) => path));
    [...this.examined.keys()].filter((path) => !present.has(path)).forEach((path) => this.examined.delete(path));
  }

  isDamaged({ path, version }: RecordFile): boolean {
    const known = this.examined.get(path);
    return known !== undefined && known.version === version && known.damage !== null;
  }

  /** How the reader is told of those that are left out. */
  unread(files: readonly RecordFile[]): UnreadRows[] {
    return files
      .filter((file) => this.isDamaged(file))
      .map((file) => ({ reason: 'file that cannot be read', rows: 1, example: this.examined.get(file.path)?.damage ?? file.name }));
  }

  private async examineOne({ path, name, version }: RecordFile, signal: AbortSignal): Promise<void> {
    if (this.examined.get(path)?.version === version) {
      return;
    }
    let damage: string | null = null;
    try {
      await this.engine.run(sql`select bit_xor(hash(t)) from read_parquet(${enginePath(path)}, ${COLUMNS_OF_FILES_ONLY}) t`, signal);
    } catch (error) {
      if (!(error instanceof CallResultError) || error.kind !== 'store' || lacksRoom(error)) {
        throw error;
      }
      damage = `${name}: ${error.message}`;
    }
    this.examined.set(path, { version, damage });
  }
}
