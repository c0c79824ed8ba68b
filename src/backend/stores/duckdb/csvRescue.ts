import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type CsvHeader, splitFields } from './csvFile';
import { engineError } from './engineError';
import { readLines } from './fileLines';

/** A quoted field may go on over this many lines; beyond them its opening quote counts as torn. */
const MAX_LINES_OF_A_RECORD = 20;

export interface Rescue {
  readonly unread: number;
  readonly example: string;
}

/**
 * Copies the records that can be read of a CSV file whose quotes are torn: there an engine would swallow all lines up
 * to the next quote. Every line that belongs to no record with the right number of fields is left out and counted.
 * @throws CallResultError `store` if the file cannot be read or the copy not be written.
 */
export async function rescueRecords(file: string, header: CsvHeader, copy: string): Promise<Rescue> {
  const lines = new RescuedLines(header);
  try {
    await pipeline(lines.recordsOf(file), createWriteStream(copy));
  } catch (error) {
    throw engineError(error);
  }
  return { unread: lines.unread, example: lines.example };
}

class RescuedLines implements Rescue {
  unread = 0;
  example = '';
  private lineNumber = 0;
  /** Lines that are read but belong to no record yet. */
  private readonly pending: string[] = [];

  constructor(private readonly header: CsvHeader) {}

  async *recordsOf(file: string): AsyncGenerator<string> {
    let headerSeen = !this.header.inFile;
    yield recordText(this.header.columns);
    for await (const line of readLines(file)) {
      this.lineNumber++;
      if (!headerSeen) {
        headerSeen = line.trim() !== '' && line !== '\uFEFF';
        continue;
      }
      this.pending.push(line);
      const isComplete = this.pending.length === 1 && splitFields(line, this.header.delimiter) !== null;
      if (isComplete || this.pending.length >= MAX_LINES_OF_A_RECORD) {
        yield this.settleFirst();
      }
    }
    while (this.pending.length > 0) {
      yield this.settleFirst();
    }
  }

  /** Takes the record that begins at the first pending line, or counts that line as torn. */
  private settleFirst(): string {
    for (let lines = 1; lines <= this.pending.length; lines++) {
      if (lines > 1 && this.isWholeRecord(this.pending[lines - 1] ?? '')) {
        break;
      }
      const fields = splitFields(this.pending.slice(0, lines).join('\n'), this.header.delimiter);
      if (fields?.length === this.header.columns.length) {
        this.pending.splice(0, lines);
        return recordText(fields);
      }
      if (fields !== null) {
        break;
      }
    }
    const torn = this.pending.shift() ?? '';
    if (torn.trim() !== '') {
      this.unread++;
      this.example ||= `line ${this.lineNumber - this.pending.length}: ${torn.slice(0, 100)}`;
    }
    return '';
  }

  /** Such a line is none of the middle of a quoted value: the quote before it is torn. */
  private isWholeRecord(line: string): boolean {
    return !line.includes('"') && splitFields(line, this.header.delimiter)?.length === this.header.columns.length;
  }
}

function recordText(fields: readonly string[]): string {
  return `${fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(',')}\n`;
}
