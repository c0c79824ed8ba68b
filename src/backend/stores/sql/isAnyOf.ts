import { type RawBuilder, sql } from 'kysely';
import type { SqlDialect } from './dialect';

/** Whether a text is one of a few known ones; null for null. */
export function isAnyOf(dialect: SqlDialect, text: RawBuilder<string | null>, known: readonly string[]): RawBuilder<boolean> {
  const list = sql.join(known.map((one) => sql.val(one)));
  return dialect.isAnyOf === undefined ? sql<boolean>`${text} in (${list})` : dialect.isAnyOf(text, list);
}
