import { sql } from 'kysely';
import { CallResultError } from '../../../domain/errors';
import type { CallUnit } from '../../../domain/callUnit';
import { recordText } from '../../../domain/recordText';
import type { CallTime } from '../../../domain/callTimes';
import type { FilesSettings } from '../../../domain/settings';
import type { Layout } from '../../../domain/layouts/layout';
import { layoutOf } from '../../../domain/recordLayout';
import type { AskedRecords } from '../sql/answerRecords';
import type { CallsSource } from '../sql/callsSource';
import { chosenCallTime } from '../sql/records/chosenCallTime';
import { describeColumns } from '../sql/records/columnNames';
import { refuseMissingAttempts } from '../sql/records/recordColumns';
import { type RecordsPlace, RecordsStore } from '../sql/recordsStore';
import type { RowSource } from '../sql/rows/rowSource';
import { Semaphore } from '../../concurrency/semaphore';
import type { Unread } from '../answer';
import type { ColumnDoubt } from '../columnDoubts';
import { orCancelled } from '../cancelled';
import type { Store, StoreEnvironment } from '../store';
import { openDirectCalls } from './directCalls';
import { duckDbDialect } from './dialect';
import type { DuckDbEngine } from './engine';
import { engineFor } from './engineFor';
import { fileColumns } from './fileColumns';
import type { UnreadRows } from './fileImport';
import { ImportedCalls } from './importedCalls';
import { importedRows, importedSource } from './importedSource';
import type { RecordFile } from './recordFile';
import { refuseUnknownEncoding } from './textEncoding';
import { type FoundFiles, findRecordFiles, signatureOf } from './recordFiles';

/** How long the list of files is taken as it was before it is looked at again. */
const LOOK_AGAIN_MS = 1_000;
const MAX_REASONS = 20;
/** Half of the engine's connections, so that one data source never takes all. */
const MAX_STATEMENTS = 4;
/** Reading more takes long. */
const LONG_READING_BYTES = 8_000_000;

/** @param maxBytes how much may be imported; beyond it every question is refused */
export function openDuckDbStore(settings: FilesSettings, environment: StoreEnvironment, maxBytes = Infinity): Store {
  refuseUnknownEncoding(settings.encoding);
  return new RecordsStore(new FolderOfFiles(settings, environment, maxBytes));
}

/** What differs between files that are asked where they are and those that are imported. */
interface Found {
  sourceOf(unit: CallUnit): CallsSource;
  /** The records before any are merged. */
  rows(): readonly RowSource[];
  readonly unread: readonly UnreadRows[];
  readonly doubts: readonly ColumnDoubt[];
  readonly types: ReadonlyMap<string, string>;
}

/** Call records in files, read by DuckDB inside this process. */
class FolderOfFiles implements RecordsPlace {
  readonly ages = { fresh: LOOK_AGAIN_MS, usable: LOOK_AGAIN_MS };
  private readonly layout: Layout;
  private readonly callTime: CallTime;
  private imported: ImportedCalls | null = null;
  private view: string | null = null;
  private opened: { readonly signature: string; readonly records: AskedRecords } | null = null;
  private readonly statements = new Semaphore(MAX_STATEMENTS);

  constructor(
    private readonly settings: FilesSettings,
    private readonly environment: StoreEnvironment,
    private readonly maxBytes: number
  ) {
    this.layout = layoutOf(settings);
    this.callTime = chosenCallTime(settings, this.layout);
  }

  async columnTypes(signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
    if (this.opened !== null) {
      return new Map(this.opened.records.columns.map(({ column, type }) => [column, type]));
    }
    const { files } = await findRecordFiles(this.environment.recordsDir, this.settings.path, this.layout);
    return fileColumns(await engineFor(this.environment), files, { layout: this.layout, settings: this.settings }, signal);
  }

  async open(closing: AbortSignal, untilAnswered: () => Promise<void>): Promise<AskedRecords> {
    const found = await findRecordFiles(this.environment.recordsDir, this.settings.path, this.layout);
    const signature = signatureOf(found);
    if (this.opened?.signature !== signature) {
      this.opened = null;
      await untilAnswered();
      this.opened = { signature, records: await this.read(found, closing) };
    }
    return this.opened.records;
  }

  async close(untilAnswered: () => Promise<void>): Promise<void> {
    await untilAnswered();
    await this.imported?.close();
    if (this.view !== null) {
      const engine = await engineFor(this.environment);
      await engine.run(sql`drop schema if exists ${sql.id('memory', this.view)} cascade`, new AbortController().signal);
    }
  }

  private async read({ files, skipped, leftOut }: FoundFiles, closing: AbortSignal): Promise<AskedRecords> {
    const { settings, layout } = this;
    const engine = await engineFor(this.environment);
    const { sourceOf, rows, unread, doubts, types } =
      (await this.openDirect(engine, files, closing)) ?? (await this.import(engine, files, closing));
    const skippedRows = skipped.map(({ name, reason }) => ({ reason: 'a skipped file', rows: 1, example: `${name}: ${reason}` }));
    return {
      dialect: duckDbDialect,
      settings,
      layout,
      unread: { ...unreadOf([...unread, ...skippedRows, ...leftOut]), ...(doubts.length === 0 ? {} : { doubts }) },
      origin: { records: rows().map(({ table }) => table), rollup: null },
      columns: describeColumns(settings, types),
      run: (statement, signal) =>
        orCancelled(
          signal,
          this.statements.run(signal, () => engine.run(statement, signal))
        ),
      tables: [],
      rowsOf: rows,
      calls: ({ unit = 'calls' }) => sourceOf(unit),
    };
  }

  private async import(engine: DuckDbEngine, files: readonly RecordFile[], closing: AbortSignal): Promise<Found> {
    const { settings, layout, callTime } = this;
    const imported = (this.imported ??= await ImportedCalls.create(engine, { settings, layout, callTime }, closing));
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
          engine.longReadings.run(closing, () => imported.refresh(files, closing))
        )
      : imported.refresh(files, closing));
    return {
      sourceOf: (unit) => importedSource(imported, settings, layout, unit),
      rows: () => importedRows(imported, settings, layout),
      unread: imported.unread,
      doubts: imported.doubts,
      types: imported.columnTypes,
    };
  }

  private async openDirect(engine: DuckDbEngine, files: readonly RecordFile[], closing: AbortSignal): Promise<Found | null> {
    const { settings, layout, callTime } = this;
    if (files.some(({ format }) => format !== 'parquet') || layout.merge !== null) {
      return null;
    }
    if (this.view === null) {
      this.view = engine.freshName();
      await engine.run(sql`create schema ${sql.id('memory', this.view)}`, closing);
    }
    try {
      const direct = await openDirectCalls(engine, sql.id('memory', this.view, 'calls'), files, { settings, layout, callTime }, closing);
      return (
        direct && {
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
          unread: direct.unread,
          doubts: direct.doubts,
          types: direct.types,
        }
      );
    } catch (error) {
      // One damaged file must not hide the others: importing looks at each separately and counts those it cannot read.
      if (error instanceof CallResultError && error.kind !== 'cancelled') {
        return null;
      }
      throw error;
    }
  }
}

function unreadOf(parts: readonly UnreadRows[]): Unread {
  const reasons = new Map<string, UnreadRows>();
  for (const part of parts) {
    const before = reasons.get(part.reason);
    reasons.set(part.reason, before === undefined ? part : { ...before, rows: before.rows + part.rows });
  }
  const told = [...reasons.values()].slice(0, MAX_REASONS).map((reason) => ({ ...reason, example: recordText(reason.example) }));
  return { rows: parts.reduce((sum, { rows }) => sum + rows, 0), reasons: told };
}
