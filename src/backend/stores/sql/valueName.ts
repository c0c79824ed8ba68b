import { createHash } from 'node:crypto';
import { createQueryId, type QueryCompiler, type RawBuilder } from 'kysely';

/**
 * A name for the value of an expression, made of its text: equal statements then have equal texts, and only equal values share
 * a name, so that names within names are never mistaken for each other.
 */
export function valueName(compiler: QueryCompiler, value: RawBuilder<unknown>): string {
  const { sql: text, parameters } = compiler.compileQuery(value.toOperationNode(), createQueryId());
  return `v${createHash('sha256')
    .update(JSON.stringify([text, parameters.map(String)]))
    .digest('hex')
    .slice(0, 10)}`;
}
