import { type CsvHeader, NAMES_OF_A_HEADER } from './csvFile';
import type { GivenHeaders } from './csvGivenHeader';

/** What tells a header inside a file from a record. */
export interface CsvNames {
  /** Column names of the layout and the settings, in small letters. */
  readonly known: ReadonlySet<string>;
  readonly given: GivenHeaders | null;
}

const BEGINS_WITH_A_NUMBER = /^\s*[\d+-]/;

/** All names that a further header is recognized by. */
export function headerNames({ columns }: CsvHeader, { known }: CsvNames): Set<string> {
  return new Set([...known, ...columns.map((name) => name.toLowerCase())]);
}

/** Whether the fields of a line are column names rather than values. */
export function isHeaderLine(fields: readonly string[], names: ReadonlySet<string>): boolean {
  if (fields.some((field) => BEGINS_WITH_A_NUMBER.test(field))) {
    return false;
  }
  return fields.filter((field) => names.has(field.trim().toLowerCase())).length >= NAMES_OF_A_HEADER;
}
