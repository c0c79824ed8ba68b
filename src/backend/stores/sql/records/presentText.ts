import { type RawBuilder, sql } from 'kysely';
import type { ColumnType } from '../columns';
import type { SqlDialect } from '../dialect';
import { isAnyOf } from '../isAnyOf';

type Text = RawBuilder<string | null>;

/** Whether a text without blanks around it holds a value; null for null. */
export function isPresent(dialect: SqlDialect, trimmed: Text, missing: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`not (${isAnyOf(dialect, trimmed, ['', ...missing])})`;
}

/** Characters of a UUID. */
const UUID_LENGTH = 36;

/** A column's text as it was written; the empty text where it is a spelling of "no value". Only texts can be one, and UUIDs if the settings name such a one. */
export function presentText(
  dialect: SqlDialect,
  { expression, type, isUuid = false }: { readonly expression: RawBuilder<unknown>; readonly type: ColumnType; readonly isUuid?: boolean },
  missing: readonly string[]
): RawBuilder<string> {
  const text = dialect.text(expression, type);
  const mayBeMissing = isUuid ? missing.some((spelling) => spelling.length === UUID_LENGTH) : type === 'text' || type === 'other';
  return mayBeMissing
    ? sql<string>`case when ${isPresent(dialect, dialect.trim(text), missing)} then ${text} else '' end`
    : sql<string>`coalesce(${text}, '')`;
}

/** The same; null where it is a spelling of "no value". */
export function presentOrNull(...of: Parameters<typeof presentText>): RawBuilder<string | null> {
  return sql<string | null>`nullif(${presentText(...of)}, '')`;
}
