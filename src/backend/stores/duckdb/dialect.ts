import { PostgresQueryCompiler, sql } from 'kysely';
import type { SqlDialect } from '../sql/dialect';

/** DuckDB writes identifiers and parameters as PostgreSQL does. */
export const duckDbDialect: SqlDialect = {
  compiler: new PostgresQueryCompiler(),
  floorDivide: (value, step) => sql<number>`(${value} // ${sql.lit(step)})`,
  containsText: (text, part) => sql<boolean>`contains(lower(${text}), lower(${part}))`,
  // Neither a bigint (bound as HUGEINT) nor a number (bound as DOUBLE) would let zone maps be used.
  wholeNumber: (value) => sql<number>`cast(${BigInt(value)} as bigint)`,
};
