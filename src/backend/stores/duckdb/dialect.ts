import { PostgresQueryCompiler, sql } from 'kysely';
import type { SqlDialect } from '../sql/dialect';

/** DuckDB writes identifiers and parameters as PostgreSQL does. */
export const duckDbDialect: SqlDialect = {
  compiler: new PostgresQueryCompiler(),
  floorDivide: (value, step) => sql<number>`(${value} // ${sql.lit(step)})`,
  containsText: (text, part) => sql<boolean>`contains(lower(${text}), lower(${part}))`,
  // A bigint is bound as BIGINT; a plain number would be bound as DOUBLE and turn the comparison away from zone maps.
  wholeNumber: (value) => sql<number>`${BigInt(value)}`,
};
