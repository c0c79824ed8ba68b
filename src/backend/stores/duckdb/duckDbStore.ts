import { createHash } from 'node:crypto';
import { CallResultError } from '../../../domain/errors';
import { recordText } from '../../../domain/recordText';
import type { CallTime } from '../../../domain/callTimes';
import type { FilesSettings } from '../../../domain/settings';
import type { Layout } from '../../../domain/layouts/layout';
import { layoutOf } from '../../../domain/recordLayout';
import type { AskedRecords } from '../sql/answerRecords';
import { chosenCallTime } from '../sql/records/chosenCallTime';
import { describeColumns } from '../sql/records/columnNames';
import { type RecordsPlace, RecordsStore } from '../sql/recordsStore';
import { Semaphore } from '../../concurrency/semaphore';
import type { Unread } from '../answer';
import { orCancelled } from '../cancelled';
import type { Store, StoreEnvironment } from '../store';
import { DirectFiles } from './directFiles';
import { duckDbDialect } from './dialect';
import type { DuckDbEngine } from './engine';
import { engineFor } from './engineFor';
import { FileCopies } from './fileCopies';
import { fileColumns } from './fileColumns';
import { PIECE_SIZES, type PieceSizes } from './fileReading';
import { ImportedCalls } from './importedCalls';
import { ImportCache } from './importCache';
import { ImportProgress } from './importProgress';
import { importedRows, importedSource } from './importedSource';
import { misspeltFiles } from './misspeltFiles';
import type { OpenedFiles } from './openedFiles';
import type { RecordFile } from './recordFile';
import { refuseUnknownEncoding } from './textEncoding';
import { type FoundFiles, findRecordFiles, signatureOf } from './recordFiles';
import { lacksTemporarySpace } from './temporarySpace';
import { SmallFiles } from './smallFiles';
import type { UnreadRows } from './unreadRows';

/** Every question looks at a folder of so many files: that takes milliseconds. */
const MAX_FILES_LOOKED_AT = 200;
/** How long the list of more files is taken as it was at least before it is looked at again. */
const LOOK_AGAIN_MS = 1_000;
/** Looking at many thousands takes long: it takes this share of the time at most. */
const SHARE_OF_LOOKING = 0.2;
/** Files that are read one by one; each takes some 20 ms. */
const MAX_READ_SEPARATELY = 10_000;
const MAX_REASONS = 20;
/** Half of the engine's connections, so that one data source never takes all. */
export const MAX_STATEMENTS = 4;
const COUNTED_TWICE = 'calls count twice because a file is there twice; remove one of them';
/** Reading more takes long. */
const LONG_READING_BYTES = 8_000_000;
/** What was imported is kept again once so much of it is new. */
const SHARE_UNSAVED = 0.2;
/** How often those who wait for an import look how far it is. */
const WAITING_ENDS_EVERY_MS = 250;

/**
 * @param maxBytes how much may be imported; beyond it every question is refused
 * @param sizes of the pieces that text files are read in
 */
export function openDuckDbStore(settings: FilesSettings, environment: StoreEnvironment, maxBytes = Infinity, sizes = PIECE_SIZES): Store {
  refuseUnknownEncoding(settings.encoding);
  return new RecordsStore(new FolderOfFiles(settings, environment, maxBytes, sizes));
}

/** Call records in files, read by DuckDB inside this process. */
class FolderOfFiles implements RecordsPlace {
  readonly ages = { fresh: 0, usable: 0 };
  private readonly layout: Layout;
  private readonly callTime: CallTime;
  private imported: ImportedCalls | null = null;
  private direct: DirectFiles | null = null;
  private looked: { readonly found: FoundFiles; readonly until: number } | null = null;
  private readonly smallFiles: SmallFiles | null;
  private opened: { readonly signature: string; readonly records: AskedRecords } | null = null;
  private readonly fileCopies = new FileCopies();
  private readonly statements = new Semaphore(MAX_STATEMENTS);
  private readonly progress: ImportProgress;
  private cache: ImportCache | null = null;
  private saving: Promise<void> | null = null;
  private unsavedBytes = 0;

  constructor(
    private readonly settings: FilesSettings,
    private readonly environment: StoreEnvironment,
    private readonly maxBytes: number,
    private readonly sizes: PieceSizes
  ) {
    this.layout = layoutOf(settings);
    this.callTime = chosenCallTime(settings, this.layout);
    this.progress = new ImportProgress(this.layout.merge !== null);
    // What they hold is told by their names in UTF-8.
    this.smallFiles = settings.encoding === undefined && settings.header !== false ? new SmallFiles(this.layout) : null;
  }

  async columnTypes(signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
    if (this.opened !== null) {
      return new Map(this.opened.records.columns.map(({ column, type }) => [column, type]));
    }
    const { files } = await findRecordFiles(this.environment.recordsDir, this.settings.path, this.layout);
    return fileColumns(await engineFor(this.environment), files, { layout: this.layout, settings: this.settings }, signal);
  }

  async open(closing: AbortSignal, untilAnswered: () => Promise<void>): Promise<AskedRecords> {
    const found = await this.look();
    const signature = signatureOf(found);
    if (this.opened?.signature !== signature) {
      this.opened = null;
      await untilAnswered();
      this.opened = { signature, records: await this.readWithin(found, digestOf(signature), closing) };
    }
    return this.opened.records;
  }

  untilTooLong(signal: AbortSignal): Promise<never> {
    const { longestWaitMs = Infinity } = this.environment;
    const began = performance.now();
    return new Promise((_, reject) => {
      const timer = setInterval(() => {
        const refusal = this.progress.refusal(performance.now() - began, longestWaitMs);
        if (refusal !== null) {
          reject(refusal);
        }
      }, WAITING_ENDS_EVERY_MS);
      signal.addEventListener('abort', () => clearInterval(timer), { once: true });
    });
  }

  private async look(): Promise<FoundFiles> {
    const at = performance.now();
    const { looked } = this;
    if (looked !== null && at < looked.until) {
      return looked.found;
    }
    const all = await findRecordFiles(this.environment.recordsDir, this.settings.path, this.layout);
    const files = (await this.smallFiles?.together(all.files)) ?? all.files;
    if (files.length > MAX_READ_SEPARATELY) {
      throw new CallResultError(
        'settings',
        `path: "${this.settings.path}" has more than ${MAX_READ_SEPARATELY.toLocaleString('en-US')} files of call records that are not small CSV files with the same columns. Choose a folder with fewer files, or join them.`
      );
    }
    const found = { ...all, files };
    const pause = Math.max(LOOK_AGAIN_MS, (performance.now() - at) / SHARE_OF_LOOKING);
    this.looked = { found, until: all.files.length > MAX_FILES_LOOKED_AT ? at + pause : at };
    return found;
  }

  async close(untilAnswered: () => Promise<void>): Promise<void> {
    await untilAnswered();
    await this.saving;
    await this.imported?.close();
    await this.direct?.close();
  }

  /** Reads the files with the space that there is for all data sources; what this one had is given back where that is not enough. */
  private async readWithin(found: FoundFiles, version: string, closing: AbortSignal): Promise<AskedRecords> {
    const { space } = await engineFor(this.environment);
    try {
      return await space.within(closing, (signal) => this.read(found, version, signal));
    } catch (error) {
      if (lacksTemporarySpace(error)) {
        const imported = this.imported;
        this.imported = null;
        await imported?.close();
      }
      throw error;
    }
  }

  private async read({ files, skipped, leftOut }: FoundFiles, version: string, closing: AbortSignal): Promise<AskedRecords> {
    const { settings, layout } = this;
    const engine = await engineFor(this.environment);
    const direct = (this.direct ??= new DirectFiles(engine, { settings, layout, callTime: this.callTime }));
    const opened = await direct.open(files, closing);
    const { sourceOf, rows, unread, doubts, types } = opened ?? (await this.import(engine, files, closing));
    const copies = await this.countedTwice(files, closing);
    const imported = opened === null ? this.imported : null;
    imported?.isNow(version);
    const skippedRows = skipped.map(({ what, name, reason }) => ({ reason: `a skipped ${what}`, rows: 1, example: `${name}: ${reason}` }));
    return {
      dialect: duckDbDialect,
      version,
      ...(imported === null ? {} : { changes: (from: string, to: string) => imported.changesBetween(from, to) }),
      settings,
      layout,
      unread: { ...unreadOf([...unread, ...skippedRows, ...leftOut, ...copies]), ...(doubts.length === 0 ? {} : { doubts }) },
      origin: { records: rows().map(({ table }) => table), rollup: null },
      columns: describeColumns(settings, types),
      run: (statement, signal) =>
        orCancelled(
          signal,
          this.statements.run(signal, () => engine.run(statement, signal))
        ),
      tables: [],
      rowsOf: rows,
      ...(opened === null ? {} : { isOutdated: (error) => this.isOutdated(direct, opened.files, error, closing) }),
      calls: ({ unit = 'calls' }) => sourceOf(unit),
    };
  }

  /** Files that are there twice, where that makes calls count twice. */
  private async countedTwice(files: readonly RecordFile[], closing: AbortSignal): Promise<UnreadRows[]> {
    for (const [original, copy] of await this.fileCopies.among(files)) {
      if ((await this.imported?.hasUnmerged(copy, closing)) === true) {
        return [{ reason: COUNTED_TWICE, rows: 0, example: `${copy.name} is a copy of ${original.name}` }];
      }
    }
    return [];
  }

  private async import(engine: DuckDbEngine, files: readonly RecordFile[], closing: AbortSignal): Promise<OpenedFiles> {
    const { settings, layout } = this;
    const imported = (this.imported ??= await this.imports(engine, closing));
    const bytes = imported.bytesToRead(files);
    if (bytes > this.maxBytes) {
      throw new CallResultError(
        'query',
        `The files are larger than ${this.maxBytes / 1_000_000} MB, which is as much as is read for this.`
      );
    }
    await (bytes > LONG_READING_BYTES
      ? orCancelled(
          closing,
          this.progress.during(bytes, () => engine.longReadings.run(closing, () => imported.refresh(files, closing)))
        )
      : imported.refresh(files, closing));
    await this.save(imported, bytes, closing);
    return {
      sourceOf: (unit) => importedSource(imported, settings, layout, unit),
      rows: () => importedRows(imported, settings, layout),
      unread: [
        ...imported.unread,
        ...misspeltFiles(
          settings,
          files.map((file) => ({ name: file.name, columns: imported.columnsOf(file) }))
        ),
      ],
      doubts: imported.doubts,
      types: imported.columnTypes,
    };
  }

  /** What was imported before the process began is where it goes on. */
  private async imports(engine: DuckDbEngine, closing: AbortSignal): Promise<ImportedCalls> {
    const { settings, layout, callTime } = this;
    const imported = await ImportedCalls.create(engine, { settings, layout, callTime }, this.sizes, this.progress, closing);
    const { importCache, recordsDir } = this.environment;
    if (engine.cacheFolder !== null && importCache !== undefined && this.maxBytes === Infinity) {
      const of = { settings, layout, callTime, recordsDir };
      this.cache = new ImportCache(engine.cacheFolder, importCache.limitMb * 1_000_000, of);
      await imported.restore(this.cache, closing);
    }
    return imported;
  }

  /** Keeps what was imported once that is so much more that it would take long again; nobody waits until it is kept. */
  private async save(imported: ImportedCalls, bytes: number, closing: AbortSignal): Promise<void> {
    const { cache } = this;
    this.unsavedBytes += bytes;
    if (cache === null || this.saving !== null || this.unsavedBytes < Math.max(this.sizes.leastSaved, imported.bytes * SHARE_UNSAVED)) {
      return;
    }
    this.unsavedBytes = 0;
    await new Promise<void>((begun) => {
      // Without room for it, or when the data source is closed, it is imported again the next time.
      this.saving = imported
        .save(cache, begun, closing)
        .catch(() => undefined)
        .finally(() => {
          this.saving = null;
          begun();
        });
    });
  }

  /** Whether a statement failed since some of the files that it read have changed or are damaged; they are then opened again. */
  private async isOutdated(
    direct: DirectFiles,
    files: readonly RecordFile[],
    error: CallResultError,
    closing: AbortSignal
  ): Promise<boolean> {
    this.looked = null;
    const now = await this.look().catch(() => null);
    const versions = new Map(now?.files.map(({ path, version }) => [path, version]));
    if (files.some(({ path, version }) => versions.get(path) !== version)) {
      return true;
    }
    const isDamage = await direct.isDamageOf(files, error, closing);
    if (isDamage) {
      this.opened = null;
    }
    return isDamage;
  }
}

/** There may be many thousands of files. */
function digestOf(signature: string): string {
  return createHash('sha256').update(signature).digest('base64');
}

function unreadOf(parts: readonly UnreadRows[]): Unread {
  const reasons = new Map<string, UnreadRows>();
  for (const part of parts) {
    const before = reasons.get(part.reason);
    reasons.set(part.reason, before === undefined ? part : { ...before, rows: before.rows + part.rows });
  }
  const told = [...reasons.values()]
    .slice(0, MAX_REASONS)
    .map(({ reason, rows, example }) => ({ reason, rows, example: recordText(example) }));
  return { rows: parts.reduce((sum, { rows }) => sum + rows, 0), reasons: told };
}
