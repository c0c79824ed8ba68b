import { createReadStream } from 'node:fs';
import { createInterface, type Interface } from 'node:readline';
import { createGunzip } from 'node:zlib';

const DELIMITERS = [',', ';', '\t', '|'] as const;

export interface CsvHeader {
  readonly columns: readonly string[];
  readonly delimiter: string;
}

/** The lines of a file, unpacked where its name ends in `.gz`. */
export function openLines(file: string): Interface {
  const bytes = createReadStream(file);
  const input = file.toLowerCase().endsWith('.gz') ? bytes.pipe(createGunzip()).on('close', () => bytes.destroy()) : bytes;
  const lines = createInterface({ input, crlfDelay: Infinity });
  // An error of either stream must end the reading of lines, or it would wait forever.
  const fail = (error: Error) => lines.emit('error', error);
  bytes.on('error', fail);
  input.on('error', fail);
  return lines;
}

/** The first line that is not blank, and how many blank ones stand before it; null in an empty file. */
export async function firstLine(file: string): Promise<{ text: string; blankBefore: number } | null> {
  const lines = openLines(file);
  let blankBefore = 0;
  try {
    return await new Promise((resolve, reject) => {
      lines.once('error', reject);
      lines.once('close', () => resolve(null));
      lines.on('line', (text) => {
        if (text.replace('\uFEFF', '').trim() !== '') {
          resolve({ text, blankBefore });
        }
        blankBefore++;
      });
    });
  } finally {
    lines.close();
    lines.removeAllListeners('line');
  }
}

/** Column names and delimiter from the header line; a name that stands twice or is empty gets its position's number. */
export function readHeader(line: string): CsvHeader {
  const text = line.replace(/^\uFEFF/, '');
  const delimiter = DELIMITERS.reduce((best, candidate) =>
    (splitFields(text, candidate)?.length ?? 0) > (splitFields(text, best)?.length ?? 0) ? candidate : best
  );
  const seen = new Set<string>();
  const columns = (splitFields(text, delimiter) ?? [text]).map((field, index) => {
    const name = field.trim();
    const unique = name === '' || seen.has(name.toLowerCase()) ? `${name === '' ? 'column' : name}_${index + 1}` : name;
    seen.add(unique.toLowerCase());
    return unique;
  });
  return { columns, delimiter };
}

/** The fields of one record by RFC 4180; null if a quote is not closed or text follows a closed one. */
export function splitFields(record: string, delimiter: string): string[] | null {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    let field = '';
    if (record[at] === '"') {
      const end = closingQuote(record, at + 1);
      if (end < 0 || (end + 1 < record.length && record[end + 1] !== delimiter)) {
        return null;
      }
      field = record.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
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

function closingQuote(record: string, from: number): number {
  let at = record.indexOf('"', from);
  while (at >= 0 && record[at + 1] === '"') {
    at = record.indexOf('"', at + 2);
  }
  return at;
}
