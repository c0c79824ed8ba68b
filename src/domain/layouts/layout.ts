import { CALL_TIMES, type CallTime } from '../callTimes';
import type { RowRule } from '../rowRules';
import type { RuleSetting } from '../rules';
import type { Timing } from '../timings';
import type { VocabularyName } from '../vocabularies/names';

/** A column that the layout knows by name. */
export interface LayoutColumn {
  readonly name: string;
  readonly meaning: string;
}

/** A table of a record layout, and which files of a folder belong to it. */
export interface LayoutTable {
  readonly name: string;
  /** `all`: every file of records. `named`: files of exactly the table's name, which may carry a suffix, a date or a number. */
  readonly files: 'all' | 'named';
  /** The names that the system gives its files, packed or not, where they have no ending and are not the table's; absent: it gives none. */
  readonly writtenAs?: RegExp;
  /** The source may lack this table; absent: it must be there. */
  readonly optional?: true;
  /** How files without a header are recognized; absent: files have a header. */
  readonly headerless?: HeaderlessFiles;
  /** Which values the system does not quote although they have delimiters and quotes in them; absent: it quotes them. */
  readonly unquoted?: UnquotedValues;
  /** Objects inside a JSON record whose fields are columns too; other objects and lists are not columns. */
  readonly nested?: readonly NestedFields[];
  /** What the names begin with below which an object of a JSON list holds the records of one call; what it holds beside them belongs to each. */
  readonly grouped?: readonly string[];
  /** A column whose values grow with every row that is inserted, so that late rows can be found. */
  readonly insertionKey?: string;
  /** Columns that are in another table, one row of which a value points at. */
  readonly lookUps?: readonly LookUp[];
}

/** Orders of columns in files that have no header, and what tells them from other orders with as many columns. */
export interface HeaderlessFiles {
  readonly headers: readonly (readonly string[])[];
  /** What a column holds: a pattern of the whole value. A missing value is the empty text. */
  readonly holds: Readonly<Record<string, string>>;
  /** Columns whose values, where they are present, do not become less from one to the next. */
  readonly ascending: readonly (readonly string[])[];
  /** Rows may have further columns after those of a header. */
  readonly areExtended?: true;
}

/** Values of CSV that are not quoted where they should be; rows are mended that can be read in one way only. */
export interface UnquotedValues {
  readonly columns: readonly string[];
  /** What columns hold that tell where such a value ends: a pattern of the whole value. A file must have all of them. */
  readonly holds: Readonly<Record<string, string>>;
}

/** Fields of the object at a JSON path, such as `$.variables`; of the same name in several objects, the first that has it. */
export interface NestedFields {
  readonly at: string;
  /** Values are written as in a URL: `%20` for a blank. */
  readonly urlEncoded?: true;
}

/** `column` of a record is the value of `shows` in the row of `table` whose `key` equals the record's `by`. */
export interface LookUp {
  readonly column: string;
  readonly by: string;
  readonly table: string;
  readonly key: string;
  readonly shows: string;
}

/** Holds for rows whose column, read as text, is (or is not) one of these values. */
export interface RowCondition {
  readonly column: string;
  readonly values: readonly string[];
  readonly not?: boolean;
  /** It holds for all rows of records that lack the column. */
  readonly optional?: true;
}

/** Codes that put a row into a rank; a row without a usable code is in the rank `unusable`, and every row in a rank of `all`. */
export interface DecidingRank {
  /** Why the rank stands where it stands. */
  readonly meaning: string;
  /** Tables whose rows it holds; absent: all. */
  readonly tables?: readonly string[];
  readonly codes: readonly { readonly first: number; readonly last: number }[] | 'unusable' | 'all';
  /** Which row of the rank decides. Of equal times the highest id. */
  readonly prefers: 'earliest' | 'latest';
}

/** One way to tell the identity of a call. */
export interface KeyReading {
  /** One column, or several that are filled together. */
  readonly columns: readonly string[];
  /** Two columns that name each other's rows, so that their order does not matter. */
  readonly pair?: true;
  /** Only for records that lack all of these columns, which say it better. */
  readonly unless?: readonly string[];
}

/** How the two legs of a call that was neither bridged nor answered are found, which name no other leg. */
export interface UnbridgedLegs {
  /** Identifies the leg. */
  readonly leg: string;
  /** The leg that it was bridged to. Only where most rows that have it are named by the row that they name are both legs of a call written. */
  readonly other: string;
  /** What both legs have in common: of each of these the columns that are there, one at least. */
  readonly common: readonly (readonly string[])[];
  /** Only for records that lack all of these columns, which say it better. */
  readonly unless: readonly string[];
  /** What to change in the system that writes the records, so that a call's legs have a key in common. */
  readonly repair: string;
}

/** Rows of a call follow each other within a day. */
export const USUAL_LOOKBACK_MS = 24 * 3_600_000;

/** A better row, such as that of the next gateway, follows within a quarter of an hour. */
export const USUAL_LOOKAHEAD_MS = 15 * 60_000;

/** How several rows become one call. */
export interface Merge {
  /** What the rows of one call share, compared byte by byte: the first of these that is filled. Rows without any are calls of their own. */
  readonly keys: readonly KeyReading[];
  /** Legs of one call that have no key in common; absent: there are none. */
  readonly unbridged?: UnbridgedLegs;
  /** The records may lack all of these columns; every row is then a call of its own. Absent: the first must be there. */
  readonly optional?: true;
  /** Column that orders rows of the same time. */
  readonly id: string | null;
  /** The key is the `callId` of the row that began the call, which comes before other rows of the same time. */
  readonly keyIsOfFirst?: true;
  /**
   * A row decides its call if and only if no better row of the same key is up to `lookbackMs` earlier or up to `lookaheadMs` later
   * (milliseconds). Superseded rows supersede others all the same. Therefore calls add up whatever ranges are asked.
   */
  readonly lookbackMs: number;
  readonly lookaheadMs: number;
  /**
   * From the best to the worst; a row belongs to the first rank that takes it. Words count as the codes that the vocabulary gives
   * them, or as the usual code of their result: 500 for `failed`.
   */
  readonly ranks: readonly DecidingRank[];
}

/** How one column tells how the call ended. A column that is not there, or says nothing in a row, is passed over. */
export type OutcomeReading =
  /**
   * The call was answered (code 200) if the column says so: `positive` a number above 0; `time` a time that is not a zero date; `yes` either,
   * or a word such as `true`, or a length such as `12:30`; `present` anything but 0, a zero date or an empty length.
   */
  | {
      readonly reads: 'answered';
      readonly column: string;
      readonly when: 'positive' | 'time' | 'yes' | 'present';
      /** Only for records that lack all of these columns, which say it better. */
      readonly unless?: readonly string[];
    }
  /** A whole number from `min` (default 0) to `max` is the final status code; other text, unless `min` is given, is the record's own word. */
  | { readonly reads: 'code'; readonly column: string; readonly min?: number; readonly max?: number }
  /** A code of three digits, at least `least` (default 0), within a text after one of these beginnings: `SIP 486 Busy Here`, `sip:486`. */
  | { readonly reads: 'phrase'; readonly column: string; readonly after: readonly string[]; readonly min?: number }
  /**
   * The record's own word; `except` says nothing. With a `prefix` only whole numbers of up to `digits` digits (default 3) are words, and it
   * tells them from the words of other columns: `Q.850 ` and 17.
   */
  | {
      readonly reads: 'word';
      readonly column: string;
      readonly prefix?: string;
      readonly digits?: number;
      readonly except?: readonly string[];
      /** Only for rows whose column has one of these values, in small letters; the empty text for no value. */
      readonly onlyIf?: { readonly column: string; readonly values: readonly string[] };
    };

/** Where a timing stands: in a column (`positive`: of which 0 says nothing), as the time from one moment to another, or as one length less another. */
export type TimingReading = (
  | { readonly column: string; readonly millisecondsPerUnit: number; readonly positive?: true }
  | { readonly from: string; readonly to: string }
  | { readonly column: string; readonly less: string; readonly millisecondsPerUnit: number }
) & {
  /** Only for records that lack this column, which says more: where it is empty there is no such timing. */
  readonly unless?: string;
};

/** Whether single attempts can be counted, and which rows are attempts; or the reason why not. */
export type Attempts = { readonly refused: string } | { readonly only: RowCondition | null };

/** Columns that tell whose records they are, without regard to case. */
export interface TellingColumns {
  readonly all: readonly string[];
  /** At least one of them, too. */
  readonly any?: readonly string[];
  /** None of them: they tell records of another layout. */
  readonly none?: readonly string[];
  /** The setting `columns` that reads them; absent: they have the layout's names. */
  readonly columns?: Readonly<Record<string, string>>;
}

/** What is in the records of one kind of phone system, and how it is read. Columns are the layout's own names. */
export interface Layout {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Any of these tells its records; empty: nothing does. */
  readonly recognizedBy: readonly TellingColumns[];
  /** Columns with a meaning; each may be mapped to a column of another name. */
  readonly columns: readonly LayoutColumn[];
  /** Records seldom use the names of `columns`, so that the user names them first of all. */
  readonly columnsNamedByUser?: true;
  /** In which words its records say how a call ended, where they have no SIP code. */
  readonly vocabulary: VocabularyName;
  readonly tables: readonly LayoutTable[];
  /** Only rows that meet all of these are about calls; absent: all rows are. */
  readonly only?: readonly RowCondition[];
  readonly merge: Merge | null;
  /** The first that says something decides. */
  readonly outcome: readonly OutcomeReading[];
  /** Columns that may hold each time, the better first. */
  readonly times: Partial<Record<CallTime, readonly string[]>>;
  /** One of `times`. */
  readonly proposedCallTime: CallTime;
  /** How late records usually arrive after the time they count at. */
  readonly proposedSettle: string;
  readonly callId: string | null;
  /**
   * Column that tells records of the same `callId` apart where several of the same time and outcome are usual. Absent: such
   * records are there twice by mistake.
   */
  readonly recordNumber?: string;
  /** Where each timing may stand, the better first; the first that tells it in a row decides. */
  readonly timings: Partial<Record<Timing, readonly TimingReading[]>>;
  readonly attempts: Attempts;
  /** Columns that are not dimensions although nothing else uses them; `others`: all that are not named below. */
  readonly notDimensions: readonly string[] | 'others';
  /** The usual dimensions: name → column. Such a column shows under that name alone. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly doctor: DoctorAdvice;
  /** Rules that many sites want, which the config editor offers. */
  readonly suggestedRules?: readonly SuggestedRule[];
  /** Rules that are evaluated for every row; the data source's settings add them. */
  readonly rowRules?: readonly RowRule[];
}

/** A result rule that is offered, not applied. */
export interface SuggestedRule {
  /** Which calls it is about, as a noun phrase. */
  readonly title: string;
  /** One sentence. */
  readonly description: string;
  readonly rule: Pick<RuleSetting, 'codes' | 'when' | 'code'> & { readonly words?: string[] };
}

/** What the doctor advises to change in the system that writes the records. */
export interface DoctorAdvice {
  /** Where records of failed calls are missing. */
  readonly noFailures: string;
  /** Where the records lack the columns that the rows of one call share. */
  readonly noCallKey?: string;
  /** Advised first where no call failed and an optional table is missing; absent: no optional table holds failures. */
  readonly withoutOptionalTables?: string;
}

/** Tables that can be renamed in the settings: those with calls, then those that are looked up. */
export function tableNames({ tables }: Layout): string[] {
  return [...new Set([...tables.map(({ name }) => name), ...tables.flatMap(({ lookUps = [] }) => lookUps.map(({ table }) => table))])];
}

/** Times that a call may count at. */
export function callTimes({ times }: Layout): CallTime[] {
  return CALL_TIMES.filter((time) => times[time] !== undefined);
}

/** Why single attempts cannot be counted; null if they can. */
export function whyNoAttempts({ attempts }: Layout): string | null {
  return 'refused' in attempts ? attempts.refused : null;
}

/** What may follow a table's name in that of a file: a suffix after `.` or `-`, a date or number after `_`, a copy's number. */
const AFTER_A_TABLE = /^(?:$|[.-]|_\d[\d_-]*(?=$|[. ])| ?\(\d+\))/;

/** Whether a file's name is that of a table: `acc.csv`, `acc-2026-11.csv.gz`, `acc_2026-11.csv` and `acc (2).csv` are of `acc`, `acc_cdrs.csv` is not. */
export function namesTable({ name }: LayoutTable, fileName: string): boolean {
  return fileName.startsWith(name) && AFTER_A_TABLE.test(fileName.slice(name.length));
}

/** Whether a file has the name that the table's system gives it. */
export function isWrittenAs({ writtenAs }: LayoutTable, fileName: string): boolean {
  return writtenAs?.test(fileName) ?? false;
}

/** Whether a file of records, by its name, belongs to a table. */
export function belongsToTable(table: LayoutTable, fileName: string): boolean {
  return table.files === 'all' || namesTable(table, fileName) || isWrittenAs(table, fileName);
}
