import { sql } from 'kysely';
import { CallResultError } from '../../../domain/errors';
import type { CallUnit } from '../../../domain/callUnit';
import { recordText } from '../../../domain/recordText';
import type { CallTime } from '../../../domain/callTimes';
import type { FilesSettings } from '../../../domain/settings';
import type { Layout } from '../../../domain/layouts/layout';
import { layoutOf } from '../../../domain/recordLayout';
import { columnsAnswer } from '../sql/answerQuestion';
import { answerRecords, type AskedRecords } from '../sql/answerRecords';
import type { CallsSource } from '../sql/callsSource';
import { chosenCallTime } from '../sql/records/chosenCallTime';
import { describeColumns } from '../sql/records/columnNames';
import { refuseMissingAttempts } from '../sql/records/recordColumns';
import type { RowSource } from '../sql/rows/rowSource';
import { Semaphore } from '../../concurrency/semaphore';
import { SharedLook } from '../../concurrency/sharedLook';
import type { Unread } from '../answer';
import { orAborted, orCancelled } from '../cancelled';
import { answerTo, type Store, type StoreAnswer, type StoreEnvironment, type StoreQuestion } from '../store';
import { openDirectCalls } from './directCalls';
import { duckDbDialect } from './dialect';
import type { DuckDbEngine } from './engine';
import { engineFor } from './engineFor';
import { fileColumns } from './fileColumns';
import type { UnreadRows } from './fileImport';
import { ImportedCalls } from './importedCalls';
import { importedRows, importedSource } from './importedSource';
import type { RecordFile } from './recordFile';
import { type FoundFiles, findRecordFiles, signatureOf } from './recordFiles';

/** How long the list of files is taken as it was before it is looked at again. */
const LOOK_AGAIN_MS = 1_000;
const MAX_REASONS = 20;
/** Half of the engine's connections, so that one data source never takes all. */
const MAX_STATEMENTS = 4;
/** Reading more takes long. */
const LONG_READING_BYTES = 8_000_000;

export function openDuckDbStore(settings: FilesSettings, environment: StoreEnvironment): Store {
  return new DuckDbStore(settings, environment);
}

interface Opened {
  readonly signature: string;
  sourceOf(unit: CallUnit): CallsSource;
  /** The records before any are merged. */
  rows(): readonly RowSource[];
  readonly unread: Unread;
  readonly columns: readonly { name: string; column: string; type: string }[];
}

/** Call records in files, read by DuckDB inside this process. */
class DuckDbStore implements Store {
  private readonly layout: Layout;
  private readonly callTime: CallTime;
  private readonly closing = new AbortController();
  private imported: ImportedCalls | null = null;
  private view: string | null = null;
  private opened: Opened | null = null;
  private readonly looks = new SharedLook(() => this.look(), { fresh: LOOK_AGAIN_MS, usable: LOOK_AGAIN_MS });
  private readonly statements = new Semaphore(MAX_STATEMENTS);
  private readonly answering = new Set<Promise<unknown>>();

  constructor(
    private readonly settings: FilesSettings,
    private readonly environment: StoreEnvironment
  ) {
    this.layout = layoutOf(settings);
    this.callTime = chosenCallTime(settings, this.layout);
  }

  async ask<Q extends StoreQuestion>(question: Q, signal: AbortSignal): Promise<StoreAnswer<Q>> {
    if (this.closing.signal.aborted) {
      throw new CallResultError('cancelled', 'The data source was closed or its settings changed. Run the query again.');
    }
    if (question.kind === 'columns' && this.opened === null) {
      return answerTo(question, columnsAnswer(await this.columnTypes(signal)));
    }
    const opened = await orAborted(signal, this.looks.get());
    const answering = this.answer(opened, question, signal);
    this.answering.add(answering);
    try {
      return answerTo(question, await answering);
    } finally {
      this.answering.delete(answering);
    }
  }

  private async answer({ sourceOf, rows, unread, columns }: Opened, question: StoreQuestion, signal: AbortSignal): Promise<StoreAnswer> {
    const engine = await engineFor(this.environment);
    const { layout, settings } = this;
    const asked: AskedRecords = {
      dialect: duckDbDialect,
      settings,
      layout,
      unread,
      origin: { records: rows().map(({ table }) => table), rollup: null },
      columns,
      run: (statement, until) =>
        orCancelled(
          until,
          this.statements.run(until, () => engine.run(statement, until))
        ),
      tables: [],
      rowsOf: rows,
      calls: ({ unit = 'calls' }) => sourceOf(unit),
    };
    return answerRecords(asked, question, signal);
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.looks.settled();
    await this.untilAnswered();
    await this.imported?.close();
    if (this.view !== null) {
      const engine = await engineFor(this.environment);
      await engine.run(sql`drop schema if exists ${sql.id('memory', this.view)} cascade`, new AbortController().signal);
    }
  }

  /** As the files describe themselves, without importing them. */
  private async columnTypes(signal: AbortSignal): Promise<Map<string, string>> {
    const { files } = await findRecordFiles(this.environment.recordsDir, this.settings.path, this.layout);
    return fileColumns(await engineFor(this.environment), files, { layout: this.layout, settings: this.settings }, signal);
  }

  /** What is being answered is read from tables that nobody may change or drop meanwhile. */
  private async untilAnswered(): Promise<void> {
    await Promise.allSettled(this.answering);
  }

  /** The source as the files are now. */
  private async look(): Promise<Opened> {
    const found = await findRecordFiles(this.environment.recordsDir, this.settings.path, this.layout);
    const signature = signatureOf(found);
    if (this.opened?.signature !== signature) {
      this.opened = null;
      await this.untilAnswered();
      this.opened = { signature, ...(await this.open(found)) };
    }
    return this.opened;
  }

  private async open({ files, skipped, leftOut }: FoundFiles): Promise<Omit<Opened, 'signature'>> {
    const engine = await engineFor(this.environment);
    const signal = this.closing.signal;
    const of = { settings: this.settings, layout: this.layout, callTime: this.callTime };
    const skippedRows = [
      ...skipped.map(({ name, reason }) => ({ reason: 'a skipped file', rows: 1, example: `${name}: ${reason}` })),
      ...leftOut,
    ];
    const direct = await this.openDirect(engine, files, of);
    if (direct !== null) {
      return { ...direct, unread: unreadOf([...direct.unread, ...skippedRows]) };
    }
    const imported = (this.imported ??= await ImportedCalls.create(engine, of, signal));
    await (imported.bytesToRead(files) > LONG_READING_BYTES
      ? orCancelled(
          signal,
          engine.longReadings.run(signal, () => imported.refresh(files, signal))
        )
      : imported.refresh(files, signal));
    const columns = describeColumns(this.settings, imported.columnTypes);
    const { settings, layout } = this;
    return {
      sourceOf: (unit) => importedSource(imported, settings, layout, unit),
      rows: () => importedRows(imported, settings, layout),
      unread: unreadOf([...imported.unread, ...skippedRows]),
      columns,
    };
  }

  private async openDirect(
    engine: DuckDbEngine,
    files: readonly RecordFile[],
    of: { settings: FilesSettings; layout: Layout; callTime: CallTime }
  ): Promise<(Omit<Opened, 'signature' | 'unread'> & { readonly unread: readonly UnreadRows[] }) | null> {
    if (files.some(({ format }) => format !== 'parquet') || this.layout.merge !== null) {
      return null;
    }
    if (this.view === null) {
      this.view = engine.freshName();
      await engine.run(sql`create schema ${sql.id('memory', this.view)}`, this.closing.signal);
    }
    try {
      const direct = await openDirectCalls(engine, sql.id('memory', this.view, 'calls'), files, of, this.closing.signal);
      return (
        direct && {
          sourceOf: (unit) => (refuseMissingAttempts(this.layout, unit, true), direct.source),
          rows: () => [
            {
              table: this.layout.tables[0]?.name ?? '',
              source: direct.source,
              byTime: direct.source.time,
              inserted: null,
              recordNumber: this.layout.recordNumber === undefined ? null : 'unknown',
            },
          ],
          unread: direct.unread,
          columns: describeColumns(this.settings, direct.types),
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
