import { promises as fs } from 'node:fs';
import { CallResultError } from '../../../domain/errors';
import type { ContentHash, ReadContent } from './contentStamps';
import { copyBytes } from './copyBytes';
import type { DuckDbEngine } from './engine';
import { type ByteRange, MAX_LINE_LENGTH, type ScannedText } from './fileLines';
import { lastLineEnd } from './lineEnds';
import { NotAsBefore } from './notAsBefore';
import type { RecordFile } from './recordFile';

/** A copy of a piece of a text file, which begins and ends where lines do: the file may grow while it is read, and what is read must be what was looked at. */
export interface PieceCopy {
  readonly range: ByteRange;
  readonly path: string;
  readonly scanned: ScannedText;
  /** What of the file there is until the end of the piece; null where its last line has no end. */
  readonly content: ReadContent | null;
}

/** Copies the pieces of a file, one after another; the next may be copied while one is read. */
export class PieceCopies {
  private readonly stop = new AbortController();
  private ahead: Promise<PieceCopy> | null = null;

  /** @param hash of what is before the first piece; it is given the bytes of the pieces */
  constructor(
    private readonly engine: DuckDbEngine,
    private readonly file: RecordFile,
    private readonly hash: ContentHash,
    private readonly largestPiece: number
  ) {}

  /**
   * The piece that begins at a place, which goes on from the one before.
   * @throws NotAsBefore if it does not end where a line does
   */
  async take(from: number, signal: AbortSignal): Promise<PieceCopy> {
    const { ahead } = this;
    this.ahead = null;
    return ahead ?? this.copy(from, signal);
  }

  /** Begins to copy the piece that is taken next. */
  begin(from: number, signal: AbortSignal): void {
    this.ahead = this.copy(from, AbortSignal.any([signal, this.stop.signal]));
    // Whoever takes it is told.
    this.ahead.catch(() => undefined);
  }

  async remove({ path }: PieceCopy): Promise<void> {
    await fs.rm(path, { force: true });
  }

  /** Removes what was not taken. */
  async close(): Promise<void> {
    this.stop.abort();
    const left = await this.ahead?.catch(() => null);
    if (left) {
      await this.remove(left);
    }
  }

  private async copy(from: number, signal: AbortSignal): Promise<PieceCopy> {
    const { engine, file, hash, largestPiece } = this;
    const most = Math.min(file.size, from + largestPiece);
    const end = await lastLineEnd(file.path, from, most);
    if (end === null && (most < file.size || from === 0 || file.size - from > MAX_LINE_LENGTH)) {
      throw new NotAsBefore();
    }
    const path = engine.workFile('piece.txt');
    if (path === null) {
      throw new CallResultError('plugin', 'pieces of a file are copied without a temporary folder');
    }
    const range = { from, to: end ?? file.size };
    const see = end === null ? () => undefined : (chunk: Buffer) => hash.see(chunk);
    try {
      const scanned = await copyBytes(file.path, range, path, see, signal);
      return { range, path, scanned, content: end === null ? null : hash.content };
    } catch (error) {
      await fs.rm(path, { force: true });
      throw error;
    }
  }
}
