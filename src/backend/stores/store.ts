import type { CallUnit } from '../../domain/callUnit';
import type { CallResult } from '../../domain/results';
import type { RuleTable } from '../../domain/rules';
import type { OffsetSpan } from '../../domain/timeZone';
import type { Timing } from '../../domain/timings';

/** Epoch milliseconds, `from` included, `to` not. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/**
 * A condition on a dimension as a store understands it: the value is, or is not, one of a list. A missing value is
 * the empty text. Regular expressions never reach a store; they are evaluated over the distinct values before.
 */
export interface ValueFilter {
  readonly dimension: string;
  readonly includes: boolean;
  readonly values: readonly string[];
}

/**
 * Even buckets on a local clock: a call at instant t is in bucket floor((t + offset(t)) / stepMs). With one span of
 * offset 0 these are buckets aligned to the epoch; with a zone's spans and a step of a day, calendar days.
 */
export interface BucketGrid {
  readonly stepMs: number;
  readonly offsets: readonly OffsetSpan[];
}

/** Dimensions to divide by, and which combinations of values are told apart; all others count as one (index -1). */
export interface SplitGroups {
  readonly dimensions: readonly string[];
  /** One entry per combination, its values in the order of `dimensions`. */
  readonly groups: readonly (readonly string[])[];
  /** True if the groups are known to be all combinations that occur under the same scope; counting is then faster. */
  readonly complete?: boolean;
}

interface Scope {
  /** Absent: calls. */
  readonly unit?: CallUnit;
  /** Null: all records there are. */
  readonly range: TimeRange | null;
  readonly filters: readonly ValueFilter[];
}

/** How many calls per bucket, raw code and split group. */
export interface CountsQuestion extends Scope {
  readonly kind: 'counts';
  readonly grid: BucketGrid | null;
  readonly split: SplitGroups | null;
  /** Count only calls with an attempt that was not answered; none where attempts are not recorded. */
  readonly retried?: true;
}

/**
 * How many calls per bucket, raw code and combination of values of one or two dimensions, every combination told apart:
 * whoever asks can rank them without asking twice. Where there are too many, the store had better rank them (`values`).
 */
export interface BreakdownQuestion extends Scope {
  readonly kind: 'breakdown';
  readonly grid: BucketGrid | null;
  readonly dimensions: readonly string[];
  /** Whether it is to be told when the first call of each combination was. */
  readonly first: boolean;
  /** Entries beyond which there is no answer but that there are more. */
  readonly mostEntries: number;
}

/** Calls that the rules give one of these results. */
export interface ResultSelection {
  readonly rules: RuleTable;
  readonly results: readonly CallResult[];
}

/** Which calls a question of a timing is about; those without that timing are left out. */
export interface TimedCalls extends Scope {
  readonly timing: Timing;
  readonly grid: BucketGrid | null;
  readonly split: SplitGroups | null;
  /** Count only calls with these results. Null: all calls. */
  readonly only: ResultSelection | null;
  /** Count only answered calls: a final status code from 200 to 299 or, without a code, a word that these rules call answered. Null: all calls. */
  readonly answered: RuleTable | null;
}

/** How many calls per bucket, split group and whole millisecond of a timing, or class of milliseconds. */
export interface HistogramQuestion extends TimedCalls {
  readonly kind: 'histogram';
  /** Whether codes and words are told apart. Otherwise they are -1. */
  readonly byCode: boolean;
  /** Upper bounds of classes, ascending: a call counts at the least of them that is not below its timing, or at the last. Null: whole milliseconds. */
  readonly bounds: readonly number[] | null;
  /** Entries beyond which there is no answer but that there are more. */
  readonly mostEntries: number;
}

/** Numbers of a timing per bucket, split group and result, worked out by the store: where a histogram would be too large. */
export interface TimingQuestion extends TimedCalls {
  readonly kind: 'timing';
  /** Results that are told apart. Null: none are. */
  readonly results: ResultSelection | null;
  /** Percentiles by the nearest rank: of n timings in ascending order the one at place ceil(percent / 100 × n). */
  readonly percents: readonly number[];
  /** Calls that took less than these milliseconds are counted apart. */
  readonly below: number;
}

/** A page of calls. */
export interface RecordsQuestion extends Scope {
  readonly kind: 'records';
  /** Null: all there are. */
  readonly dimensions: readonly string[] | null;
  readonly limit: number;
  /** By what the calls are ordered, the latest or longest first. Calls without the timing are left out. */
  readonly order: 'time' | Timing;
  /** Only calls with these results. Null: all. */
  readonly only: ResultSelection | null;
  /** Where the page before ended: the time or timing of its last call, and how many calls with the very same were shown. */
  readonly after: { readonly key: number; readonly shown: number } | null;
}

/** Combinations of values of one or two dimensions: the most frequent first, ties by value, or those that began last first. */
export interface ValuesQuestion extends Scope {
  readonly kind: 'catalogue';
  readonly of: 'values';
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
  readonly kind: 'catalogue';
  readonly of: 'extent';
  /** Absent: all calls. */
  readonly filters?: readonly ValueFilter[];
}

/** What the records can be asked for; answered without a statement where that is known. */
export interface ShapeQuestion {
  readonly unit?: CallUnit;
  readonly kind: 'catalogue';
  readonly of: 'shape';
  readonly filters?: readonly ValueFilter[];
}

/** How many values each of these dimensions has. */
export interface DistinctQuestion extends Scope {
  readonly kind: 'catalogue';
  readonly of: 'distinct';
  readonly dimensions: readonly string[];
}

interface OfRows {
  readonly unit?: CallUnit;
  readonly kind: 'catalogue';
  /** Absent: all records. */
  readonly filters?: readonly ValueFilter[];
}

/** Where the newest records lie: those of the last `spanMs` before the newest of all, but no more than `rows` of each table. */
export interface NewestQuestion extends OfRows {
  readonly of: 'newest';
  /** Only records before this moment, epoch milliseconds. Null: all. */
  readonly before: number | null;
  readonly spanMs: number;
  readonly rows: number;
}

/** The records of calls as they were written, before any are merged: how many, and how many are there twice. */
export interface RowsQuestion extends OfRows {
  readonly of: 'rows';
  readonly range: TimeRange;
}

/** How late the `rows` records of each table that were inserted last came: behind the latest time that was inserted before them. */
export interface LatenessQuestion extends OfRows {
  readonly of: 'lateness';
  /** Only records whose time is before this moment, epoch milliseconds: clocks ahead of time would make all others late. */
  readonly before: number;
  readonly rows: number;
}

/** The tables of a database that the records lie in, and whether their time can be looked up; none where they are files. */
export interface TablesQuestion extends OfRows {
  readonly of: 'tables';
}

export type RowLevelQuestion = NewestQuestion | RowsQuestion | LatenessQuestion;

/** Which columns the tables of records have; answered without reading records, also where nothing says yet which column is what. */
export interface ColumnsQuestion {
  readonly kind: 'catalogue';
  readonly of: 'columns';
  /** Mean nothing here. */
  readonly unit?: CallUnit;
  readonly filters?: readonly ValueFilter[];
}

/** Everything a store can be asked; plain data that knows no engine. */
export type StoreQuestion =
  | CountsQuestion
  | BreakdownQuestion
  | TimingQuestion
  | HistogramQuestion
  | RecordsQuestion
  | ValuesQuestion
  | ExtentQuestion
  | ShapeQuestion
  | ColumnsQuestion
  | DistinctQuestion
  | RowLevelQuestion
  | TablesQuestion;

export type SqlValue = string | number | boolean | null;

/** Rows of the whole source that could not be read, and why. */
export interface Unread {
  readonly rows: number;
  readonly reasons: readonly { readonly reason: string; readonly rows: number; readonly example: string }[];
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
}

/** Columns of equal length, one or more entries per combination that occurs. No order is promised. */
export interface CountsAnswer extends AnswerFacts {
  /** Bucket numbers of the grid; null if no grid was asked. */
  readonly bucket: Float64Array | null;
  /** Final status codes; -1 where the record has none. */
  readonly code: Int32Array;
  /** The record's own word where it is not a plain code (index into `words`); -1 where there is none. */
  readonly word: Int32Array;
  readonly words: readonly string[];
  /** Index into the question's groups, -1 for all others; null if no split was asked. */
  readonly group: Int32Array | null;
  readonly calls: Float64Array;
}

export interface BreakdownAnswer extends CountsAnswer {
  /** The combinations that occur, which `group` is an index into; a missing value is the empty text. In no order. */
  readonly values: readonly (readonly string[])[];
  /** Epoch milliseconds of the first call of each combination; null if that was not asked. */
  readonly first: Float64Array | null;
  /** There are more entries than wanted, and none is here. */
  readonly tooMany: boolean;
}

export interface HistogramAnswer extends CountsAnswer {
  /** Whole milliseconds, or the bounds of classes, ascending. */
  readonly milliseconds: Float64Array;
  /** There are more entries than wanted, and none is here. */
  readonly tooMany: boolean;
}

/** Columns of equal length, an entry per combination that has calls. */
export interface TimingAnswer extends AnswerFacts {
  /** As of `CountsAnswer`. */
  readonly bucket: Float64Array | null;
  readonly group: Int32Array | null;
  /** Index into the results that are told apart, -1 for all others; null if none are. */
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
  readonly word: string | null;
  readonly callId: string | null;
  readonly pddMs: number | null;
  readonly setupMs: number | null;
  readonly durationMs: number | null;
  readonly dimensions: readonly string[];
}

export interface RecordsAnswer extends AnswerFacts {
  readonly records: readonly CallRecord[];
  /** Names of the records' `dimensions`. */
  readonly dimensions: readonly string[];
  /** Timings that the records can tell. */
  readonly timings: readonly Timing[];
  /** There are more behind the last. */
  readonly more: boolean;
}

export interface ValuesAnswer extends AnswerFacts {
  /** Combinations in the order asked; a missing value is the empty text. */
  readonly values: readonly (readonly string[])[];
  readonly calls: readonly number[];
  /** When the first call of each was, epoch milliseconds; absent unless the order is `newest`. */
  readonly first?: readonly number[];
  /** There were more than the limit. */
  readonly more: boolean;
}

/** Its statement is empty and took no time. */
export interface ShapeAnswer extends AnswerFacts {
  readonly dimensions: readonly string[];
  /** Where things were found: a layout's column → the records' column and its type. */
  readonly columns: readonly { readonly name: string; readonly column: string; readonly type: string }[];
  readonly timings: readonly Timing[];
}

/** Its statement is empty and took no time. */
export interface ColumnsAnswer extends AnswerFacts {
  /** Each once, with its type as the store calls it. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

export interface ExtentAnswer extends ShapeAnswer {
  /** Null where counting them all would take too long. */
  readonly calls: number | null;
  /** Epoch milliseconds of the first and the last call; null without calls. */
  readonly first: number | null;
  readonly last: number | null;
}

export interface DistinctAnswer extends AnswerFacts {
  /** In the order of the question's dimensions. */
  readonly distinct: readonly number[];
}

export interface NewestAnswer extends AnswerFacts {
  /** Epoch milliseconds of the newest record and of where the newest part begins; null without records. */
  readonly last: number | null;
  readonly from: number | null;
  /** Records in that part, before any are merged. */
  readonly newestRows: number;
  /** False if the part was cut short because it had too many records. */
  readonly whole: boolean;
}

export interface RowsAnswer extends AnswerFacts {
  /** The layout's tables that are there: their records in the range, and how many of them have a code of 300 or more. */
  readonly tables: readonly { readonly table: string; readonly rows: number; readonly failures: number }[];
  /** Records too many: of the same call, time and outcome as another one; with the call of one of them. Null where that cannot be told. */
  readonly duplicates: { readonly rows: number; readonly callId: string | null } | null;
}

export interface LatenessAnswer extends AnswerFacts {
  /** How many records came how late, whole seconds ascending, 0 for those that came in order. Null where the order of insertion is not known. */
  readonly lateness: readonly { readonly seconds: number; readonly rows: number }[] | null;
}

/** Its statement is empty and took no time. */
export interface TablesAnswer extends AnswerFacts {
  readonly tables: readonly {
    /** The layout's name for it, and its real one. */
    readonly table: string;
    readonly name: string;
    readonly timeColumn: string;
    /** Whether an index serves the time. */
    readonly indexed: boolean;
    /** The statement that adds one; null where there is none to recommend. */
    readonly indexAdvice: string | null;
  }[];
}

export type StoreAnswer<Q extends StoreQuestion> = Q extends CountsQuestion
  ? CountsAnswer
  : Q extends BreakdownQuestion
    ? BreakdownAnswer
    : Q extends HistogramQuestion
      ? HistogramAnswer
      : Q extends TimingQuestion
        ? TimingAnswer
        : Q extends RecordsQuestion
          ? RecordsAnswer
          : Q extends ValuesQuestion
            ? ValuesAnswer
            : Q extends ExtentQuestion
              ? ExtentAnswer
              : Q extends DistinctQuestion
                ? DistinctAnswer
                : Q extends NewestQuestion
                  ? NewestAnswer
                  : Q extends RowsQuestion
                    ? RowsAnswer
                    : Q extends LatenessQuestion
                      ? LatenessAnswer
                      : Q extends TablesQuestion
                        ? TablesAnswer
                        : Q extends ColumnsQuestion
                          ? ColumnsAnswer
                          : ShapeAnswer;

/** Rows that one answer may have before it is refused; far above what 2 million cells need. */
export const MOST_ANSWER_ROWS = 4_000_000;
/** The same of counts without buckets, which have a row per code and group. */
export const MOST_COUNTS_AT_ONCE = 400_000;

/** How many rows the answer to a question of counts may have. */
export function mostCounts({ grid }: CountsQuestion): number {
  return grid === null ? MOST_COUNTS_AT_ONCE : MOST_ANSWER_ROWS;
}

/**
 * A place with call records. All methods reject with a CallResultError: `store` if the records cannot be read,
 * `settings` if the data source is set up wrongly, `query` if the question names what does not exist, `cancelled` as
 * soon as the signal is aborted (the running statement is then stopped).
 */
export interface Store {
  ask<Q extends StoreQuestion>(question: Q, signal: AbortSignal): Promise<StoreAnswer<Q>>;
  close(): Promise<void>;
}

/** What the server's owner decides and an administrator of an organisation may not. */
export interface StoreEnvironment {
  /** The only folder whose files may be read. */
  readonly recordsDir: string;
  /** Megabytes of memory that the engine inside the process may use, and its threads. */
  readonly memoryLimitMb: number;
  readonly threads: number;
  /** How long one query may take, milliseconds. */
  readonly longestQueryMs: number;
}
