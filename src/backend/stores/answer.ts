import type { RecordText } from '../../domain/recordText';
import type { Timing } from '../../domain/timings';
import type { ColumnDoubt } from './columnDoubts';

/** A parameter of a statement; texts among them are values of records. */
export type SqlValue = RecordText | number | boolean | null;

/** Rows of the whole source that could not be read, and why. A reason of 0 rows tells of something that takes no row away. */
export interface Unread {
  readonly rows: number;
  readonly reasons: readonly { readonly reason: string; readonly rows: number; readonly example: RecordText }[];
  /** What is doubtful of columns; absent where nobody looked. */
  readonly doubts?: readonly ColumnDoubt[];
  /** Of how many records that is known; absent where it is known of all. */
  readonly doubtsOf?: number;
}

/** Where the calls of an answer were counted; nowhere for what is known without a statement. */
export interface AnswerOrigin {
  /** Tables of records: a database's by their real names, those of files by the layout's. */
  readonly records: readonly string[];
  /** The rollup that counted some or all of them; null: none. */
  readonly rollup: string | null;
}

/** What every answer tells about itself. */
export interface AnswerFacts {
  /** The statement that was run, and the values of its parameters in order. */
  readonly statement: string;
  readonly parameters: readonly SqlValue[];
  readonly statementMs: number;
  /** Where the answer came from several statements: each with its own parameters; `statement` then holds their texts and `parameters` is empty. */
  readonly statements?: readonly { readonly statement: string; readonly parameters: readonly SqlValue[] }[];
  readonly unread: Unread;
  readonly origin: AnswerOrigin;
  /** The statement was another question's, which asked the same at the same time. */
  readonly shared?: true;
  /** When the oldest was counted of what was kept from earlier statements, epoch milliseconds; absent: nothing was. */
  readonly keptSince?: number;
}

/** Columns of equal length, one or more entries per combination that occurs. No order is promised. */
export interface CountedCalls extends AnswerFacts {
  /** Bucket numbers of the grid; null if no grid was asked. */
  readonly bucket: Float64Array | null;
  /** Final status codes; -1 where the record has none. */
  readonly code: Int32Array;
  /** The record's own word where it is not a plain code (index into `words`); -1 where there is none. */
  readonly word: Int32Array;
  readonly words: readonly RecordText[];
  /** Numbers of the rules that looked at columns and took the calls, 0 for none; absent where no rule does. */
  readonly rule?: Int32Array;
  /** Index into the question's groups, -1 for all others; null if no split was asked. */
  readonly group: Int32Array | null;
  readonly calls: Float64Array;
}

export interface CountsAnswer extends CountedCalls {
  readonly kind: 'counts';
}

export interface BreakdownAnswer extends CountedCalls {
  readonly kind: 'breakdown';
  /** The combinations that occur, which `group` is an index into; a missing value is the empty text. In no order. */
  readonly values: readonly (readonly RecordText[])[];
  /** Epoch milliseconds of the first call of each entry; null if that was not asked. */
  readonly first: Float64Array | null;
  /** There are more entries than wanted, and none is here. */
  readonly tooMany: boolean;
}

export interface HistogramAnswer extends CountedCalls {
  readonly kind: 'histogram';
  /** Whole milliseconds, or the bounds of classes, ascending. */
  readonly milliseconds: Float64Array;
  /** There are more entries than wanted, and none is here. */
  readonly tooMany: boolean;
}

/** Columns of equal length, an entry per combination that has calls. */
export interface TimingAnswer extends AnswerFacts {
  readonly kind: 'timing';
  /** As of `CountedCalls`. */
  readonly bucket: Float64Array | null;
  readonly group: Int32Array | null;
  /** Index into the results that are distinguished, -1 for all others; null if none are. */
  readonly result: Int32Array | null;
  readonly calls: Float64Array;
  /** Sum of all timings, and the longest, milliseconds. */
  readonly total: Float64Array;
  readonly longest: Float64Array;
  /** Calls that took less than asked. */
  readonly below: Float64Array;
  /** A column for each percentile, in the order asked; milliseconds. */
  readonly ranks: readonly Float64Array[];
}

export interface CallRecord {
  readonly time: number;
  readonly code: number | null;
  readonly word: RecordText | null;
  /** As of `CountedCalls`. */
  readonly rule?: number;
  readonly callId: RecordText | null;
  readonly pddMs: number | null;
  readonly setupMs: number | null;
  readonly durationMs: number | null;
  readonly dimensions: readonly RecordText[];
}

export interface RecordsAnswer extends AnswerFacts {
  readonly kind: 'records';
  readonly records: readonly CallRecord[];
  /** Names of the records' `dimensions`. */
  readonly dimensions: readonly string[];
  /** Timings that the records can tell. */
  readonly timings: readonly Timing[];
  /** There are more behind the last. */
  readonly more: boolean;
}
