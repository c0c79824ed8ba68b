import { type CsvHeader, splitFields } from './csvFile';
import { MAX_LINE_LENGTH, readLines } from './fileLines';

export interface TornLine {
  readonly reason: string;
  /** Its number and beginning; empty where no line looks torn. */
  readonly where: string;
}

/** The first line of a CSV file that is not a record, and why. */
export async function firstTornLine(file: string, header: CsvHeader): Promise<TornLine> {
  let [lineNumber, headerSeen] = [0, !header.inFile];
  for await (const line of readLines(file)) {
    lineNumber++;
    if (line.trim() === '' || line === '\uFEFF') {
      continue;
    }
    const reason = headerSeen ? reasonOf(line, header) : null;
    headerSeen = true;
    if (reason !== null) {
      return { reason, where: `, line ${lineNumber}: ${line.trim().slice(0, 100)}` };
    }
  }
  return { reason: 'not readable as CSV', where: '' };
}

function reasonOf(line: string, { columns, delimiter }: CsvHeader): string | null {
  if (line.length >= MAX_LINE_LENGTH) {
    return 'a line longer than 2 MB';
  }
  const fields = splitFields(line, delimiter);
  if (fields === null) {
    return 'a quote that is not closed';
  }
  if (fields.length !== columns.length) {
    return fields.length < columns.length ? 'too few columns' : 'too many columns';
  }
  return line.includes('\uFFFD') ? 'characters that are not UTF-8' : null;
}
