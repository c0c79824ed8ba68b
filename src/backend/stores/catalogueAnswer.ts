import type { RecordText } from '../../domain/recordText';
import type { Timing } from '../../domain/timings';
import type { AnswerFacts } from './answer';

export interface ValuesAnswer extends AnswerFacts {
  readonly kind: 'values';
  /** Combinations in the order asked; a missing value is the empty text. */
  readonly values: readonly (readonly RecordText[])[];
  readonly calls: readonly number[];
  /** When the first call of each was, epoch milliseconds; absent unless the order is `newest`. */
  readonly first?: readonly number[];
  /** There were more than the limit. */
  readonly more: boolean;
}

/** What the records can be asked for. */
export interface Shape {
  readonly dimensions: readonly string[];
  /** Where things were found: a layout's column → the records' column and its type. */
  readonly columns: readonly { readonly name: string; readonly column: string; readonly type: string }[];
  readonly timings: readonly Timing[];
}

/** Its statement is empty and took no time. */
export interface ShapeAnswer extends AnswerFacts, Shape {
  readonly kind: 'shape';
}

/** Its statement is empty and took no time. */
export interface ColumnsAnswer extends AnswerFacts {
  readonly kind: 'columns';
  /** Each once, with its type as the store calls it. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

export interface ExtentAnswer extends AnswerFacts, Shape {
  readonly kind: 'extent';
  /** Null where counting them all would take too long. */
  readonly calls: number | null;
  /** Epoch milliseconds of the first and the last call; null without calls. */
  readonly first: number | null;
  readonly last: number | null;
}

export interface DistinctAnswer extends AnswerFacts {
  readonly kind: 'distinct';
  /** In the order of the question's dimensions. */
  readonly distinct: readonly number[];
}

export interface NewestAnswer extends AnswerFacts {
  readonly kind: 'newest';
  /** Epoch milliseconds of the newest record and of where the newest part begins; null without records. */
  readonly last: number | null;
  readonly from: number | null;
  /** Records in that part, before any are merged. */
  readonly newestRows: number;
  /** False if the part was cut short because it had too many records. */
  readonly whole: boolean;
}

export interface RowsAnswer extends AnswerFacts {
  readonly kind: 'rows';
  /** The layout's tables that are there: their records in the range, and how many of them have a code of 300 or more. */
  readonly tables: readonly { readonly table: string; readonly rows: number; readonly failures: number }[];
  /** Records too many: of the same call, time and outcome as another one; with the call of one of them. Null where that cannot be told. */
  readonly duplicates: { readonly rows: number; readonly callId: RecordText | null } | null;
}

export interface LatenessAnswer extends AnswerFacts {
  readonly kind: 'lateness';
  /** How many records came how late, whole seconds ascending, 0 for those that came in order. Null where the order of insertion is not known. */
  readonly lateness: readonly { readonly seconds: number; readonly rows: number }[] | null;
}

/** What is doubtful of columns is in `unread`; without a statement where that is known. */
export interface DoubtsAnswer extends AnswerFacts {
  readonly kind: 'doubts';
}

/** Its statement is empty and took no time. */
export interface TablesAnswer extends AnswerFacts {
  readonly kind: 'tables';
  readonly tables: readonly {
    /** The layout's name for it, and its real one. */
    readonly table: string;
    readonly name: string;
    readonly timeColumn: string;
    /** Whether an index serves the time. */
    readonly indexed: boolean;
    /** The statement that adds one; null where there is none to recommend. */
    readonly indexAdvice: string | null;
    /** The column that the rows of a call share and the statement that gives it an index, where it has none and would be faster with one. */
    readonly keyIndex: { readonly column: string; readonly statement: string } | null;
  }[];
}
