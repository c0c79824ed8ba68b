import { type RawBuilder, sql } from 'kysely';
import { compiledValue, valueName } from '../sql/valueName';
import { ClickHouseCompiler } from './compiler';

const compiler = new ClickHouseCompiler();

/**
 * An expression that uses a value several times, with its text in it once: as the argument of a function that is called
 * for it alone.
 */
export function named<T, U>(value: RawBuilder<T>, use: (value: RawBuilder<T>) => RawBuilder<U>): RawBuilder<U> {
  const name = sql.id(valueName(compiledValue(compiler, value)));
  return sql<U>`arrayMap(${name} -> ${use(sql<T>`${name}`)}, [${value}])[1]`;
}
