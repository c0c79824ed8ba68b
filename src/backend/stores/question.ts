import type { CallUnit } from '../../domain/callUnit';
import type { CallResult } from '../../domain/results';
import type { ValueText } from '../../domain/recordText';
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
  readonly values: readonly ValueText[];
}

/** A condition on how calls ended: their final status code or, without one, their word is, or is not, in a set. */
export interface OutcomeFilter {
  readonly includes: boolean;
  readonly outcome: OutcomeSet;
}

export type CallFilter = ValueFilter | OutcomeFilter;

/**
 * Even buckets on a local clock: a call at instant t is in bucket floor((t + offset(t)) / stepMs). With one span of
 * offset 0 these are buckets aligned to the epoch; with a zone's spans and a step of a day, calendar days.
 */
export interface BucketGrid {
  readonly stepMs: number;
  readonly offsets: readonly OffsetSpan[];
}

/** Dimensions to divide by, and which combinations of values are distinguished; all others count as one (index -1). */
export interface SplitGroups {
  readonly dimensions: readonly string[];
  /** One entry per combination, its values in the order of `dimensions`. */
  readonly groups: readonly (readonly ValueText[])[];
  /** True if the groups are known to be all combinations that occur under the same scope; counting is then faster. */
  readonly complete?: boolean;
}

export interface Scope {
  /** Absent: calls. */
  readonly unit?: CallUnit;
  /** Null: all records there are. */
  readonly range: TimeRange | null;
  readonly filters: readonly CallFilter[];
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
 * How many calls per bucket, raw code and combination of values of one or two dimensions, every combination distinguished:
 * the caller can rank them without asking twice. Where there are too many, the store had better rank them (`values`).
 */
export interface BreakdownQuestion extends Scope {
  readonly kind: 'breakdown';
  readonly grid: BucketGrid | null;
  readonly dimensions: readonly string[];
  /** Whether it is to be told when the first call of each combination was. */
  readonly first: boolean;
  /** Entries beyond which there is no answer but that there are more. */
  readonly maxEntries: number;
}

/** Final status codes, `first` to `last`, both included, and the record's own words, which are compared in lower case without blanks around them. */
export interface OutcomeSet {
  readonly ranges: readonly { readonly first: number; readonly last: number }[];
  readonly words: readonly string[];
  /** Numbers of rules that looked at columns and took the call. */
  readonly rules?: readonly number[];
}

/** What has a result, as far as no case before it takes it. */
export interface ResultCase extends OutcomeSet {
  readonly result: CallResult;
}

/** Calls with one of these results. What is in none of the cases is unclassified. */
export interface ResultSelection {
  readonly cases: readonly ResultCase[];
  readonly results: readonly CallResult[];
}

/** Which calls a question of a timing is about; those without that timing are left out. */
export interface TimedCalls extends Scope {
  readonly timing: Timing;
  readonly grid: BucketGrid | null;
  readonly split: SplitGroups | null;
  /** Count only calls with these results. Null: all calls. */
  readonly only: ResultSelection | null;
  /** Count only answered calls: those with such a final status code or, without a code, such a word. Null: all calls. */
  readonly answered: OutcomeSet | null;
}

/** How many calls per bucket, split group and whole millisecond of a timing, or class of milliseconds. */
export interface HistogramQuestion extends TimedCalls {
  readonly kind: 'histogram';
  /** Whether codes and words are distinguished. Otherwise they are -1. */
  readonly byCode: boolean;
  /** Upper bounds of classes, ascending: a call counts at the least of them that is not below its timing, or at the last. Null: whole milliseconds. */
  readonly bounds: readonly number[] | null;
  /** Entries beyond which there is no answer but that there are more. */
  readonly maxEntries: number;
}

/** Numbers of a timing per bucket, split group and result, worked out by the store: where a histogram would be too large. */
export interface TimingQuestion extends TimedCalls {
  readonly kind: 'timing';
  /** Results that are distinguished. Null: none are. */
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
