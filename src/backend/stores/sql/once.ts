import type { RawBuilder } from 'kysely';
import type { SqlDialect } from './dialect';

/**
 * Uses a value several times in an expression. Where the engine can name a value, its text stands there once: a time
 * that is read of text and then compared with every change of a zone's offset would fill a statement.
 */
export function once<T, U>(dialect: SqlDialect, value: RawBuilder<T>, use: (value: RawBuilder<T>) => RawBuilder<U>): RawBuilder<U> {
  return dialect.once === undefined ? use(value) : dialect.once(value, use);
}
