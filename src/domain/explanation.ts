import type { CallResult } from './results';

/** How many calls one final status code, or one word of the records, has: `486`, the record's own word, both (`486 USER_BUSY`), or `none`. */
export type CodeCount = readonly [code: string, calls: number];

/** The calls of one side of a number by code, the most frequent first. */
export interface CountedCodes {
  readonly codes: readonly CodeCount[];
  /** Further codes that are not listed, and their calls. */
  readonly others?: { readonly codes: number; readonly calls: number };
}

/** How one number of an answer came about, over the whole range and all values of a split together. */
export interface ExplainedNumber {
  /** A result, a ratio, a timing, or `expected`. */
  readonly name: string;
  /** Where two sets of calls are held against each other: which of them. */
  readonly side?: 'baseline' | 'current';
  readonly numerator: number;
  readonly denominator: number;
  /** Which calls each of them counts: `result busy`, `codes 2xx`, `all calls`. */
  readonly counted: string;
  readonly of: string;
  /** Where the definition is from; absent where it is the product's or the reader's own. */
  readonly source?: string;
  /** Absent where the codes of the numerator were not distinguished. */
  readonly numeratorCodes?: CountedCodes;
  /** Absent where they are those of the number before. */
  readonly denominatorCodes?: CountedCodes;
}

/** The rule that gives calls of some codes their result; null where none does (the calls are then unclassified). */
export interface DecidedCodes {
  readonly rule: string | null;
  readonly result: CallResult;
  readonly codes: readonly string[];
}

/** Where in the records the numbers come from. */
export interface RecordsRead {
  readonly layout: string;
  readonly tables: readonly string[];
  /** The column that says how a call ended, with its table where there are several: `acc.sip_code`. */
  readonly code: string;
  /** What the layout reads → the column of the records that holds it; those alone that are called otherwise. */
  readonly columns: Readonly<Record<string, string>>;
  /** How rows become calls: `INVITE rows merged by callid`. Null: every row is a call. */
  readonly merging: string | null;
}

/** Epoch milliseconds, `from` included, `to` not. */
export interface CountedRange {
  readonly from: number;
  readonly to: number;
}

/** Buckets that `auto` made of finer ones, so that ratios are of enough calls. */
export interface AddedUp {
  /** The finer buckets that were counted: `5m`. */
  readonly from: string;
  /** At least half of the ratios are of as many calls. */
  readonly median: number;
}

/** `meta.custom.explanation` of every frame: how its numbers came about. It is in every frame, so what is usual takes no room. */
export interface Explanation {
  /** The main number first. */
  readonly numbers: readonly ExplainedNumber[];
  readonly rules: readonly DecidedCodes[];
  readonly records: RecordsRead;
  /** The range that was counted, and that of the baseline where there is one. */
  readonly range: CountedRange;
  readonly baseline?: CountedRange;
  readonly addedUp?: AddedUp;
  /** Rows of the whole source that could not be read, and why; absent where all could. */
  readonly leftOut?: { readonly rows: number; readonly reasons: readonly { readonly reason: string; readonly rows: number }[] };
  /** What passes, and how many did; of verdicts only. */
  readonly verdicts?: {
    readonly expected: readonly CallResult[];
    readonly minimumShare: number;
    readonly minimumCalls: number;
    readonly judged: number;
    readonly passed: number;
    readonly failed: number;
  };
}
