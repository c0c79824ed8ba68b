import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { UnquotedValues } from '../../../domain/layouts/layout';
import { columnNames, type CsvHeader, splitFields } from './csvFile';
import { headerOf } from './csvGivenHeader';
import { type CsvNames, headerNames, isHeaderLine } from './csvHeaderLine';
import { mendedFields } from './csvMend';
import { engineError } from './engineError';
import { readLines } from './fileLines';
import { MAX_COLUMNS } from './maxColumns';

/** A quoted field may go on over this many lines; beyond them its opening quote counts as torn. */
const MAX_LINES_OF_A_RECORD = 20;
const LENGTH_OF_A_PIECE = 64 * 1024;

export interface Rescue {
  readonly unread: number;
  readonly example: string;
  /** Where the columns change first; null where they never do. */
  readonly firstChange: string | null;
  /** How many records were mended, and the first of them. */
  readonly mended: number;
  readonly mendedExample: string;
  /** Of all headers of the file. */
  readonly columns: readonly string[];
  /** The one at the end of the file; null where no record ends it. */
  readonly lastColumn: string | null;
}

/**
 * Copies the records that can be read of a CSV file whose quotes are torn, where an engine would swallow all lines up to the next quote,
 * or whose columns change at a further header. Every line that belongs to no record with the right number of fields is left out and
 * counted.
 * @throws CallResultError `store` if the file cannot be read or the copy not be written.
 */
export async function rescueRecords(
  file: string,
  header: CsvHeader,
  names: CsvNames,
  unquoted: UnquotedValues | undefined,
  copy: string
): Promise<Rescue> {
  let lines = new RescuedLines(header, names, unquoted, header.columns);
  try {
    await pipeline(lines.recordsOf(file), createWriteStream(copy));
    if (lines.columns.length > header.columns.length) {
      // A later header has further columns; now that all are known, each record can be written with all of them.
      lines = new RescuedLines(header, names, unquoted, lines.columns);
      await pipeline(lines.recordsOf(file), createWriteStream(copy));
    }
  } catch (error) {
    throw engineError(error);
  }
  return {
    unread: lines.unread,
    example: lines.example,
    firstChange: lines.firstChange,
    mended: lines.mended,
    mendedExample: lines.mendedExample,
    columns: lines.columns,
    lastColumn: lines.lastColumn,
  };
}

class RescuedLines implements Rescue {
  unread = 0;
  example = '';
  firstChange: string | null = null;
  mended = 0;
  mendedExample = '';
  lastColumn: string | null = null;
  readonly columns: string[];
  private lineNumber = 0;
  /** Lines that are read but belong to no record yet. */
  private readonly pending: string[] = [];
  private readonly names: ReadonlySet<string>;
  /** Columns that hold now. */
  private current: readonly string[];
  /** For each of all columns, its place among those that hold now, or -1. */
  private places: readonly number[] = [];

  constructor(
    private readonly header: CsvHeader,
    private readonly given: CsvNames,
    private readonly unquoted: UnquotedValues | undefined,
    columns: readonly string[]
  ) {
    this.columns = [...columns];
    this.names = headerNames(header, given);
    this.current = header.columns;
    this.place();
  }

  /** In pieces of many records, since each piece costs time. */
  async *recordsOf(file: string): AsyncGenerator<string> {
    let records = recordText(this.columns);
    for await (const line of readLines(file)) {
      this.lineNumber++;
      if (this.lineNumber > this.header.before) {
        records += this.take(line);
      }
      if (records.length > LENGTH_OF_A_PIECE) {
        yield records;
        records = '';
      }
    }
    while (this.pending.length > 0) {
      records += this.settleFirst();
    }
    yield records;
  }

  /** Gives the record that can be told after the line; nothing before others have been read, or where there is none. */
  private take(line: string): string {
    const fields = this.pending.length === 0 ? this.fieldsOf(line) : null;
    if (fields?.length === this.current.length && !isHeaderLine(fields, this.names)) {
      return this.textOf(fields);
    }
    const mended = this.pending.length === 0 ? this.mend(line) : null;
    if (mended !== null) {
      return this.textOf(mended);
    }
    this.pending.push(line);
    return fields !== null || this.pending.length >= MAX_LINES_OF_A_RECORD ? this.settleFirst() : '';
  }

  /** Takes the record that begins at the first pending line, or counts that line as torn. */
  private settleFirst(): string {
    for (let lines = 1; lines <= this.pending.length; lines++) {
      if (lines > 1 && this.isWholeRecord(this.pending[lines - 1] ?? '')) {
        break;
      }
      const text = this.pending.slice(0, lines).join('\n');
      const fields = this.fieldsOf(text);
      if (lines === 1 && fields !== null && isHeaderLine(fields, this.names) && this.change(fields)) {
        this.pending.shift();
        return '';
      }
      if (fields !== null && (fields.length === this.current.length || this.changeToGiven(fields))) {
        this.pending.splice(0, lines);
        return this.textOf(fields);
      }
      if (fields !== null) {
        break;
      }
    }
    const [torn = ''] = this.pending;
    if (torn.trim() !== '') {
      this.leaveOut(torn);
    }
    this.pending.shift();
    return '';
  }

  private textOf(fields: readonly string[]): string {
    this.lastColumn = this.current.at(-1) ?? null;
    return recordText(this.places.map((place) => fields[place] ?? ''));
  }

  private mend(line: string): string[] | null {
    const { unquoted, current, header } = this;
    const fields = unquoted === undefined ? null : mendedFields(line, { delimiter: header.delimiter, columns: current, unquoted });
    if (fields !== null) {
      this.mended++;
      this.mendedExample ||= this.lineText(line);
    }
    return fields;
  }

  private fieldsOf(text: string): string[] | null {
    const fields = splitFields(text, this.header.delimiter);
    return fields?.length !== this.current.length && text.includes('\\"')
      ? (splitFields(text, this.header.delimiter, '\\') ?? fields)
      : fields;
  }

  /** Takes a further header; false for one that only repeats what holds, which is a row too many. */
  private change(fields: readonly string[]): boolean {
    const columns = columnNames(fields);
    if (columns.join('\0').toLowerCase() === this.current.join('\0').toLowerCase()) {
      this.leaveOut(fields.join(this.header.delimiter));
      return true;
    }
    this.current = columns;
    this.firstChange ??= this.lineText(fields.join(this.header.delimiter));
    const all = new Set(this.columns.map((name) => name.toLowerCase()));
    for (const name of columns) {
      if (!all.has(name.toLowerCase()) && this.columns.length < MAX_COLUMNS) {
        this.columns.push(name);
      }
    }
    this.place();
    return true;
  }

  /** Rows without header become longer where the system was told to write further columns. */
  private changeToGiven(fields: readonly string[]): boolean {
    const { given } = this.given;
    const header = this.header.inFile || given === null ? null : headerOf([fields], { ...given, areExtended: false });
    return header !== null && this.change(header);
  }

  private place(): void {
    const places = new Map(this.current.map((name, index) => [name.toLowerCase(), index]));
    this.places = this.columns.map((name) => places.get(name.toLowerCase()) ?? -1);
  }

  private leaveOut(line: string): void {
    this.unread++;
    this.lastColumn = null;
    this.example ||= this.lineText(line);
  }

  /** With the number of the first pending line. */
  private lineText(line: string): string {
    return `line ${this.lineNumber - Math.max(this.pending.length, 1) + 1}: ${line.slice(0, 100)}`;
  }

  /** Such a line is none of the middle of a quoted value: the quote before it is torn. */
  private isWholeRecord(line: string): boolean {
    return !line.includes('"') && splitFields(line, this.header.delimiter)?.length === this.current.length;
  }
}

function recordText(fields: readonly string[]): string {
  return `${fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(',')}\n`;
}
