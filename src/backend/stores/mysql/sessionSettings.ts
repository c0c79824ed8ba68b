import type { Flavour } from './flavour';

/** Longer than any statement may wait for a table that is being changed, seconds. */
const LONGEST_LOCK_WAIT_S = 31_536_000;

/**
 * Everything that could change what a statement means or let it change something, whatever the server, its
 * `init_connect` and the user have. Backslashes escape in the literals that kysely writes for MySQL, and its identifiers
 * are in backticks: so neither NO_BACKSLASH_ESCAPES nor ANSI_QUOTES. Differences of unsigned numbers may be negative.
 */
export function sessionSettings(flavour: Flavour, statementTimeoutMs: number): readonly string[] {
  const lockWait = Math.min(Math.max(Math.ceil(statementTimeoutMs / 1000), 1), LONGEST_LOCK_WAIT_S);
  const variables = [
    `sql_mode = '${['NO_UNSIGNED_SUBTRACTION', ...flavour.modes].join(',')}'`,
    "time_zone = '+00:00'",
    'autocommit = 1',
    'sql_select_limit = 18446744073709551615',
    'sql_big_selects = 1',
    'sql_auto_is_null = 0',
    'div_precision_increment = 4',
    `lock_wait_timeout = ${lockWait}`,
    flavour.limit(statementTimeoutMs),
  ];
  return [`set names utf8mb4 collate ${flavour.collation}`, `set session ${variables.join(', ')}`, 'set session transaction read only'];
}
