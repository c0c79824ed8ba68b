import type { RecordText } from '../../domain/recordText';

/** What columns with a meaning hold, or do not hold, that makes numbers other than a reader expects. Columns have the records' names. */
export type ColumnDoubt =
  /** No record has a value there. `key`: so no rows are merged; `callTime`: so calls count at another time; `other`: nothing is wrong by it. */
  | {
      readonly doubt: 'emptyColumns';
      readonly of: 'key' | 'callTime' | 'other';
      readonly columns: readonly string[];
      readonly rows: number;
    }
  /** Its values say that every call was answered. */
  | { readonly doubt: 'alwaysAnswered'; readonly column: string; readonly rows: number; readonly example: RecordText }
  /** Its times are dates, or all at midnight. */
  | { readonly doubt: 'noTimeOfDay'; readonly column: string; readonly rows: number; readonly example: RecordText }
  /** It is the key that the rows of a call share, and all its values are times, as where the names of two columns are exchanged. */
  | { readonly doubt: 'timesAsKey'; readonly column: string; readonly rows: number; readonly example: RecordText }
  /** `rows` of its values say neither that a call was answered nor that it was not. */
  | { readonly doubt: 'unknownAnswers'; readonly column: string; readonly rows: number; readonly example: RecordText }
  /**
   * So many records name no other leg in the column and are like another that names none. `areMerged`: each is the other leg of a call, which
   * is merged; else they count as calls, since nothing tells that both legs of each call are written.
   */
  | {
      readonly doubt: 'unbridgedLegs';
      readonly column: string;
      readonly areMerged: boolean;
      /** What to change in the system that writes the records. */
      readonly repair: string;
      readonly rows: number;
      readonly example: RecordText;
    }
  /** The table has rows, none of which is a call: calls have one of these values there, or (`not`) none of them. */
  | {
      readonly doubt: 'noCalls';
      readonly table: string;
      readonly column: string;
      readonly values: readonly string[];
      readonly not: boolean;
      readonly rows: number;
      readonly example: RecordText;
    };
