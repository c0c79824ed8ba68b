import type { RecordText, ValueText } from '../../domain/recordText';
import type { LayoutName } from '../../domain/layouts/layouts';
import type { ColumnDoubt } from '../stores/columnDoubts';

/** A code or word as it is in the records (null: neither), and how many calls end so. */
export interface SeenOutcome {
  readonly outcome: ValueText | null;
  readonly calls: number;
}

/** What an examination found, as numbers and names; `describe.ts` makes the text of it. Times are epoch milliseconds. */
export type Discovery =
  | { readonly finding: 'nothingRead' | 'unread'; readonly rows: number; readonly reason: string; readonly example: ValueText }
  /** Something about the files by which no row is missing. */
  | { readonly finding: 'remark'; readonly reason: string; readonly example: ValueText }
  /** Where the settings name a column, and which. */
  | { readonly finding: 'missingColumns'; readonly missing: readonly { readonly setting: string; readonly column: string }[] }
  /** Columns of the records, and the missing ones that they look like; whether numbers are other ones without these. */
  | {
      readonly finding: 'misspeltColumns';
      readonly columns: readonly { readonly column: string; readonly name: string; readonly wanted: string }[];
      readonly areDeciding: boolean;
    }
  /** The columns that rows of one call would share. */
  | { readonly finding: 'noCallKey'; readonly columns: readonly string[]; readonly repair: string | null }
  | { readonly finding: ColumnDoubt['doubt']; readonly doubt: ColumnDoubt }
  | { readonly finding: 'noIndex'; readonly table: string; readonly column: string; readonly statement: string | null }
  | { readonly finding: 'noKeyIndex'; readonly table: string; readonly column: string; readonly statement: string }
  | {
      readonly finding: 'noFailures';
      readonly layout: LayoutName;
      readonly calls: number;
      readonly outcome: SeenOutcome | null;
      readonly hasMissedCalls: boolean;
    }
  | { readonly finding: 'failuresOnlyMissed'; readonly layout: LayoutName; readonly rows: number; readonly missed: number }
  /** `minutes` that the times are ahead of (or, negative, behind) the clock. */
  | {
      readonly finding: 'wrongZone';
      readonly minutes: number;
      readonly last: number;
      readonly rows: number | null;
      readonly timeZone: string;
    }
  | { readonly finding: 'future'; readonly last: number; readonly rows: number }
  | { readonly finding: 'silent'; readonly last: number; readonly now: number; readonly usualMs: number; readonly live: boolean }
  | { readonly finding: 'unclassified'; readonly calls: number; readonly of: number; readonly outcomes: readonly SeenOutcome[] }
  | { readonly finding: 'unnamed'; readonly calls: number; readonly of: number; readonly outcomes: readonly SeenOutcome[] }
  | { readonly finding: 'duplicates'; readonly rows: number; readonly of: number; readonly callId: RecordText | null }
  | {
      readonly finding: 'gaps';
      readonly gaps: readonly { readonly from: number; readonly to: number }[];
      readonly usualCalls: number;
      readonly stepMs: number;
    }
  /** `lateMs`: all but one of a thousand records came no later. */
  | {
      readonly finding: 'late';
      readonly rows: number;
      readonly of: number;
      readonly lateMs: number;
      readonly maxMs: number;
      readonly settle: string;
      readonly proposed: string | null;
    }
  | { readonly finding: 'mergedAway'; readonly rows: number; readonly calls: number }
  | {
      readonly finding: 'manyValues';
      readonly dimensions: readonly { readonly name: string; readonly values: number }[];
      readonly calls: number;
    }
  | { readonly finding: 'notDone'; readonly checks: readonly { readonly check: string; readonly why: string }[] };
