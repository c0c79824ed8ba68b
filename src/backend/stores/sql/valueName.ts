import { createHash } from 'node:crypto';
import { type CompiledQuery, createQueryId, type QueryCompiler, type RawBuilder } from 'kysely';

/** The text of an expression, and its parameters. */
export function compiledValue(compiler: QueryCompiler, value: RawBuilder<unknown>): CompiledQuery {
  return compiler.compileQuery(value.toOperationNode(), createQueryId());
}

/**
 * A name for the value of an expression, made of its text: equal statements then have equal texts, and only equal values share
 * a name, so that names within names are never mistaken for each other.
 */
export function valueName({ sql: text, parameters }: CompiledQuery): string {
  return `v${createHash('sha256')
    .update(JSON.stringify([text, parameters.map(String)]))
    .digest('hex')
    .slice(0, 10)}`;
}
