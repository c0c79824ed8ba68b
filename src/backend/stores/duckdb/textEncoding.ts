import { createWriteStream } from 'node:fs';
import { isUtf8 } from 'node:buffer';
import { pipeline } from 'node:stream/promises';
import iconv from 'iconv-lite';
import { CallResultError } from '../../../domain/errors';
import { queryCancelled } from '../cancelled';
import { MAX_LINE_LENGTH, openText, readingError } from './fileLines';

/** `utf-8`: lines that are not UTF-8 are read as Windows-1252. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | (string & {});

export interface ConvertedText {
  /** Lines that were not UTF-8. */
  readonly otherLines: number;
  readonly example: string;
  readonly blocksOfNul: number;
}

/** Fewer NULs in a row are left out without a word: some programs end their texts with one. */
const BLOCK_OF_NUL = 8;
const LINE_FEED = 0x0a;
/** Not decoded by Node's own `TextDecoder`, which takes 0x80 to 0x9f for control characters in Node 20.20. */
const OTHER_ENCODING = 'windows-1252';

const USUAL_ENCODINGS =
  'utf-8, utf-16le, windows-1250, windows-1251, windows-1252, iso-8859-1, iso-8859-2, iso-8859-15, koi8-r, cp437, cp850, cp866, shift_jis, euc-jp, euc-kr, gb18030, big5';
/** Ways to write bytes as text, not text as bytes. */
const NO_ENCODINGS = /^(?:hex|base64|binary|internal)$/i;

/**
 * @param encoding the one that the settings name
 * @throws CallResultError `settings` if it is unknown
 */
export function refuseUnknownEncoding(encoding: string | undefined): void {
  if (encoding !== undefined && (NO_ENCODINGS.test(encoding) || !iconv.encodingExists(encoding))) {
    throw new CallResultError('settings', `encoding: "${encoding}" is unknown. Usual ones: ${USUAL_ENCODINGS}.`);
  }
}

/** The encoding of a file: by its byte order mark, else the one that is given, else what its beginning tells. */
export function encodingOfFile(head: Buffer, given: string | undefined): TextEncoding {
  const hasMark = head.length >= 2 && [0xfeff, 0xfffe].includes(head.readUInt16BE(0));
  const hasMarkOfUtf8 = head.length >= 3 && head.readUIntBE(0, 3) === 0xefbbbf;
  return given === undefined || hasMark || hasMarkOfUtf8 || /^utf-?8$/i.test(given) ? encodingOf(head) : given;
}

/** The encoding that the beginning of a file tells: a byte order mark, or the NULs of UTF-16. */
export function encodingOf(head: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first = 1, second = 1, third = 1, fourth = 1] = head;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0 && third !== 0 && fourth === 0)) {
    return 'utf-16le';
  }
  return (first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && third === 0 && fourth !== 0) ? 'utf-16be' : 'utf-8';
}

/**
 * Copies a text file in UTF-8, with line feeds at the ends of lines, and one in place of each block of NUL bytes, which a loss of power
 * leaves.
 * @throws CallResultError `store` if the file cannot be read or the copy not be written
 */
export async function convertText(file: string, copy: string, encoding: TextEncoding, signal: AbortSignal): Promise<ConvertedText> {
  const lines = new DecodedLines();
  const nul = new NulBlocks();
  const ends = new LineFeeds();
  try {
    await pipeline(
      async function* () {
        const decoder = encoding === 'utf-8' ? null : iconv.getDecoder(encoding);
        for await (const chunk of await openText(file)) {
          yield ends.of(nul.without(decoder === null ? lines.decode(chunk) : decoder.write(chunk)));
        }
        yield ends.of(nul.without(decoder === null ? lines.end() : (decoder.end() ?? '')) + nul.end()) + ends.end();
      },
      createWriteStream(copy),
      { signal }
    );
  } catch (error) {
    throw signal.aborted ? queryCancelled(signal.reason) : readingError(error);
  }
  return { otherLines: lines.others, example: lines.example, blocksOfNul: nul.blocks };
}

/** Text by lines: those that are not UTF-8 are Windows-1252. */
class DecodedLines {
  others = 0;
  example = '';
  private rest: Buffer = Buffer.alloc(0);

  decode(chunk: Buffer): string {
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const end = bytes.lastIndexOf(LINE_FEED) + 1;
    const whole = end === 0 && bytes.length > MAX_LINE_LENGTH ? bytes.length : end;
    this.rest = bytes.subarray(whole);
    return this.text(bytes.subarray(0, whole));
  }

  end(): string {
    return this.text(this.rest);
  }

  private text(bytes: Buffer): string {
    if (isUtf8(bytes)) {
      return bytes.toString();
    }
    const lines: string[] = [];
    for (let from = 0; from < bytes.length;) {
      const found = bytes.indexOf(LINE_FEED, from);
      const end = found < 0 ? bytes.length : found + 1;
      lines.push(this.line(bytes.subarray(from, end)));
      from = end;
    }
    return lines.join('');
  }

  private line(bytes: Buffer): string {
    if (isUtf8(bytes)) {
      return bytes.toString();
    }
    const text = iconv.decode(bytes, OTHER_ENCODING);
    this.others++;
    this.example ||= text.trim().slice(0, 100);
    return text;
  }
}

class NulBlocks {
  blocks = 0;
  private run = 0;

  without(text: string): string {
    if (this.run === 0 && !text.includes('\0')) {
      return text;
    }
    let out = '';
    for (const part of text.split(/(\0+)/)) {
      if (part.startsWith('\0')) {
        this.run += part.length;
      } else if (part !== '') {
        out += this.settled() + part;
      }
    }
    return out;
  }

  end(): string {
    return this.settled();
  }

  private settled(): string {
    const isBlock = this.run >= BLOCK_OF_NUL;
    this.run = 0;
    this.blocks += isBlock ? 1 : 0;
    return isBlock ? '\n' : '';
  }
}

/** A carriage return may be followed by its line feed in the next part of a text. */
class LineFeeds {
  private held = '';

  of(part: string): string {
    const text = this.held + part;
    this.held = text.endsWith('\r') ? '\r' : '';
    const settled = this.held === '' ? text : text.slice(0, -1);
    return settled.includes('\r') ? settled.replace(/\r\n?/g, '\n') : settled;
  }

  end(): string {
    return this.held === '' ? '' : '\n';
  }
}
