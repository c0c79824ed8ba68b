const DELIMITERS = [',', ';', '\t', '|'] as const;

export interface CsvHeader {
  readonly columns: readonly string[];
  readonly delimiter: string;
  /** Whether the first line of the file holds the column names. */
  readonly inFile: boolean;
}

/** A line that has this many of a layout's column names is a header; records have hardly one. */
const NAMES_OF_A_HEADER = 2;

/** Column names and delimiter from the header line; a name that stands twice or is empty gets its position's number. */
export function readHeader(line: string): CsvHeader {
  const { fields, delimiter } = fieldsOf(line);
  const seen = new Set<string>();
  const columns = fields.map((field, index) => {
    const name = field.trim();
    const unique = name === '' || seen.has(name.toLowerCase()) ? `${name === '' ? 'column' : name}_${index + 1}` : name;
    seen.add(unique.toLowerCase());
    return unique;
  });
  return { columns, delimiter, inFile: true };
}

/** The same for files that may begin with a record: their columns are those of the headers that has as many. Null if none has. */
export function readGivenHeader(line: string, headers: readonly (readonly string[])[]): CsvHeader | null {
  const { fields, delimiter } = fieldsOf(line);
  const names = new Set(headers.flat());
  if (fields.filter((field) => names.has(field.trim().toLowerCase())).length >= NAMES_OF_A_HEADER) {
    return readHeader(line);
  }
  const columns = headers.find(({ length }) => length === fields.length);
  return columns === undefined ? null : { columns, delimiter, inFile: false };
}

function fieldsOf(line: string): { fields: readonly string[]; delimiter: string } {
  const text = line.replace(/^\uFEFF/, '');
  const delimiter = DELIMITERS.reduce((best, candidate) =>
    (splitFields(text, candidate)?.length ?? 0) > (splitFields(text, best)?.length ?? 0) ? candidate : best
  );
  return { fields: splitFields(text, delimiter) ?? [text], delimiter };
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
