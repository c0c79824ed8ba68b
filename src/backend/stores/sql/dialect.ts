import type { QueryCompiler, RawBuilder } from 'kysely';
import type { TimeRange } from '../question';
import type { ColumnType } from './columns';

/** Where a time, and with it the amount to add to it, changes: below `until` (in the time's own milliseconds) `addMs` is added. The last has no `until`. */
export interface Shift {
  readonly until: number | null;
  readonly addMs: number;
}

/** An expression to group by, and what to select for each group: engines group fastest by what they store. */
export interface GroupKey {
  readonly groupBy: RawBuilder<unknown>;
  readonly selected: RawBuilder<number | string | null>;
  /**
   * What to select for a group, by a column that holds `groupBy`; there where few groups are counted faster if their keys
   * are selected apart first. A planner that knows how many times a column has, and nothing of expressions, takes a few
   * hundred buckets for millions of groups; of a column that it may not look behind it guesses better.
   */
  readonly selectedOf?: (key: RawBuilder<unknown>) => RawBuilder<number | string | null>;
}

/**
 * The named differences between SQL engines. Expressions of text compare byte by byte, without padding. Every reading
 * gives null for what cannot be read and never fails a statement. Patterns are regular expressions of the part that all
 * engines read alike: classes of ASCII characters, `\d`, groups, alternatives, bounded repetition, `^` and `$`.
 */
export interface SqlDialect {
  readonly compiler: QueryCompiler;
  /**
   * A select as a relation whose columns are computed once a row, even if the planner would rather repeat their expressions wherever they are named.
   * @param isSorted whether the rows are sorted next, so that an engine that has to write them down for it may do so
   */
  materialize(select: RawBuilder<unknown>, isSorted?: boolean): RawBuilder<unknown>;
  /** A select of groups to which an order by positions and a limit can be added without slowing down the counting; absent where they can be as it stands. */
  readonly wrapForLimit?: (groups: RawBuilder<unknown>) => RawBuilder<unknown>;
  /** A union as what follows `in`, where an engine runs one for every row anew unless it is put like this; absent where it is as good as it stands. */
  readonly wrapForIn?: (union: RawBuilder<unknown>) => RawBuilder<unknown>;
  /** Whether computed texts are compared with every row of a select that follows `in`, one by one. */
  readonly comparesOneByOne?: true;
  /** floor(value / step), for a whole value of either sign. */
  floorDivide(value: RawBuilder<number>, step: number): RawBuilder<number>;
  /** Whether text contains other text, whatever its case. */
  containsText(text: RawBuilder<string>, part: string): RawBuilder<boolean>;
  /** A whole number as a parameter, 64 bits wide. */
  wholeNumber(value: number): RawBuilder<number>;

  /** A column's value as text: whole numbers in digits, booleans as `true` and `false`. */
  text(column: RawBuilder<unknown>, type: ColumnType): RawBuilder<string | null>;
  /** In small letters; letters beyond ASCII may stay as they are. */
  lower(text: RawBuilder<string | null>): RawBuilder<string | null>;
  /** Without the blanks at both ends. */
  trim(text: RawBuilder<string | null>): RawBuilder<string | null>;
  startsWith(text: RawBuilder<string | null>, part: string): RawBuilder<boolean>;
  /** Whether the whole text fits the pattern. */
  fullMatch(text: RawBuilder<string | null>, pattern: string): RawBuilder<boolean>;
  /** Whether the text is one to nine digits, where there is a faster way than a pattern. It may miss some, such as those with zeros before them. */
  readonly isDigits?: (text: RawBuilder<string | null>) => RawBuilder<boolean>;
  /** Whether the text is as nearly all times are written, `2026-11-24 10:00:00`, by the cheapest look there is; absent where that is `like`. */
  readonly isUsualClockTime?: (text: RawBuilder<string | null>) => RawBuilder<boolean>;
  /** Whether the text is in a list of few, where there is a faster way than `in`; null for null. */
  readonly isAnyOf?: (text: RawBuilder<string | null>, list: RawBuilder<unknown>) => RawBuilder<boolean>;
  /** The number that a text has in a list, where there is a faster way than `in` for each number; null for other texts and for null. */
  readonly numberIn?: (text: RawBuilder<string | null>, numbers: ReadonlyMap<string, number>) => RawBuilder<number | null>;
  /** What the pattern's first group takes of the text; the empty text where the pattern does not fit. */
  firstCapture(text: RawBuilder<string | null>, pattern: string): RawBuilder<string>;
  /** A text that fits the pattern as a whole, written anew: `\1` to `\9` of the template are what the pattern's groups took. */
  rewritten(text: RawBuilder<string | null>, pattern: string, template: string): RawBuilder<string | null>;
  /** An expression that uses a value several times, with the value's text in it once; absent where that would be slower. */
  once?<T, U>(value: RawBuilder<T>, use: (value: RawBuilder<T>) => RawBuilder<U>): RawBuilder<U>;
  concatenated(parts: readonly RawBuilder<string | null>[]): RawBuilder<string | null>;

  /** A whole number, up to 18 digits, of text that is known to be digits; null for null. */
  wholeOfDigits(text: RawBuilder<string | null>): RawBuilder<number | null>;
  /** A number of text such as `12`, `-3.5` or `1e3`, null for other text. */
  numberOfText(text: RawBuilder<string | null>): RawBuilder<number | null>;
  /** A whole number of any width, known to fit into 64 bits, in 64 bits. */
  long(value: RawBuilder<number>): RawBuilder<number>;
  /** A number of any type as what may have a fraction and can be compared with, and multiplied by, every constant. */
  withFraction(value: RawBuilder<number>, type: 'whole' | 'number'): RawBuilder<number>;
  /**
   * Rounded half away from zero, 64 bits wide.
   * @param isBounded whether the value is known to be from 0 to a million million million
   */
  rounded(value: RawBuilder<number | null>, isBounded?: boolean): RawBuilder<number | null>;
  /** The least of ascending bounds that is not below a whole number, or the last, for an engine that analyzes dozens of conditions longer than it counts a day. */
  readonly leastBound?: (value: RawBuilder<number>, bounds: readonly number[]) => RawBuilder<number>;
  /**
   * An array of the percentiles of whole numbers, an aggregate: of n values in ascending order those at the places
   * ceil(percent / 100 × n), counted from one. Absent where the engine has none.
   */
  readonly nearestRanks?: (value: RawBuilder<number>, percents: readonly number[]) => RawBuilder<unknown>;

  /** Milliseconds of a column of the types `clock` (as if its clock were UTC) and `instant` (since 1970), rounded down. */
  milliseconds(column: RawBuilder<unknown>, type: 'clock' | 'instant'): RawBuilder<number | null>;
  /** Milliseconds, as if UTC, of text such as `2026-11-24 10:00:00.123` or `2026/1/2T3:04`; null where there is no such time. */
  clockOfText(text: RawBuilder<string | null>): RawBuilder<number | null>;
  /** A time in the column's own type, to compare a bare column with, so that an index can serve the comparison. */
  stamp(ms: number, type: 'clock' | 'instant'): RawBuilder<unknown>;
  /**
   * floor((milliseconds(column) + shift) / stepMs) of a column that is not null.
   * @param range what every time of the statement's rows is within; null: anything
   */
  bucket(
    column: RawBuilder<unknown>,
    type: 'clock' | 'instant',
    shifts: readonly Shift[],
    stepMs: number,
    range: TimeRange | null
  ): GroupKey;
}
