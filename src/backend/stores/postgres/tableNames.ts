import { CallResultError } from '../../../domain/errors';

/** A table as the server finds it. No schema: where the user's statements look. */
export interface TableName {
  readonly schema: string | null;
  readonly table: string;
}

const NAME = '"(?:[^"]|"")+"|[^".]+';
const WHOLE = new RegExp(`^(?:(${NAME})\\.)?(${NAME})$`);

/**
 * Reads `acc`, `voip.acc` or, where a name has a dot of its own, `voip."acc.2026"`. Names are taken as they are written,
 * large letters too.
 * @throws CallResultError `settings` for anything else.
 */
export function readTableName(name: string, defaultSchema: string): TableName {
  const parts = WHOLE.exec(name);
  const [schema = null, table] = [parts?.[1], parts?.[2]].map((part) => part?.replace(/^"(.*)"$/s, '$1').replaceAll('""', '"'));
  if (table === undefined) {
    throw new CallResultError('settings', `"${name}" is not a table's name: write table or schema.table.`);
  }
  return { schema: schema ?? (defaultSchema === '' ? null : defaultSchema), table };
}
