import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { type CsvHeader, openLines, splitFields } from './csvFile';

/** A quoted field may go on over this many lines; beyond them its opening quote counts as torn. */
const MOST_LINES_OF_A_RECORD = 20;

export interface Rescue {
  readonly unread: number;
  readonly example: string;
}

/**
 * Copies the records that can be read of a CSV file whose quotes are torn: there an engine would swallow all lines up
 * to the next quote. Every line that belongs to no record with the right number of fields is left out and counted.
 */
export async function rescueRecords(file: string, header: CsvHeader, copy: string): Promise<Rescue> {
  const out = createWriteStream(copy);
  const pending: string[] = [];
  let [unread, example, lineNumber, headerSeen] = [0, '', 0, false];

  const write = async (text: string) => {
    if (!out.write(text)) {
      await once(out, 'drain');
    }
  };
  /** A line that is a record by itself is none of the middle of a quoted value; the quote before it is torn. */
  const isWholeRecord = (line: string) => !line.includes('"') && splitFields(line, header.delimiter)?.length === header.columns.length;
  /** Takes the record that begins at the first pending line, or counts that line as torn. */
  const settleFirst = async (): Promise<void> => {
    for (let lines = 1; lines <= pending.length; lines++) {
      if (lines > 1 && isWholeRecord(pending[lines - 1] ?? '')) {
        break;
      }
      const fields = splitFields(pending.slice(0, lines).join('\n'), header.delimiter);
      if (fields?.length === header.columns.length) {
        pending.splice(0, lines);
        return write(`${fields.map(quoteField).join(',')}\n`);
      }
      if (fields !== null) {
        break;
      }
    }
    const torn = pending.shift() ?? '';
    if (torn.trim() === '') {
      return;
    }
    unread++;
    example ||= `line ${lineNumber - pending.length}: ${torn.slice(0, 100)}`;
  };

  await write(`${header.columns.map(quoteField).join(',')}\n`);
  for await (const line of openLines(file)) {
    lineNumber++;
    if (line.trim() === '' && pending.length === 0) {
      continue;
    }
    if (!headerSeen) {
      headerSeen = true;
      continue;
    }
    pending.push(line);
    const complete = pending.length === 1 && splitFields(line, header.delimiter) !== null;
    if (complete || pending.length >= MOST_LINES_OF_A_RECORD) {
      await settleFirst();
    }
  }
  while (pending.length > 0) {
    await settleFirst();
  }
  out.end();
  await once(out, 'close');
  return { unread, example };
}

function quoteField(field: string): string {
  return `"${field.replaceAll('"', '""')}"`;
}
