import { sql } from 'kysely';
import { CallResultError } from '../../../domain/errors';
import type { SeenTimes } from '../sql/records/lookAtTimes';
import type { CallTables } from './callTables';
import { ContentHash } from './contentStamps';
import type { DuckDbEngine } from './engine';
import { packingOf } from './fileName';
import { stageRows } from './fileImport';
import type { ReadText } from './readText';
import { type FoundRows, type ImportedFile, joinFound, NOTHING_FOUND, type ReadSoFar } from './importedFile';
import { type ImportContext, insertRows } from './insertRows';
import { NotAsBefore } from './notAsBefore';
import { PieceCopies } from './pieceCopies';
import type { RecordFile } from './recordFile';
import { type FileDates, type TableDates } from './tableDates';
import { forEachRelation, type TextPlan, withPieceRelation } from './textRelation';

/** For what must be done even when the one who asked is gone. */
const NEVER = new AbortController().signal;
/** How often a file is begun anew since a piece has times of another form. */
const MAX_BEGINNINGS = 4;

/** Text files of lines are read in pieces. */
export interface PieceSizes {
  /** Smaller files are read as a whole, which costs no more. */
  readonly smallestFile: number;
  readonly largestPiece: number;
  /** Imports of less are not kept over a restart. */
  readonly leastSaved: number;
}

export const PIECE_SIZES: PieceSizes = { smallestFile: 256_000, largestPiece: 128_000_000, leastSaved: 8_000_000 };

/** Copies the rows of files into tables. */
export class FileReading {
  constructor(
    private readonly engine: DuckDbEngine,
    private readonly tables: CallTables,
    private readonly context: ImportContext,
    private readonly sizes: PieceSizes,
    /** Is told of the bytes that were read. */
    private readonly read: (file: RecordFile, bytes: number) => void
  ) {}

  /** Reads a file from its beginning. */
  async readAnew(file: RecordFile, tableDates: TableDates, isOnlyWhole: boolean, signal: AbortSignal): Promise<ImportedFile> {
    if (isOnlyWhole || !this.isOfPieces(file)) {
      return this.readWhole(file, tableDates, isOnlyWhole, signal);
    }
    let [seeds, canBePieces]: [SeenTimes | undefined, boolean] = [undefined, true];
    for (let beginning = 0; beginning < MAX_BEGINNINGS; beginning++) {
      const numbers: number[] = [];
      try {
        return await this.readPieces(file, null, ContentHash.ofNothing(), numbers, tableDates, seeds, signal);
      } catch (error) {
        await this.tables.discard(numbers);
        if (!(error instanceof NotAsBefore) && !isOfFile(error)) {
          throw error;
        }
        canBePieces = !(error instanceof NotAsBefore);
        seeds = error instanceof NotAsBefore ? error.times : undefined;
        if (seeds === undefined) {
          break;
        }
      }
    }
    return this.readWhole(file, tableDates, !canBePieces, signal);
  }

  /** Reads what a file has grown by; null if it does not hold what was read before, or has to be read anew. */
  async readOn(file: RecordFile, before: ImportedFile, tableDates: TableDates, signal: AbortSignal): Promise<ImportedFile | null> {
    const { soFar } = before;
    if (soFar === null || file.size < soFar.content.end || !this.isOfPieces(file)) {
      return null;
    }
    const isSameFile = file.inode === before.inode && file.size > before.size;
    const hash = await ContentHash.after(file.path, soFar.content, isSameFile ? 'some' : 'all');
    if (hash === null) {
      return null;
    }
    await this.tables.remove(before.open === null ? [] : [before.open], signal);
    const numbers: number[] = [];
    try {
      const grown = await this.readPieces(file, soFar, hash, numbers, tableDates, undefined, signal);
      return { ...grown, numbers: [...before.numbers, ...grown.numbers], dates: before.dates };
    } catch (error) {
      await this.tables.discard(numbers);
      if (error instanceof NotAsBefore || isOfFile(error)) {
        return null;
      }
      throw error;
    }
  }

  private isOfPieces({ format, path, size }: RecordFile): boolean {
    return (
      size >= this.sizes.smallestFile &&
      (format === 'csv' || format === 'json' || format === 'text') &&
      packingOf(path) === 'none' &&
      this.engine.workFolder !== null
    );
  }

  /** @param numbers is given those of the rows that are added */
  private async readPieces(
    file: RecordFile,
    start: ReadSoFar | null,
    hash: ContentHash,
    numbers: number[],
    tableDates: TableDates,
    seeds: SeenTimes | undefined,
    signal: AbortSignal
  ): Promise<ImportedFile> {
    const dates: FileDates[] = [];
    let soFar = start;
    let found = start?.found ?? NOTHING_FOUND;
    let from = start?.content.end ?? 0;
    let open: number | null = null;
    const copies = new PieceCopies(this.engine, file, hash, this.sizes.largestPiece);
    try {
      while (from < file.size) {
        const copy = await copies.take(from, signal);
        const { range, content } = copy;
        // The first piece may tell that the file is not read in pieces.
        if (soFar !== null && range.to < file.size) {
          copies.begin(range.to, signal);
        }
        const number = this.tables.freshNumber();
        numbers.push(number);
        try {
          const piece = await this.readPiece(file, copy, number, soFar, seeds, tableDates, dates, signal);
          if (content === null) {
            open = number;
            found = joinFound(found, piece.found);
          } else {
            found = joinFound(soFar?.found ?? NOTHING_FOUND, piece.found);
            soFar = { content, plan: piece.plan, text: piece.text, found };
          }
        } finally {
          await copies.remove(copy);
        }
        this.read(file, range.to - from);
        from = range.to;
      }
    } finally {
      await copies.close();
    }
    return {
      version: file.version,
      inode: file.inode,
      size: file.size,
      numbers: numbers.filter((number) => number !== open),
      open,
      found,
      dates,
      failure: null,
      soFar,
      isOnlyWhole: false,
    };
  }

  private async readPiece(
    file: RecordFile,
    piece: Parameters<typeof withPieceRelation>[3],
    number: number,
    before: ReadSoFar | null,
    seeds: SeenTimes | undefined,
    tableDates: TableDates,
    dates: FileDates[],
    signal: AbortSignal
  ): Promise<{ found: FoundRows; plan: TextPlan; text: ReadText }> {
    const { engine, tables, context } = this;
    let read: { found: FoundRows; plan: TextPlan; text: ReadText } | null = null;
    try {
      const planBefore = before === null ? null : { plan: before.plan, rows: before.text.rows };
      await withPieceRelation(engine, file, context, piece, planBefore, signal, async (relation, plan) => {
        dates.length = 0;
        const neighbors = tableDates.neighborsOf(relation.table.name, dates);
        const part = { before: before?.text ?? null, seeds };
        const staged = await stageRows(engine, tables.staging, file, relation, part, context, neighbors, signal);
        const inserted = await insertRows(engine, tables, context, file, relation, staged, number, signal);
        read = { found: { ...inserted, ...(await this.bounds(number, signal)) }, plan, text: staged.text };
      });
    } finally {
      await engine.run(sql`drop table if exists ${tables.staging}`, NEVER);
    }
    if (read === null) {
      throw new NotAsBefore();
    }
    return read;
  }

  private async readWhole(file: RecordFile, tableDates: TableDates, isOnlyWhole: boolean, signal: AbortSignal): Promise<ImportedFile> {
    const { engine, tables, context } = this;
    const number = tables.freshNumber();
    const dates: FileDates[] = [];
    let failure: CallResultError | null = null;
    let found: Omit<FoundRows, 'first' | 'last'> = NOTHING_FOUND;
    try {
      await forEachRelation(engine, file, context, signal, async (relation) => {
        const neighbors = tableDates.neighborsOf(relation.table.name, dates);
        const staged = await stageRows(engine, tables.staging, file, relation, 'file', context, neighbors, signal);
        found = withTable(found, await insertRows(engine, tables, context, file, relation, staged, number, signal));
      });
    } catch (error) {
      if (!isOfFile(error)) {
        // The next look reads the file again, so nothing of it may stay.
        await tables.discard([number]);
        throw error;
      }
      failure = error.message.startsWith(file.name)
        ? error
        : new CallResultError(error.kind, `${file.name}: ${error.message}`, { cause: error });
      const remark = { about: 'file' as const, reason: 'file that cannot be read', rows: 1, example: failure.message };
      found = { ...found, remarks: [...found.remarks, remark] };
    } finally {
      await engine.run(sql`drop table if exists ${tables.staging}`, NEVER);
    }
    this.read(file, file.size);
    return {
      version: file.version,
      inode: file.inode,
      size: file.size,
      numbers: [number],
      open: null,
      found: { ...found, ...(await this.bounds(number, signal)) },
      dates,
      failure,
      soFar: null,
      isOnlyWhole,
    };
  }

  private async bounds(number: number, signal: AbortSignal): Promise<Pick<FoundRows, 'first' | 'last'>> {
    const bounds = await this.tables.boundsOf(number, signal);
    await this.tables.touch(number, bounds, signal);
    return { first: bounds.first, last: bounds.last };
  }
}

/** Whether an error tells of a file, and not that the reading was stopped. */
function isOfFile(error: unknown): error is CallResultError {
  return error instanceof CallResultError && error.kind !== 'cancelled' && error.kind !== 'plugin';
}

/** A database file may hold several tables. */
function withTable(before: Omit<FoundRows, 'first' | 'last'>, table: Omit<FoundRows, 'first' | 'last'>): Omit<FoundRows, 'first' | 'last'> {
  return {
    tables: [...before.tables, ...table.tables],
    columns: [...new Set([...before.columns, ...table.columns])],
    kept: [...new Set([...before.kept, ...table.kept])],
    timings: [...new Set([...before.timings, ...table.timings])],
    hasAttempts: before.hasAttempts || table.hasAttempts,
    remarks: [...before.remarks, ...table.remarks],
    facts: [...before.facts, ...table.facts],
    selections: [...before.selections, ...table.selections],
  };
}
