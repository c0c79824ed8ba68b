/** The records of a case's file, taken apart by rules of their own, so that what is damaged and what remains is known. Texts are of single bytes. */

export interface CsvRecords {
  readonly kind: 'csv';
  /** Lines before the records: a hint, the names, their types. */
  readonly head: readonly string[];
  readonly hasNames: boolean;
  /** In small letters; null where none are in the file. */
  readonly names: readonly string[] | null;
  readonly delimiter: string;
  readonly rows: readonly (readonly string[])[];
}

export interface JsonRecords {
  readonly kind: 'json';
  readonly rows: readonly string[];
}

/** What is damaged as a whole only: packed, binary, already torn, or of a shape that is not taken apart here. */
export interface OtherRecords {
  readonly kind: 'other';
  readonly isText: boolean;
}

export type CaseRecords = CsvRecords | JsonRecords | OtherRecords;

const MARK = '\xef\xbb\xbf';
const TYPES = /^"?(?:INTEGER|VARCHAR)/;

/** @param hasNames whether a line of the file holds the columns' names */
export function takeApart(name: string, bytes: Buffer, hasNames: boolean): CaseRecords {
  const text = bytes.toString('latin1');
  const isText = !/\.(?:gz|zst|parquet)$/.test(name) && !text.startsWith('\x1f\x8b');
  const plain = text.startsWith(MARK) ? text.slice(MARK.length) : text;
  if (!isText || text.includes('\0')) {
    return { kind: 'other', isText };
  }
  if (/json/.test(name)) {
    const rows = plain.split('\n').filter((line) => line !== '');
    return rows.length > 0 && rows.every(isObject) ? { kind: 'json', rows } : { kind: 'other', isText };
  }
  return /[.]xml$/.test(name) ? { kind: 'other', isText } : csvOf(plain, hasNames);
}

export function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function csvOf(text: string, hasNames: boolean): CaseRecords {
  const other = { kind: 'other', isText: true } as const;
  const lines = csvLines(text).filter((line) => line.trim() !== '');
  const hint = /^sep=(.)$/.exec(lines[0] ?? '')?.[1];
  const first = lines[hint === undefined ? 0 : 1] ?? '';
  const delimiter = hint ?? [...',;\t|'].reduce((best, one) => (first.split(one).length > first.split(best).length ? one : best), ',');
  const namesAt = hint === undefined ? 0 : 1;
  const headLines = hasNames ? namesAt + (TYPES.test(lines[namesAt + 1] ?? '') ? 2 : 1) : 0;
  const rows = lines.slice(headLines).map((line) => csvFields(line, delimiter));
  const whole = rows.filter((row) => row !== null);
  const width = hasNames ? first.split(delimiter).length : whole[0]?.length;
  const isWhole = whole.length > 0 && whole.length === rows.length && whole.every((row) => row.length === width);
  // A further header changes what the records after it mean.
  const isPlain = !lines.slice(headLines).some((line) => line.startsWith(first.slice(0, 10)) && hasNames);
  const names = hasNames ? (csvFields(first, delimiter)?.map((name) => name.trim().toLowerCase()) ?? null) : null;
  return isWhole && isPlain ? { kind: 'csv', head: lines.slice(0, headLines), hasNames, names, delimiter, rows: whole } : other;
}

/** Lines of records: a line end within quotes is part of a value. */
function csvLines(text: string): string[] {
  const lines: string[] = [];
  let [line, quoted] = ['', false];
  for (const part of text.split(/(\r\n|\n|\r|")/)) {
    quoted = part === '"' ? !quoted : quoted;
    if (!quoted && /^[\r\n]/.test(part)) {
      lines.push(line);
      line = '';
    } else {
      line += part;
    }
  }
  return [...lines, line];
}

/** The fields of a record by RFC 4180; null if it is none. */
export function csvFields(line: string, delimiter: string): string[] | null {
  const fields: string[] = [];
  let rest = line;
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"/.exec(rest);
    const taken = quoted?.[0] ?? rest.split(delimiter, 1)[0] ?? '';
    fields.push(quoted?.[1] === undefined ? taken : quoted[1].replaceAll('""', '"'));
    rest = rest.slice(taken.length);
    if (rest === '') {
      return quoted === null && taken.startsWith('"') ? null : fields;
    }
    if (!rest.startsWith(delimiter) || (quoted === null && taken.startsWith('"'))) {
      return null;
    }
    rest = rest.slice(1);
  }
}

export interface CsvStyle {
  readonly delimiter: string;
  readonly quote: (field: string) => boolean;
}

export function csvLine(fields: readonly string[], { delimiter, quote }: CsvStyle): string {
  return fields
    .map((field) =>
      quote(field) || /["\r\n]/.test(field) || field.includes(delimiter) || field !== field.trim()
        ? `"${field.replaceAll('"', '""')}"`
        : field
    )
    .join(delimiter);
}

/** A sound file of some of the records, or of others that take their place. */
export function soundText(records: CsvRecords | JsonRecords, rows: readonly (string | readonly string[])[]): string {
  const lines = rows.map((row) =>
    typeof row === 'string' || records.kind === 'json' ? String(row) : csvLine(row, { delimiter: records.delimiter, quote: () => false })
  );
  return [...(records.kind === 'csv' ? records.head : []), ...lines, ''].join('\n');
}
