/**
 * What a column holds, as far as reading it goes. `clock`: date and time without a zone. `instant`: a moment, whatever
 * zone it is shown in. `whole` and `number`: without and with a fraction. `other`: shown as text.
 */
export type ColumnType = 'text' | 'whole' | 'number' | 'clock' | 'instant' | 'boolean' | 'other';

/** A column of a table or view. */
export interface TableColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** The type as the database calls it. */
  readonly declared: string;
  readonly nullable: boolean;
  /** Whether an index, an order key or a partitioning begins with it. */
  readonly indexed: boolean;
  /** Whether an index keeps two rows from having the same value, null aside; absent where that is not known. */
  readonly unique?: boolean;
}
