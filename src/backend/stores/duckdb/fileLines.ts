import { isUtf8 } from 'node:buffer';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CallResultError } from '../../../domain/errors';
import { engineError } from './engineError';
import { packingOf } from './fileName';
import { openRegularFile } from './regularFile';

/** Longer lines are cut off here; no record is that long, and a file of noise may be one endless line. */
export const MAX_LINE_LENGTH = 2_000_000;
const CHUNK_BYTES = 256 * 1024;
const [LINE_FEED, CARRIAGE_RETURN, QUOTE, BLANK] = [0x0a, 0x0d, 0x22, 0x20];
const LINE_ENDS = /\r\n|\n|\r/;

/**
 * The lines of a file, unpacked where its name ends in `.gz`, without their line ends: line feeds, carriage returns or both.
 * @throws CallResultError `store` if it cannot be read or unpacked.
 */
export async function* readLines(file: string): AsyncGenerator<string> {
  let [rest, skipping] = ['', false];
  try {
    const input = await openText(file);
    input.setEncoding('utf8');
    for await (const chunk of input) {
      const text = rest + String(chunk);
      // A line feed may follow in the next chunk.
      const held = text.endsWith('\r') ? '\r' : '';
      const parts = text.slice(0, text.length - held.length).split(text.includes('\r') ? LINE_ENDS : '\n');
      rest = (parts.pop() ?? '') + held;
      for (const part of parts) {
        if (!skipping) {
          yield part;
        }
        skipping = false;
      }
      if (skipping) {
        rest = '';
      } else if (rest.length > MAX_LINE_LENGTH) {
        yield rest;
        [rest, skipping] = ['', true];
      }
    }
  } catch (error) {
    throw readingError(error);
  }
  if (rest !== '') {
    yield rest.endsWith('\r') ? rest.slice(0, -1) : rest;
  }
}

/** Where a part of a file begins, and where what follows it does. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The bytes of a file, unpacked. Errors reach the reader through the last stream, which the pipeline destroys with them.
 * @param range of an unpacked file; absent: all of it
 */
export async function openText(file: string, range?: ByteRange): Promise<Readable> {
  const part = range === undefined ? {} : { start: range.from, end: range.to - 1 };
  const bytes = (await openRegularFile(file)).createReadStream({ highWaterMark: CHUNK_BYTES, ...part });
  return packingOf(file) === 'gzip' ? pipeline(bytes, createGunzip({ chunkSize: CHUNK_BYTES }), () => undefined) : bytes;
}

/** What a look at every byte of a text file tells. */
export interface ScannedText {
  /** Lines that are not blank, whatever their encoding. */
  readonly lines: number;
  /** Whether there is a quote anywhere. */
  readonly quotes: boolean;
  readonly isUtf8: boolean;
  readonly hasNul: boolean;
  /** Whether some lines end otherwise than others, which the engine does not read. */
  readonly hasMixedEnds: boolean;
  /** Whether the last line ends, or its last value does. */
  readonly isEnded: boolean;
  readonly lineFeeds: number;
}

/** @throws CallResultError `store` if the file cannot be read or unpacked. */
export async function scanText(file: string): Promise<ScannedText> {
  const scan = new TextScan();
  try {
    for await (const chunk of await openText(file)) {
      scan.see(chunk);
    }
  } catch (error) {
    throw readingError(error);
  }
  return scan.scanned;
}

/** Looks at the bytes of a text, one chunk after another. */
export class TextScan {
  private lines = 0;
  private lineFeeds = 0;
  private quotes = false;
  private isAllUtf8 = true;
  private hasNul = false;
  private isBlank = true;
  private last = LINE_FEED;
  private cut: Buffer = Buffer.alloc(0);
  private readonly ends = new LineEnds();

  see(bytes: Buffer): void {
    this.last = bytes.at(-1) ?? this.last;
    this.quotes ||= bytes.includes(QUOTE);
    this.hasNul ||= bytes.includes(0);
    if (this.isAllUtf8) {
      const text = this.cut.length === 0 ? bytes : Buffer.concat([this.cut, bytes]);
      const whole = wholeCharacters(text);
      this.isAllUtf8 = isUtf8(text.subarray(0, whole));
      this.cut = text.subarray(whole);
    }
    let [lineFeed, carriageReturn] = [-1, -1];
    for (let at = 0; at < bytes.length; at++) {
      this.ends.see(bytes[at]);
      if (bytes[at] === LINE_FEED || bytes[at] === CARRIAGE_RETURN) {
        this.isBlank = true;
        this.lineFeeds += bytes[at] === LINE_FEED ? 1 : 0;
      } else if (this.isBlank && (bytes[at] ?? 0) > BLANK) {
        this.lines++;
        this.isBlank = false;
        lineFeed = lineFeed < at ? nextOf(LINE_FEED, bytes, at) : lineFeed;
        carriageReturn = carriageReturn < at ? nextOf(CARRIAGE_RETURN, bytes, at) : carriageReturn;
        at = Math.min(lineFeed, carriageReturn) - 1;
      }
    }
  }

  get scanned(): ScannedText {
    return {
      lines: this.lines,
      quotes: this.quotes,
      isUtf8: this.isAllUtf8 && this.cut.length === 0,
      hasNul: this.hasNul,
      hasMixedEnds: this.ends.areMixed,
      isEnded: this.last <= BLANK || this.last === QUOTE,
      lineFeeds: this.lineFeeds,
    };
  }
}

/** Which line ends a text has; only the bytes of line ends and those after them need be seen. */
class LineEnds {
  private readonly found = new Set<'\n' | '\r\n' | '\r'>();
  private afterReturn = false;

  see(byte: number | undefined): void {
    if (byte === LINE_FEED) {
      this.found.add(this.afterReturn ? '\r\n' : '\n');
    } else if (this.afterReturn) {
      this.found.add('\r');
    }
    this.afterReturn = byte === CARRIAGE_RETURN;
  }

  get areMixed(): boolean {
    return this.found.size + (this.afterReturn && !this.found.has('\r') ? 1 : 0) > 1;
  }
}

/** Whether the beginning of a text has lines that end otherwise than others. */
export function hasMixedEnds(head: Buffer): boolean {
  const ends = new LineEnds();
  head.forEach((byte) => ends.see(byte));
  return ends.areMixed;
}

/** How many bytes are before a UTF-8 character that is cut off at the end. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) !== 0x80) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
      return needed > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

function nextOf(byte: number, bytes: Buffer, from: number): number {
  const found = bytes.indexOf(byte, from);
  return found < 0 ? bytes.length : found;
}

/** Says what an error of reading or unpacking means. */
export function readingError(error: unknown): CallResultError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('Z_')
    ? new CallResultError('store', 'the gzip file is incomplete or damaged. Copy it again, or correct its name if it is not compressed.', {
        cause: error,
      })
    : engineError(error);
}

/** A line that is not blank, and how many lines are before it. */
export interface HeadLine {
  readonly text: string;
  readonly before: number;
}

/** The first lines that are not blank, without a byte order mark; none in an empty file. */
export async function headLines(file: string, most: number): Promise<HeadLine[]> {
  const found: HeadLine[] = [];
  let before = 0;
  for await (const line of readLines(file)) {
    const text = before === 0 ? line.replace(/^\uFEFF/, '') : line;
    if (text.trim() !== '') {
      found.push({ text, before });
    }
    if (found.length >= most) {
      break;
    }
    before++;
  }
  return found;
}

/** The first bytes of a file, unpacked. */
export async function headBytes(file: string): Promise<Buffer> {
  try {
    for await (const chunk of await openText(file)) {
      return chunk;
    }
  } catch (error) {
    throw readingError(error);
  }
  return Buffer.alloc(0);
}
