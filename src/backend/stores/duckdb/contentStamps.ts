import { createHash, type Hash } from 'node:crypto';
import { type promises as fs } from 'node:fs';
import { openRegularFile } from './regularFile';

const BLOCK_BYTES = 1_000_000;
/** Blocks of what was read that are looked at whenever a file has grown: the first, the last, and others in turn. */
const LAST_BLOCKS = 4;
const BLOCKS_IN_TURN = 8;
const DIGEST_LENGTH = 16;

/** What was read of a file, so that it can be told whether it is still there. */
export interface ReadContent {
  /** How many bytes. */
  readonly end: number;
  /** A hash of each whole block. */
  readonly blocks: readonly string[];
  /** A hash of what follows the last whole block. */
  readonly rest: string;
  /** The block that is looked at next. */
  readonly turn: number;
}

/** Hashes bytes as they are read. */
export class ContentHash {
  private hash: Hash = createHash('sha256');
  private inBlock = 0;
  private end: number;

  private constructor(
    private readonly blocks: string[],
    private readonly turn: number
  ) {
    this.end = blocks.length * BLOCK_BYTES;
  }

  static ofNothing(): ContentHash {
    return new ContentHash([], 0);
  }

  /** Goes on from what was read before; null if a file does not hold it any more, as far as is looked. */
  static async after(path: string, { end, blocks, rest, turn }: ReadContent, looked: 'some' | 'all'): Promise<ContentHash | null> {
    const file = await openRegularFile(path);
    try {
      const next = (turn + BLOCKS_IN_TURN) % Math.max(1, blocks.length);
      const inTurn = Array.from({ length: BLOCKS_IN_TURN }, (_, index) => (turn + index) % Math.max(1, blocks.length));
      const last = Array.from({ length: LAST_BLOCKS }, (_, index) => blocks.length - 1 - index);
      const all = looked === 'all' ? blocks.keys() : [0, ...inTurn, ...last];
      for (const block of new Set([...all].filter((index) => index >= 0 && index < blocks.length))) {
        if (digestOf(await bytesAt(file, block * BLOCK_BYTES, BLOCK_BYTES)) !== blocks[block]) {
          return null;
        }
      }
      const begun = blocks.length * BLOCK_BYTES;
      const bytes = await bytesAt(file, begun, end - begun);
      if (bytes.length < end - begun || digestOf(bytes) !== rest) {
        return null;
      }
      const hash = new ContentHash([...blocks], next);
      hash.see(bytes);
      return hash;
    } finally {
      await file.close();
    }
  }

  see(bytes: Buffer): void {
    let from = 0;
    while (from < bytes.length) {
      const part = bytes.subarray(from, from + BLOCK_BYTES - this.inBlock);
      this.hash.update(part);
      from += part.length;
      this.inBlock += part.length;
      if (this.inBlock === BLOCK_BYTES) {
        this.blocks.push(shortened(this.hash));
        [this.hash, this.inBlock] = [createHash('sha256'), 0];
      }
    }
    this.end += bytes.length;
  }

  get content(): ReadContent {
    return { end: this.end, blocks: [...this.blocks], rest: shortened(this.hash.copy()), turn: this.turn };
  }
}

function digestOf(bytes: Buffer): string {
  return shortened(createHash('sha256').update(bytes));
}

function shortened(hash: Hash): string {
  return hash.digest('base64').slice(0, DIGEST_LENGTH);
}

async function bytesAt(file: fs.FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await file.read(buffer, read, length - read, at + read);
    if (bytesRead === 0) {
      break;
    }
    read += bytesRead;
  }
  return buffer.subarray(0, read);
}
