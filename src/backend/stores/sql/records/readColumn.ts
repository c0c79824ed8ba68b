import type { RawBuilder } from 'kysely';
import type { ColumnType } from '../columns';
import type { TextTimes } from './timeForms';

/** A column of records as a statement can name it. */
export interface ReadColumn {
  readonly expression: RawBuilder<unknown>;
  readonly type: ColumnType;
  /** Whether its values are UUIDs, none of which is blank. */
  readonly isUuid?: boolean;
  /** How its times are written, where it is a text that holds some. */
  readonly times?: TextTimes;
}

/** Finds a column by its name in the records. */
export type ColumnOf = (name: string) => ReadColumn;
