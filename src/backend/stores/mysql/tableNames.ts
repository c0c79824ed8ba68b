import { CallResultError } from '../../../domain/errors';

/** A table as the server finds it. No schema: in the database of the connection. */
export interface TableName {
  readonly schema: string | null;
  readonly table: string;
}

/**
 * Reads `acc`, `voip.acc` or, where a name has a dot of its own, `` voip.`acc.2026` ``. Names are taken as they are
 * written; whether their case matters is the server's `lower_case_table_names`.
 * @throws CallResultError `settings` for anything else
 */
export function readTableName(name: string, defaultSchema: string): TableName {
  const parts = [...name.matchAll(/(?:^|\.)(?:`((?:[^`]|``)+)`|([^`.]+))(?=\.|$)/g)];
  const [first, second, ...rest] = parts.map(([, quoted, plain]) => quoted?.replaceAll('``', '`') ?? plain ?? '');
  if (first === undefined || rest.length > 0 || parts.map(([part]) => part).join('') !== name) {
    throw new CallResultError('settings', `"${name}" is not a table's name: write table or database.table.`);
  }
  return second === undefined ? { schema: defaultSchema === '' ? null : defaultSchema, table: first } : { schema: first, table: second };
}
