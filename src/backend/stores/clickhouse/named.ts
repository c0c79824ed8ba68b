import { createHash } from 'node:crypto';
import { createQueryId, type RawBuilder, sql } from 'kysely';
import { ClickHouseCompiler } from './compiler';

const compiler = new ClickHouseCompiler();

/**
 * An expression that uses a value several times, with its text in it once: as the argument of a function that is called
 * for it alone. The name comes from the value, so that equal statements have equal texts and only equal values share one.
 */
export function named<T, U>(value: RawBuilder<T>, use: (value: RawBuilder<T>) => RawBuilder<U>): RawBuilder<U> {
  const { sql: text, parameters } = compiler.compileQuery(value.toOperationNode(), createQueryId());
  const name = sql.id(
    `v${createHash('sha256')
      .update(JSON.stringify([text, parameters.map(String)]))
      .digest('hex')
      .slice(0, 10)}`
  );
  return sql<U>`arrayMap(${name} -> ${use(sql<T>`${name}`)}, [${value}])[1]`;
}
