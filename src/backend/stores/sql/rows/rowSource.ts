import type { RawBuilder } from 'kysely';
import type { CallsSource } from '../callsSource';
import type { lookAtColumns } from '../records/columnFacts';

/** The records of one table as they were written, before any are merged. */
export interface RowSource {
  /** The layout's name of the table. */
  readonly table: string;
  /** A row per record; `readable` leaves those that are about calls. */
  readonly source: CallsSource;
  /** Orders the records by time, so that an index can serve it. */
  readonly byTime: RawBuilder<unknown>;
  /** Grows with every record inserted; null where the records have nothing of the kind that an index serves. */
  readonly inserted: RawBuilder<unknown> | null;
  /** Tells records of the same call, time and outcome apart; null where they are duplicates. `unknown`: nothing tells whether they are. */
  readonly recordNumber: RawBuilder<unknown> | 'unknown' | null;
  /** Looks at the columns with a meaning, in the records that follow `from`; absent where they were looked at before. */
  readonly lookAtColumns?: (rows: RawBuilder<unknown>) => ReturnType<typeof lookAtColumns>;
}
