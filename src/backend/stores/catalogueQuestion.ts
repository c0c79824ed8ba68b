import type { CallUnit } from '../../domain/callUnit';
import type { ResultSelection, Scope, TimeRange, ValueFilter } from './question';

/** Combinations of values of one or two dimensions: the most frequent first, ties by value, or those that began last first. */
export interface ValuesQuestion extends Scope {
  readonly kind: 'values';
  readonly dimensions: readonly string[];
  /** Count only calls with these results. Null: all calls. */
  readonly only: ResultSelection | null;
  /** Keep only values of the first dimension that contain this text, whatever its case. Empty: all. */
  readonly search: string;
  readonly limit: number;
  /** `newest`: by the time of the first call within the range, the latest first. Absent: by calls. */
  readonly order?: 'newest';
}

/** Which dimensions there are, and when the first and the last call was. */
export interface ExtentQuestion {
  readonly unit?: CallUnit;
  readonly kind: 'extent';
  /** Absent: all calls. */
  readonly filters?: readonly ValueFilter[];
}

/** What the records can be asked for; answered without a statement where that is known. */
export interface ShapeQuestion {
  readonly unit?: CallUnit;
  readonly kind: 'shape';
  readonly filters?: readonly ValueFilter[];
}

/** How many values each of these dimensions has. */
export interface DistinctQuestion extends Scope {
  readonly kind: 'distinct';
  readonly dimensions: readonly string[];
}

interface OfRows {
  readonly unit?: CallUnit;
  /** Absent: all records. */
  readonly filters?: readonly ValueFilter[];
}

/** The newest records: those of the last `spanMs` before the newest of all, but no more than `rows` of each table. */
export interface NewestQuestion extends OfRows {
  readonly kind: 'newest';
  /** Only records before this moment, epoch milliseconds. Null: all. */
  readonly before: number | null;
  readonly spanMs: number;
  readonly rows: number;
}

/** The records of calls as they were written, before any are merged: how many, and how many are there twice. */
export interface RowsQuestion extends OfRows {
  readonly kind: 'rows';
  readonly range: TimeRange;
}

/** How late the `rows` records of each table that were inserted last came: behind the latest time that was inserted before them. */
export interface LatenessQuestion extends OfRows {
  readonly kind: 'lateness';
  /** Only records whose time is before this moment, epoch milliseconds: clocks ahead of time would make all others late. */
  readonly before: number;
  readonly rows: number;
}

/** What is doubtful of the columns with a meaning, in the `rows` newest records of each table within the range. */
export interface DoubtsQuestion extends OfRows {
  readonly kind: 'doubts';
  readonly range: TimeRange;
  readonly rows: number;
}

/** The tables of a database that the records are in, and whether their time can be looked up; none where they are files. */
export interface TablesQuestion extends OfRows {
  readonly kind: 'tables';
}

export type RowLevelQuestion = NewestQuestion | RowsQuestion | LatenessQuestion | DoubtsQuestion;

/** Which columns the tables of records have; answered without reading records, also where nothing says yet which column is what. */
export interface ColumnsQuestion {
  readonly kind: 'columns';
  /** Mean nothing here. */
  readonly unit?: CallUnit;
  readonly filters?: readonly ValueFilter[];
}
