import { type RawBuilder, sql } from 'kysely';
import type { SqlDialect } from '../dialect';
import type { ColumnOf } from './readColumn';

/** The number of a record, by which rows of the same time are ordered. Records without one, 0 here, are distinguished by everything else. */
export function recordId(dialect: SqlDialect, column: string | null, columnOf: ColumnOf): RawBuilder<number> {
  if (column === null) {
    return sql<number>`0`;
  }
  const { expression, type } = columnOf(column);
  const id =
    type === 'whole' ? expression : dialect.wholeOfDigits(dialect.firstCapture(dialect.text(expression, type), String.raw`^(\d{1,18})$`));
  // Engines that pass over nulls in `greatest`, and those that do not, end alike.
  return sql<number>`coalesce(greatest(${id}, 0), 0)`;
}
