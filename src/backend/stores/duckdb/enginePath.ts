import { type RawBuilder, sql } from 'kysely';

/** An argument of the functions that read files: a folder such as `sip_code=486` is not a column. */
export const COLUMNS_OF_FILES_ONLY: RawBuilder<unknown> = sql`hive_partitioning = false`;

const PATTERN_CHARACTERS = /[*?[]/g;

/** A path for the functions that read files, which take a path with such characters for a pattern: each as a class of one character. */
export function enginePath(path: string): RawBuilder<string> {
  return sql.lit(path.replace(PATTERN_CHARACTERS, '[$&]'));
}

/** Within a pattern the engine takes a backslash for an escape, also where it is a character of a name. */
export function isReadable(path: string): boolean {
  return path.search(PATTERN_CHARACTERS) < 0 || !path.includes('\\');
}
