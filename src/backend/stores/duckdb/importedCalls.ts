import { type RawBuilder, sql } from 'kysely';
import { type Timing, TIMINGS } from '../../../domain/timings';
import type { ColumnDoubt } from '../columnDoubts';
import { doubtColumns } from '../sql/records/doubtColumns';
import { doubtSelections } from '../sql/records/selectionFacts';
import { keptName } from '../sql/tables/nearRecords';
import { CallTables } from './callTables';
import { commonSpellings } from './commonSpelling';
import type { DuckDbEngine } from './engine';
import { FileReading, type PieceSizes } from './fileReading';
import type { FileRemark } from './fileRemark';
import { type FoundRows, type ImportedFile, numbersOf } from './importedFile';
import type { ImportContext } from './insertRows';
import { packingOf } from './fileName';
import type { ImportCache } from './importCache';
import type { ImportProgress } from './importProgress';
import type { TimeRange } from '../question';
import { stateOf, stateText } from './savedImport';
import type { RecordFile } from './recordFile';
import { TableDates } from './tableDates';
import { VersionChanges } from './versionChanges';

/** How much larger packed records may be unpacked. */
const MAX_PACKED = 100;
/** What is known of more files would be too long a text. */
const MOST_SAVED_FILES = 20_000;
/** To give more rows another number takes longer than to look for several. */
const MOST_RENUMBERED_BYTES = 10_000_000;

/**
 * Calls copied out of files into the work catalogue, merged where the layout says so. Only what is new of files is read, and only the calls
 * that it touches are merged again.
 */
export class ImportedCalls {
  private files = new Map<string, ImportedFile>();
  private readonly reading: FileReading;
  /** What files have grown by has numbers of its own until its calls have been merged. */
  private readonly grown = new Map<string, readonly number[]>();
  /** Files that cannot be read in pieces, with their inode. */
  private onlyWhole = new Map<string, number>();
  private readonly versions = new VersionChanges();

  private constructor(
    private readonly tables: CallTables,
    engine: DuckDbEngine,
    private readonly context: ImportContext,
    sizes: PieceSizes,
    private readonly progress: ImportProgress
  ) {
    this.reading = new FileReading(engine, tables, context, sizes, (file, bytes) => progress.hasRead(bytes * unpacked(file)));
  }

  static async create(
    engine: DuckDbEngine,
    context: ImportContext,
    sizes: PieceSizes,
    progress: ImportProgress,
    signal: AbortSignal
  ): Promise<ImportedCalls> {
    return new ImportedCalls(await CallTables.create(engine, context.layout, signal), engine, context, sizes, progress);
  }

  /** Takes what was imported before the process began; nothing if it cannot be relied upon. */
  async restore(cache: ImportCache, signal: AbortSignal): Promise<void> {
    const cached = await cache.load();
    if (cached === null) {
      return;
    }
    try {
      const { files, onlyWhole, kept, numbers } = stateOf(cached.state);
      await this.tables.restore(cached.tables, { kept, numbers }, signal);
      this.files = new Map(files);
      this.onlyWhole = new Map(onlyWhole);
    } catch (error) {
      await this.tables.empty();
      if (signal.aborted) {
        throw error;
      }
      await cache.discard();
    }
  }

  /**
   * Copies what was imported for a process that begins later.
   * @param begun is told as soon as more may be imported
   */
  async save(cache: ImportCache, begun: () => void, signal: AbortSignal): Promise<void> {
    const { files, onlyWhole, tables } = this;
    if (files.size > MOST_SAVED_FILES || [...files.values()].some(({ failure }) => failure !== null)) {
      return;
    }
    const state = stateText({ files, onlyWhole, ...tables.state });
    await tables.asTheyAre(begun, signal, (write) => cache.save(state, tables.names, write));
  }

  get calls(): RawBuilder<unknown> {
    return this.tables.calls;
  }

  get records(): RawBuilder<unknown> {
    return this.tables.records;
  }

  /** Columns of the records that are in the calls as text: the column's name → its expression. */
  get keptColumns(): ReadonlyMap<string, RawBuilder<string | null>> {
    const names = commonSpellings([...this.files.values()].map(({ found }) => found.kept));
    return new Map(names.map((name) => [name, sql<string | null>`${sql.id(keptName(name))}`]));
  }

  /** The records' columns and their types; everything is read as text. */
  get columnTypes(): ReadonlyMap<string, string> {
    return new Map([...this.all(({ columns }) => columns)].map((name) => [name, 'text']));
  }

  /** Timings that any of the files could tell. */
  get timings(): readonly Timing[] {
    const told = this.all(({ timings }) => timings);
    return TIMINGS.filter((name) => told.has(name));
  }

  /** Names of the layout's tables that any of the files belongs to. */
  get tableNames(): ReadonlySet<string> {
    return this.all(({ tables }) => tables);
  }

  /** Whether any of the files can tell attempts. */
  get hasAttempts(): boolean {
    return [...this.files.values()].some(({ found }) => found.hasAttempts);
  }

  /** The columns of a file's records. */
  columnsOf({ path }: RecordFile): readonly string[] {
    return this.files.get(path)?.found.columns ?? [];
  }

  get unread(): FileRemark[] {
    return [...this.files.values()].flatMap(({ found }) => found.remarks);
  }

  get doubts(): ColumnDoubt[] {
    const found = [...this.files.values()].map((file) => file.found);
    return [
      ...doubtColumns(found.flatMap(({ facts }) => facts)),
      ...doubtSelections(found.flatMap(({ selections }) => selections)),
      ...(this.tables.unbridged?.doubts(this.context.settings) ?? []),
    ];
  }

  /** About how many bytes of records a refresh would read. */
  bytesToRead(files: readonly RecordFile[]): number {
    return files.filter((file) => this.isNew(file)).reduce((sum, file) => sum + this.bytesOf(file), 0);
  }

  /** How many bytes of files are imported. */
  get bytes(): number {
    return [...this.files.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /**
   * Brings the copy up to date with the files.
   * @throws CallResultError if none of the files can be read.
   */
  async refresh(files: readonly RecordFile[], signal: AbortSignal): Promise<void> {
    const present = new Map(files.map((file) => [file.path, file]));
    for (const [path, known] of [...this.files]) {
      const now = present.get(path);
      if (now === undefined || (this.isNew(now) && known.soFar === null)) {
        await this.forget(path, known, signal);
      }
      if (now === undefined) {
        this.onlyWhole.delete(path);
      }
    }
    await this.readNew(files, signal);
    const tableDates = this.tableDates();
    for (const [path, known] of [...this.files]) {
      if (tableDates.changes(known.dates)) {
        await this.forget(path, known, signal);
      }
    }
    await this.readNew(files, signal);
    await this.tables.mergeTouched((share) => this.progress.hasMerged(share), signal);
    await this.renumber(signal);
    // In the order in which they would be read anew.
    this.files = new Map(
      files.flatMap(({ path }) => {
        const file = this.files.get(path);
        return file === undefined ? [] : [[path, file]];
      })
    );
    const failures = [...this.files.values()].flatMap(({ failure }) => (failure === null ? [] : [failure]));
    if (failures[0] !== undefined && failures.length === this.files.size) {
      throw failures[0];
    }
  }

  /** Names what the files are like after a refresh. */
  isNow(version: string): void {
    const { columnTypes, keptColumns, timings, tableNames, hasAttempts } = this;
    const shape = [[...columnTypes.keys()].sort(), [...keptColumns.keys()].sort(), timings, [...tableNames].sort(), hasAttempts];
    this.versions.add(version, JSON.stringify(shape), this.tables.takeChanged());
  }

  /** Where calls changed from an earlier to a later version; null where that is not known, or may be anywhere. */
  changesBetween(from: string, to: string): readonly TimeRange[] | null {
    return this.versions.between(from, to);
  }

  /** Whether a file has calls that are not merged with their copies in another file. */
  async hasUnmerged({ path }: RecordFile, signal: AbortSignal): Promise<boolean> {
    const file = this.files.get(path);
    return file !== undefined && (await this.tables.hasUnmerged(numbersOf(file), signal));
  }

  async close(): Promise<void> {
    await this.tables.close();
  }

  private async readNew(files: readonly RecordFile[], signal: AbortSignal): Promise<void> {
    const tableDates = this.tableDates();
    for (const file of files) {
      if (this.isNew(file)) {
        const read = (await this.readOn(file, tableDates, signal)) ?? (await this.readAnew(file, tableDates, signal));
        tableDates.add(read.dates);
        this.files.set(file.path, read);
      }
    }
  }

  private async readOn(file: RecordFile, tableDates: TableDates, signal: AbortSignal): Promise<ImportedFile | null> {
    const before = this.files.get(file.path);
    const grown = before === undefined ? null : await this.reading.readOn(file, before, tableDates, signal);
    if (before !== undefined && grown !== null && file.size - before.size < MOST_RENUMBERED_BYTES) {
      const numbers = grown.numbers.slice(before.numbers.length);
      this.grown.set(file.path, [...(this.grown.get(file.path) ?? []), ...numbers]);
    }
    return grown;
  }

  private async readAnew(file: RecordFile, tableDates: TableDates, signal: AbortSignal): Promise<ImportedFile> {
    const before = this.files.get(file.path);
    if (before !== undefined) {
      await this.forget(file.path, before, signal);
    }
    const read = await this.reading.readAnew(file, tableDates, this.onlyWhole.get(file.path) === file.inode, signal);
    if (read.isOnlyWhole) {
      this.onlyWhole.set(file.path, file.inode);
    }
    return read;
  }

  /** A file that grows for weeks would have a number for every few seconds. */
  private async renumber(signal: AbortSignal): Promise<void> {
    for (const [path, numbers] of this.grown) {
      const file = this.files.get(path);
      const [first] = file?.numbers ?? [];
      const further = numbers.filter((number) => number !== first && file?.numbers.includes(number));
      if (file !== undefined && first !== undefined && further.length > 0) {
        await this.tables.renumber(further, first, signal);
        this.files.set(path, { ...file, numbers: file.numbers.filter((number) => !further.includes(number)) });
      }
      this.grown.delete(path);
    }
  }

  private async forget(path: string, file: ImportedFile, signal: AbortSignal): Promise<void> {
    await this.tables.remove(numbersOf(file), signal);
    this.files.delete(path);
  }

  private tableDates(): TableDates {
    return new TableDates([...this.files.values()].map(({ dates }) => dates));
  }

  private bytesOf(file: RecordFile): number {
    const before = this.files.get(file.path);
    const isGrown = before?.soFar !== null && before?.inode === file.inode && file.size > before.size;
    return (isGrown ? file.size - before.size : file.size) * unpacked(file);
  }

  private isNew({ path, version }: RecordFile): boolean {
    return this.files.get(path)?.version !== version;
  }

  private all<T>(of: (found: FoundRows) => readonly T[]): ReadonlySet<T> {
    const values = new Set<T>();
    for (const { found } of this.files.values()) {
      of(found).forEach((value) => values.add(value));
    }
    return values;
  }
}

/** How much larger than its file what it holds may be. */
function unpacked({ path }: RecordFile): number {
  return packingOf(path) === 'none' ? 1 : MAX_PACKED;
}
