import { type RawBuilder, sql } from 'kysely';
import type { KeyReading } from '../../../../domain/layouts/layout';
import type { SqlDialect } from '../dialect';
import { presentText } from './presentText';
import type { ColumnOf } from './readColumn';

/** What a row shares with the other rows of its call, the first key that is filled; the empty text where none is. */
export function callKey(
  dialect: SqlDialect,
  keys: readonly KeyReading[] | null,
  columnOf: ColumnOf,
  missing: readonly string[]
): RawBuilder<string> {
  const texts = (keys ?? []).map((key) => keyText(dialect, key, columnOf, missing));
  const [first] = texts;
  if (first === undefined) {
    return sql<string>`''`;
  }
  return texts.length === 1 ? first : sql<string>`coalesce(${sql.join(texts.map((text) => sql`nullif(${text}, '')`))}, '')`;
}

function keyText(dialect: SqlDialect, { columns, pair }: KeyReading, columnOf: ColumnOf, missing: readonly string[]): RawBuilder<string> {
  const parts = columns.map((column) => presentText(dialect, columnOf(column), missing));
  const [first, second] = parts;
  if (first === undefined || second === undefined) {
    return first ?? sql<string>`''`;
  }
  const joined = (texts: readonly RawBuilder<string>[]) =>
    dialect.concatenated(texts.flatMap((text, index) => (index === 0 ? [text] : [sql<string>`'|'`, text])));
  const areFilled = sql.join(
    parts.map((part) => sql<boolean>`${part} <> ''`),
    sql` and `
  );
  const value =
    pair === true ? sql`case when ${first} < ${second} then ${joined([first, second])} else ${joined([second, first])} end` : joined(parts);
  return sql<string>`case when ${areFilled} then ${value} else '' end`;
}
