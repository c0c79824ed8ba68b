/** What MySQL and MariaDB do differently; everything else here works in both. */
export interface Flavour {
  readonly title: 'MySQL' | 'MariaDB';
  /** Compares by code points, which is the order of the bytes of UTF-8, and takes trailing blanks for what they are. */
  readonly collation: string;
  /** What a group took, in the replacement of `regexp_replace`: ICU's and PCRE's ways. */
  readonly group: (number: number) => string;
  /** The server's own limit for a statement, as an assignment. */
  readonly limit: (milliseconds: number) => string;
  /** Modes beside those of both. */
  readonly modes: readonly string[];
}

export const MYSQL: Flavour = {
  title: 'MySQL',
  collation: 'utf8mb4_0900_bin',
  group: (number) => `$${number}`,
  limit: (milliseconds) => `max_execution_time = ${Math.ceil(milliseconds)}`,
  // MariaDB cuts what a time has too many digits of, too.
  modes: ['TIME_TRUNCATE_FRACTIONAL'],
};

export const MARIADB: Flavour = {
  title: 'MariaDB',
  collation: 'utf8mb4_nopad_bin',
  group: (number) => `\\${number}`,
  limit: (milliseconds) => `max_statement_time = ${milliseconds / 1000}`,
  modes: [],
};

/** By what the server's `version()` says. */
export function flavourOf(version: string): Flavour {
  return /mariadb/i.test(version) ? MARIADB : MYSQL;
}
