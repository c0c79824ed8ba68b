import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { queryCancelled } from '../cancelled';
import { MAX_LINE_LENGTH, openText, readingError } from './fileLines';
import { EnvelopeRecords, isEnvelope, parsed, type RecordTest } from './jsonEnvelope';
import type { UnreadRows } from './unreadRows';

const [QUOTE, BACKSLASH, LINE_FEED, CARRIAGE_RETURN, COMMA, COLON, BLANK] = [0x22, 0x5c, 0x0a, 0x0d, 0x2c, 0x3a, 0x20];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = [0x7b, 0x7d, 0x5b, 0x5d];
const LINE_END = Buffer.from('\n');
const MARK = [0xef, 0xbb, 0xbf] as const;

/**
 * Copies the JSON records of a file, an object a line: objects that go on over lines, and the records inside of envelopes.
 * Gives what is left out.
 * @throws CallResultError `store` if the file cannot be read or the copy not be written
 */
export async function splitJson(file: string, name: string, copy: string, test: RecordTest, signal: AbortSignal): Promise<UnreadRows[]> {
  const objects = new JsonObjects(test);
  try {
    await pipeline(
      async function* () {
        for await (const chunk of await openText(file)) {
          yield objects.feed(chunk);
        }
        yield objects.end();
      },
      createWriteStream(copy),
      { signal }
    );
  } catch (error) {
    throw signal.aborted ? queryCancelled(signal.reason) : readingError(error);
  }
  const { damaged } = objects;
  return damaged === 0 ? [] : [{ reason: 'no JSON object', rows: damaged, example: `${name}: ${objects.example}` }];
}

/** Finds the objects of a file and what is inside of envelopes. A file's byte is looked at once, or twice within an envelope. */
class JsonObjects {
  damaged = 0;
  example = '';
  /** Objects and lists that are open, by their first byte. */
  private open: number[] = [];
  /** The last byte outside of strings that is not blank. */
  private last = 0;
  private inString = false;
  private escaped = false;
  private inJunk = false;
  private parts: Buffer[] = [];
  private length = 0;
  /** Set for an object that is too long for a record. */
  private envelope: EnvelopeRecords | null = null;
  private found = 0;
  private out: Buffer[] = [];

  constructor(private readonly test: RecordTest) {}

  /** Gives the lines of the objects that end in the bytes. */
  feed(bytes: Buffer): Buffer {
    let from = 0;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? BLANK;
      if (this.inString) {
        if (this.escaped) {
          this.escaped = false;
        } else if (byte === BACKSLASH) {
          this.escaped = true;
        } else if (byte === QUOTE) {
          this.inString = false;
        } else if (byte === LINE_FEED) {
          // No string goes on over lines: the object is torn, and the next line begins another.
          this.keep(bytes.subarray(from, at));
          this.tear();
        }
      } else if (byte === OPEN_OBJECT && (this.open.length === 0 || !this.mayHoldObject())) {
        if (this.open.length > 0) {
          this.keep(bytes.subarray(from, at));
          this.tear();
        }
        [from, this.inJunk, this.last] = [at, false, byte];
        this.open.push(byte);
      } else if (this.open.length > 0) {
        if (byte === QUOTE) {
          this.inString = true;
        } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
          this.open.push(byte);
        } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
          this.open.pop();
          if (this.open.length === 0) {
            this.keep(bytes.subarray(from, at + 1));
            this.settle();
          }
        }
        this.last = byte > BLANK ? byte : this.last;
      } else {
        this.between(byte);
      }
    }
    if (this.open.length > 0) {
      this.keep(bytes.subarray(from));
    }
    return this.taken();
  }

  end(): Buffer {
    if (this.open.length > 0) {
      this.tear();
    }
    return this.taken();
  }

  private taken(): Buffer {
    const lines = Buffer.concat(this.out);
    this.out = [];
    return lines;
  }

  /** Whether an object may begin here; elsewhere the one that is open is torn. */
  private mayHoldObject(): boolean {
    return this.open.at(-1) === OPEN_OBJECT ? this.last === COLON : this.last === COMMA || this.last === OPEN_ARRAY;
  }

  private between(byte: number): void {
    if (byte === LINE_FEED || byte === CARRIAGE_RETURN) {
      this.inJunk = false;
    } else if (
      !this.inJunk &&
      byte > BLANK &&
      byte !== COMMA &&
      byte !== OPEN_ARRAY &&
      byte !== CLOSE_ARRAY &&
      !MARK.some((part) => part === byte)
    ) {
      this.inJunk = true;
      this.leaveOut('text outside of an object');
    }
  }

  private keep(part: Buffer): void {
    this.length += part.length;
    if (this.envelope !== null) {
      this.envelope.feed(part);
    } else {
      this.parts.push(part);
      if (this.length > MAX_LINE_LENGTH) {
        this.envelope = this.newEnvelope();
        this.parts.forEach((kept) => this.envelope?.feed(kept));
        this.parts = [];
      }
    }
  }

  private newEnvelope(): EnvelopeRecords {
    this.found = 0;
    return new EnvelopeRecords(this.test, MAX_LINE_LENGTH, (record) => {
      this.found++;
      if (record === null) {
        this.leaveOut('an object longer than 2 MB');
      } else {
        this.write(record);
      }
    });
  }

  private settle(): void {
    if (this.envelope === null) {
      const object = Buffer.concat(this.parts);
      // Without a list in it, it holds no records.
      if (object.includes(OPEN_ARRAY) && isEnvelope(parsed(object), this.test)) {
        this.newEnvelope().feed(object);
      } else {
        this.write(object);
      }
    } else if (this.found === 0) {
      this.leaveOut('an object longer than 2 MB without records in a list');
    }
    this.reset();
  }

  /** Of the object that is open no more comes. Lines that begin objects of their own within it, as after `{"code":`, are none of it. */
  private tear(): void {
    const object = Buffer.concat(this.parts);
    for (let begin = 0, end = 0; end >= 0; begin = end + 1) {
      end = object.indexOf(LINE_FEED, begin);
      const line = object.subarray(begin, end < 0 ? object.length : end);
      if (line[0] === OPEN_OBJECT && parsed(line) !== undefined) {
        this.write(line);
      } else if (line[0] === OPEN_OBJECT) {
        this.leaveOut(
          object
            .subarray(begin, begin + 100)
            .toString()
            .replace(/\s+/g, ' ')
        );
      }
    }
    this.reset();
  }

  private reset(): void {
    [this.open, this.inString, this.escaped, this.parts, this.length, this.envelope] = [[], false, false, [], 0, null];
  }

  private leaveOut(example: string): void {
    this.damaged++;
    this.example ||= example;
  }

  /** Line ends outside of strings are blanks to JSON; inside there are none. */
  private write(record: Buffer): void {
    const line = Buffer.from(record);
    for (const end of [LINE_FEED, CARRIAGE_RETURN]) {
      for (let at = line.indexOf(end); at >= 0; at = line.indexOf(end, at + 1)) {
        line[at] = BLANK;
      }
    }
    this.out.push(line, LINE_END);
  }
}
