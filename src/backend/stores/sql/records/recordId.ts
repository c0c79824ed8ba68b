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
  return sql<number>`case when ${id} > 0 then ${id} else 0 end`;
}
