import type { CallResultError } from '../../../domain/errors';
import type { Timing } from '../../../domain/timings';
import { type ColumnFacts, sumOfFacts } from '../sql/records/columnFacts';
import { joinSelections, type SelectionFacts } from '../sql/records/selectionFacts';
import type { ReadContent } from './contentStamps';
import type { ReadText } from './readText';
import { type FileRemark, joinRemarks } from './fileRemark';
import type { FileDates } from './tableDates';
import type { TextPlan } from './textRelation';

/** What was found in rows of a file. */
export interface FoundRows {
  /** Times of the first and the last record; null without any. */
  readonly first: number | null;
  readonly last: number | null;
  /** Names of the layout's tables whose rows they are. */
  readonly tables: readonly string[];
  /** The records' columns, and those of them that are kept as text. */
  readonly columns: readonly string[];
  readonly kept: readonly string[];
  readonly timings: readonly Timing[];
  readonly hasAttempts: boolean;
  readonly remarks: readonly FileRemark[];
  readonly facts: readonly ColumnFacts[];
  readonly selections: readonly SelectionFacts[];
}

/** How far a file of lines was read: to the end of the last line that has one. What follows is read again with the rest of its line. */
export interface ReadSoFar {
  readonly content: ReadContent;
  readonly plan: TextPlan;
  readonly text: ReadText;
  readonly found: FoundRows;
}

/** A file whose rows were copied. */
export interface ImportedFile {
  readonly version: string;
  readonly inode: number;
  readonly size: number;
  /** What its rows have as `file_no`. */
  readonly numbers: readonly number[];
  /** The same of a last line without an end. */
  readonly open: number | null;
  readonly found: FoundRows;
  readonly dates: readonly FileDates[];
  /** Why none of it could be read. */
  readonly failure: CallResultError | null;
  /** What reading goes on from when the file has grown; null if it is then read anew. */
  readonly soFar: ReadSoFar | null;
  /** Whether its pieces cannot be read one by one. */
  readonly isOnlyWhole: boolean;
}

export const NOTHING_FOUND: FoundRows = {
  first: null,
  last: null,
  tables: [],
  columns: [],
  kept: [],
  timings: [],
  hasAttempts: false,
  remarks: [],
  facts: [],
  selections: [],
};

/** What is found in a file, from what was found in its pieces, in order. */
export function joinFound(before: FoundRows, after: FoundRows): FoundRows {
  if (before === NOTHING_FOUND) {
    return after;
  }
  return {
    first: least(before.first, after.first, Math.min),
    last: least(before.last, after.last, Math.max),
    tables: union(before.tables, after.tables),
    // A further piece has the columns of those before, and may have others between them.
    columns: after.columns.length === 0 ? before.columns : after.columns,
    kept: after.columns.length === 0 ? before.kept : after.kept,
    timings: union(before.timings, after.timings),
    hasAttempts: before.hasAttempts || after.hasAttempts,
    remarks: joinRemarks(before.remarks, after.remarks),
    facts: before.facts.map((facts, index) => {
      const further = after.facts[index];
      return further === undefined ? facts : sumOfFacts(facts, further);
    }),
    selections: before.selections.map((selection, index) => {
      const further = after.selections[index];
      return further === undefined ? selection : joinSelections(selection, further);
    }),
  };
}

function least(one: number | null, other: number | null, of: (a: number, b: number) => number): number | null {
  return one === null || other === null ? (one ?? other) : of(one, other);
}

function union<T>(one: readonly T[], other: readonly T[]): readonly T[] {
  return other.every((value) => one.includes(value)) ? one : [...new Set([...one, ...other])];
}

export function numbersOf({ numbers, open }: ImportedFile): readonly number[] {
  return open === null ? numbers : [...numbers, open];
}
