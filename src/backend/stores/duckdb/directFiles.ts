import { sql } from 'kysely';
import { CallResultError } from '../../../domain/errors';
import type { CallTime } from '../../../domain/callTimes';
import type { Layout } from '../../../domain/layouts/layout';
import type { CallResultSettings } from '../../../domain/settings';
import { refuseMissingAttempts } from '../sql/records/recordColumns';
import { DamagedFiles } from './damagedFiles';
import { openDirectCalls } from './directCalls';
import type { DuckDbEngine } from './engine';
import { lacksRoom } from './engineError';
import type { OpenedFiles } from './openedFiles';
import type { RecordFile } from './recordFile';

/** Files that are asked where they are; `files` are those that are not known to be damaged. */
export interface OpenedDirectly extends OpenedFiles {
  readonly files: readonly RecordFile[];
}

/** The Parquet files of a data source, asked where they are by one view. */
export class DirectFiles {
  private readonly schema: string;
  private isMade = false;
  private readonly damaged: DamagedFiles;

  constructor(
    private readonly engine: DuckDbEngine,
    private readonly of: { readonly settings: CallResultSettings; readonly layout: Layout; readonly callTime: CallTime }
  ) {
    this.schema = engine.freshName();
    this.damaged = new DamagedFiles(engine);
  }

  /** Null if the files have to be imported: those of another kind, or all of them damaged. */
  async open(files: readonly RecordFile[], signal: AbortSignal): Promise<OpenedDirectly | null> {
    if (files.some(({ format }) => format !== 'parquet') || this.of.layout.merge !== null) {
      return null;
    }
    this.damaged.keepOnly(files);
    const whole = files.filter((file) => !this.damaged.isDamaged(file));
    try {
      return whole.length === 0 ? null : await this.openWhole(whole, files, signal);
    } catch (error) {
      if (!(error instanceof CallResultError) || error.kind === 'cancelled') {
        throw error;
      }
      // Importing looks at each file separately, and counts those it cannot read.
      return (await this.isDamageOf(whole, error, signal)) ? this.open(files, signal) : null;
    }
  }

  /** Whether a statement failed since some of the files that it read are damaged; they are known from then on. */
  async isDamageOf(files: readonly RecordFile[], error: CallResultError, signal: AbortSignal): Promise<boolean> {
    if (error.kind !== 'store' || lacksRoom(error)) {
      return false;
    }
    await this.damaged.examine(files, signal);
    return files.some((file) => this.damaged.isDamaged(file));
  }

  async close(): Promise<void> {
    if (this.isMade) {
      await this.engine.run(sql`drop schema if exists ${sql.id('memory', this.schema)} cascade`, new AbortController().signal);
    }
  }

  private async openWhole(whole: readonly RecordFile[], all: readonly RecordFile[], signal: AbortSignal): Promise<OpenedDirectly | null> {
    const { layout } = this.of;
    if (!this.isMade) {
      await this.engine.run(sql`create schema if not exists ${sql.id('memory', this.schema)}`, signal);
      this.isMade = true;
    }
    const direct = await openDirectCalls(this.engine, sql.id('memory', this.schema, 'calls'), whole, this.of, signal);
    return (
      direct && {
        files: whole,
        sourceOf: (unit) => (refuseMissingAttempts(layout, unit, true), direct.source),
        rows: () => [
          {
            table: layout.tables[0]?.name ?? '',
            source: direct.source,
            byTime: direct.source.time,
            inserted: null,
            recordNumber: layout.recordNumber === undefined ? null : 'unknown',
          },
        ],
        unread: [...this.damaged.unread(all), ...direct.unread],
        doubts: direct.doubts,
        types: direct.types,
      }
    );
  }
}
