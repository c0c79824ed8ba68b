import { type RawBuilder, sql } from 'kysely';
import { CallResultError } from '../../../domain/errors';

/** A table as the server finds it. No schema: where the server looks for tables that are named without one. */
export interface TableName {
  readonly schema: string | null;
  readonly table: string;
}

/** How an engine writes names. */
export interface NameStyle {
  readonly quote: '"' | '`';
  /** What the first part of a longer name is. */
  readonly outer: 'schema' | 'database';
}

/**
 * Reads `acc`, `voip.acc` or, where a name contains a dot, `voip."acc.2026"`. Upper and lower case stay as written.
 * @throws CallResultError `settings` for anything else
 */
export function readTableName(name: string, defaultSchema: string, { quote, outer }: NameStyle): TableName {
  const part = `${quote}(?:[^${quote}]|${quote}${quote})+${quote}|[^${quote}.]+`;
  const parts = new RegExp(`^(?:(${part})\\.)?(${part})$`).exec(name);
  const [schema = null, table] = [parts?.[1], parts?.[2]].map((text) => (text === undefined ? undefined : unquoted(text, quote)));
  if (table === undefined) {
    throw new CallResultError('settings', `"${name}" is not a table's name: write table or ${outer}.table.`);
  }
  return { schema: schema ?? (defaultSchema === '' ? null : defaultSchema), table };
}

export function tableIdentifier({ schema, table }: TableName): RawBuilder<unknown> {
  return schema === null ? sql.id(table) : sql.id(schema, table);
}

/** What to do where a table is not found. @param namesakes its names elsewhere or in other letters */
export function missingTableRepair(namesakes: readonly unknown[]): string {
  return namesakes.length === 0
    ? 'Correct the name in tables, the schema or the database.'
    : `There is ${namesakes.join(', ')}: correct tables or schema in the data source's settings.`;
}

function unquoted(text: string, quote: string): string {
  return text.startsWith(quote) ? text.slice(1, -1).replaceAll(quote + quote, quote) : text;
}
