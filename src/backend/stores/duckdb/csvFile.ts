import { nameOfPlace } from '../../../domain/recordColumn';
import { type GivenHeaders, headerOf } from './csvGivenHeader';
import type { HeadLine } from './fileLines';

const DELIMITERS = [',', ';', '\t', '|'] as const;
const [QUOTE, BACKSLASH] = [0x22, 0x5c];

export interface CsvHeader {
  readonly columns: readonly string[];
  readonly delimiter: string;
  /** Whether a line of the file holds the column names. */
  readonly inFile: boolean;
  /** Lines before the first record: blank ones, Excel's `sep=;`, the names, their types. */
  readonly before: number;
  /** How many of these are not blank. */
  readonly headLines: number;
  /** Those of the columns that the line of names has no name for. */
  readonly unnamed: readonly string[];
}

/** A longer beginning is that of a torn record. */
const MAX_RECORD_OVER_LINES = 100_000;
/** A line that has this many of a layout's column names is a header; records have hardly one. */
export const NAMES_OF_A_HEADER = 2;
/** Excel's hint which delimiter follows. */
const DELIMITER_LINE = /^\s*"?sep=(.)"?\s*$/i;
/** What a line below the names holds that says the types of the columns. */
const TYPE =
  /^"?(?:INTEGER|BIGINT|SMALLINT|VARCHAR|CHAR|TEXT|UNIQUEIDENTIFIER|TIMESTAMP|DATETIME|BOOLEAN|FLOAT|DOUBLE|NUMERIC|DECIMAL)(?:\s?\(\d+(?:,\d+)?\))?"?$/i;
/**
 * What the first lines of a file tell. Files of a layout with given headers may begin with a record: their columns are those of the
 * header that has as many and holds what they have. Null if none does.
 */
export function readCsvHeader(lines: readonly HeadLine[], given: GivenHeaders | null): CsvHeader | null {
  const hint = DELIMITER_LINE.exec(lines[0]?.text ?? '')?.[1];
  const skipped = hint === undefined ? 0 : 1;
  const [first, second] = lines.slice(skipped);
  if (first === undefined) {
    return null;
  }
  const { fields, delimiter } = fieldsOf(firstRecord(lines.slice(skipped)), hint);
  const names = new Set(given?.headers.flat());
  if (given !== null && fields.filter((field) => names.has(field.trim().toLowerCase())).length < NAMES_OF_A_HEADER) {
    const rows = headRows(lines.slice(skipped), delimiter);
    const header = headerOf(rows, given);
    return header === null
      ? null
      : { columns: columnNames(header), delimiter, inFile: false, before: first.before, headLines: skipped, unnamed: [] };
  }
  const types = second === undefined ? null : splitFields(second.text, delimiter);
  const hasTypes = types !== null && types.length > 1 && types.every((field) => TYPE.test(field.trim()));
  const columns = columnNames(fields);
  return {
    columns,
    delimiter,
    inFile: true,
    before: (hasTypes && second !== undefined ? second.before : first.before) + 1,
    headLines: skipped + (hasTypes ? 2 : 1),
    unnamed: columns.filter((_, index) => fields[index]?.trim() === ''),
  };
}

/** Columns of a file that has no names, by their position; null if a quote in its first record is not closed. */
export function readHeadless(lines: readonly HeadLine[]): CsvHeader | null {
  const [first] = lines;
  const record = firstRecord(lines);
  const { fields, delimiter } = fieldsOf(record, undefined);
  if (first === undefined || splitFields(record, delimiter) === null) {
    return null;
  }
  return {
    columns: fields.map((_, index) => nameOfPlace(index + 1)),
    delimiter,
    inFile: false,
    before: first.before,
    headLines: 0,
    unnamed: [],
  };
}

/** Column names of a header line; a name that occurs twice or is empty gets its position's number. */
export function columnNames(fields: readonly string[]): string[] {
  const seen = new Set<string>();
  return fields.map((field, index) => {
    const name = field.trim();
    const unique = name === '' || seen.has(name.toLowerCase()) ? `${name === '' ? 'column' : name}_${index + 1}` : name;
    seen.add(unique.toLowerCase());
    return unique;
  });
}

function fieldsOf(text: string, hint: string | undefined): { fields: readonly string[]; delimiter: string } {
  const delimiter =
    hint ??
    DELIMITERS.reduce((best, candidate) =>
      (splitFields(text, candidate)?.length ?? 0) > (splitFields(text, best)?.length ?? 0) ? candidate : best
    );
  return { fields: splitFields(text, delimiter) ?? [text], delimiter };
}

/** The first line, and those that it goes on over where a quote in it is not closed; that line alone where none of the first lines closes it. */
function firstRecord(lines: readonly HeadLine[]): string {
  const isWhole = (record: string) => DELIMITERS.some((delimiter) => (splitFields(record, delimiter)?.length ?? 0) > 1);
  return recordAt(lines, 0, isWhole)?.text ?? lines[0]?.text ?? '';
}

/** The fields of the first records, each of which may go on over lines; lines that are torn are left out. */
function headRows(lines: readonly HeadLine[], delimiter: string): string[][] {
  const rows: string[][] = [];
  for (let at = 0; at < lines.length; at++) {
    const record = recordAt(lines, at, (text) => splitFields(text, delimiter) !== null);
    if (record !== null) {
      rows.push(splitFields(record.text, delimiter) ?? []);
      at = record.last;
    }
  }
  return rows;
}

/** The record that begins in a line; null if none of the lines ends it. */
function recordAt(lines: readonly HeadLine[], at: number, isWhole: (text: string) => boolean): { text: string; last: number } | null {
  let text = lines[at]?.text ?? '';
  for (let last = at; ; text += `\n${lines[++last]?.text ?? ''}`) {
    if (isWhole(text)) {
      return { text, last };
    }
    if (last + 1 >= lines.length || text.length > MAX_RECORD_OVER_LINES) {
      return null;
    }
  }
}

/**
 * The fields of one record by RFC 4180, or as MySQL writes them, with a backslash before quotes; blanks may be around quotes. Null if a
 * quote is not closed or text follows a closed one.
 */
export function splitFields(record: string, delimiter: string, escape: '"' | '\\' = '"'): string[] | null {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    let field = '';
    const quote = afterBlanks(record, at, delimiter);
    if (record[quote] === '"') {
      const end = escape === '"' ? closingQuote(record, quote + 1) : quoteWithoutBackslash(record, quote + 1);
      const next = end < 0 ? end : afterBlanks(record, end + 1, delimiter);
      if (end < 0 || (next < record.length && record[next] !== delimiter)) {
        return null;
      }
      field = record.slice(quote + 1, end);
      field = escape === '"' ? field.replaceAll('""', '"') : field.replace(/\\(["\\])/g, '$1');
      at = next;
    } else {
      const next = record.indexOf(delimiter, at);
      const end = next < 0 ? record.length : next;
      field = record.slice(at, end);
      at = end;
    }
    fields.push(field);
    if (at >= record.length) {
      return fields;
    }
    at++;
  }
}

/** Where the blanks that begin here end. */
function afterBlanks(record: string, from: number, delimiter: string): number {
  let at = from;
  while ((record[at] === ' ' || record[at] === '\t') && record[at] !== delimiter) {
    at++;
  }
  return at;
}

function closingQuote(record: string, from: number): number {
  let at = record.indexOf('"', from);
  while (at >= 0 && record[at + 1] === '"') {
    at = record.indexOf('"', at + 2);
  }
  return at;
}

function quoteWithoutBackslash(record: string, from: number): number {
  for (let at = from; at < record.length; at++) {
    const character = record.charCodeAt(at);
    if (character === QUOTE) {
      return at;
    }
    at += character === BACKSLASH ? 1 : 0;
  }
  return -1;
}
