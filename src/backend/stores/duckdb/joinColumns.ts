import { type RawBuilder, sql } from 'kysely';
import { joinedColumns } from '../../../domain/recordColumn';
import type { CallResultSettings } from '../../../domain/settings';

export interface SelectedColumns {
  readonly columns: readonly string[];
  readonly select: RawBuilder<unknown>;
}

/** Adds the columns that the settings make of several others, where these are there: their values, joined with a blank. */
export function joinColumns(settings: Pick<CallResultSettings, 'columns'>, { columns, select }: SelectedColumns): SelectedColumns {
  const find = (name: string) => columns.find((one) => one === name) ?? columns.find((one) => one.toLowerCase() === name.toLowerCase());
  const joined = [...new Set(Object.values(settings.columns))].flatMap((name) => {
    const parts = joinedColumns(name).map(find);
    const there = parts.filter((part) => part !== undefined);
    return find(name) !== undefined || there.length < 2 || there.length < parts.length
      ? []
      : [{ name, value: sql`concat_ws(' ', ${sql.join(there.map((part) => sql`nullif(trim(${sql.id(part)}), '')`))})` }];
  });
  return joined.length === 0
    ? { columns, select }
    : {
        columns: [...columns, ...joined.map(({ name }) => name)],
        select: sql`select *, ${sql.join(joined.map(({ name, value }) => sql`${value} as ${sql.id(name)}`))} from (${select})`,
      };
}
