const DELIMITERS = [',', ';', '\t', '|'] as const;

export interface CsvHeader {
  readonly columns: readonly string[];
  readonly delimiter: string;
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
