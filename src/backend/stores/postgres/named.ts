import { PostgresQueryCompiler, type RawBuilder, sql } from 'kysely';
import { compiledValue, valueName } from '../sql/valueName';

const compiler = new PostgresQueryCompiler();
/** Shorter texts, such as those of columns and their numbers, are reckoned again in less time than a relation takes. */
const LONG_TEXT = 200;

/**
 * An expression that uses a value several times, with its text in it once and reckoned once if it is long: as the column of a
 * relation of one row, whose offset keeps the planner from writing the value wherever it is named.
 */
export function named<T, U>(value: RawBuilder<T>, use: (value: RawBuilder<T>) => RawBuilder<U>): RawBuilder<U> {
  const compiled = compiledValue(compiler, value);
  if (compiled.sql.length < LONG_TEXT) {
    return use(value);
  }
  const name = sql.id(valueName(compiled));
  return sql<U>`(select ${use(sql<T>`${name}`)} from (select ${value} as ${name} offset 0) as ${name})`;
}
