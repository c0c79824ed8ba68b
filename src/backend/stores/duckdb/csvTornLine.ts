import { type CsvHeader, splitFields } from './csvFile';
import { isHeaderLine } from './csvHeaderLine';
import { MAX_LINE_LENGTH, readLines } from './fileLines';

export interface TornLine {
  readonly reason: string;
  /** Its number and beginning; empty where no line looks torn. */
  readonly where: string;
}

/**
 * The first line of a CSV file that is not a record, and why; null if there is a further header, whose columns hold from there on. One with
 * as many columns looks like a record here.
 * @param linesBefore how many lines of the file are before those of this one, which is a piece of it
 */
export async function firstTornLine(
  file: string,
  header: CsvHeader,
  names: ReadonlySet<string>,
  linesBefore = 0
): Promise<TornLine | null> {
  let lineNumber = linesBefore;
  let torn: TornLine | null = null;
  for await (const line of readLines(file)) {
    lineNumber++;
    if (lineNumber <= linesBefore + header.before || line.trim() === '') {
      continue;
    }
    const fields = splitFields(line, header.delimiter);
    if (fields !== null && fields.length !== header.columns.length && isHeaderLine(fields, names)) {
      return null;
    }
    const reason: string | null = torn === null ? reasonOf(line, fields, header) : null;
    torn ??= reason === null ? null : { reason, where: `, line ${lineNumber}: ${line.trim().slice(0, 100)}` };
  }
  return torn ?? { reason: 'not readable as CSV', where: '' };
}

function reasonOf(line: string, fields: readonly string[] | null, { columns }: CsvHeader): string | null {
  if (line.length >= MAX_LINE_LENGTH) {
    return 'a line longer than 2 MB';
  }
  if (fields === null) {
    return 'a quote that is not closed';
  }
  if (fields.length !== columns.length) {
    return fields.length < columns.length ? 'too few columns' : 'too many columns';
  }
  return line.includes('\uFFFD') ? 'characters that are not UTF-8' : null;
}
