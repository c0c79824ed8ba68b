import type { SeenTimes } from '../sql/records/lookAtTimes';
import type { RecordColumns } from '../sql/records/recordColumns';

/** What was read of a text file, piece after piece. */
export interface ReadText {
  readonly columns: RecordColumns;
  readonly times: SeenTimes;
  /** Records, and lines of the file. */
  readonly rows: number;
  readonly lines: number;
  readonly quotes: boolean;
  readonly isTorn: boolean;
  /** Of the last column, as far as the end of the file is compared with them. */
  readonly lastValues: readonly string[];
}

/** Whether rows are all of a file, or one of its pieces. */
export type PartOfFile =
  | 'file'
  | {
      readonly before: ReadText | null;
      /** What is known of the times of all pieces, where the file is read again. */
      readonly seeds: SeenTimes | undefined;
    };
