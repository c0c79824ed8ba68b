import type { RawBuilder } from 'kysely';
import type { ColumnType } from '../columns';

/** A column of records as a statement can name it. */
export interface ReadColumn {
  readonly expression: RawBuilder<unknown>;
  readonly type: ColumnType;
}

/** Finds a column by its name in the records. */
export type ColumnOf = (name: string) => ReadColumn;
