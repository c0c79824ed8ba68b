import type { CallTime, LayoutName } from '../../domain/layoutNames';

/** A table of a record layout, and which files of a folder belong to it. */
export interface LayoutTable {
  readonly name: string;
  /** `all`: every file of records. `named`: files of exactly the table's name, which may carry a suffix after `-` or `.`. */
  readonly files: 'all' | 'named';
}

/** Codes that put a row into a rank; a row without a usable code is in the rank `unusable`. */
export interface DecidingRank {
  /** Why the rank stands where it stands. */
  readonly meaning: string;
  /** Tables whose rows it holds; absent: all. */
  readonly tables?: readonly string[];
  readonly codes: readonly { readonly first: number; readonly last: number }[] | 'unusable';
  /** Which row of the rank decides. Of equal times the highest id. */
  readonly prefers: 'earliest' | 'latest';
}

/** How several rows become one call. */
export interface Merge {
  /** Column whose value the rows of one call share, compared byte by byte. Rows without a value stand for themselves. */
  readonly key: string;
  /** Column that orders rows of the same time. */
  readonly id: string;
  /**
   * A row decides its call if and only if no better row of the same key lies within this time around it (milliseconds);
   * therefore calls add up whatever ranges are asked.
   */
  readonly windowMs: number;
  /** From the best to the worst; a row belongs to the first rank that takes it. */
  readonly ranks: readonly DecidingRank[];
}

/** What stands in the records of one kind of phone system, and how it is read. Columns are the layout's own names. */
export interface Layout {
  readonly name: LayoutName;
  readonly tables: readonly LayoutTable[];
  /** Only rows whose column has this value are about calls; absent: all. */
  readonly only?: { readonly column: string; readonly value: string };
  readonly merge: Merge | null;
  readonly code: string;
  readonly times: Partial<Record<CallTime, string>>;
  readonly callId: string | null;
  readonly timings: Partial<Record<'pdd' | 'setup' | 'duration', { readonly column: string; readonly millisecondsPerUnit: number }>>;
  /** Columns that are no dimensions although nothing else uses them. */
  readonly notDimensions: readonly string[];
  /** Names of the usual dimensions where they differ from the column's name: dimension → column. */
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Whether a file of records, by its name, belongs to a table: `acc.csv` and `acc-2026-11.csv.gz` to `acc`, `acc_cdrs.csv` not. */
export function belongsToTable(table: LayoutTable, fileName: string): boolean {
  return table.files === 'all' || fileName.startsWith(`${table.name}.`) || fileName.startsWith(`${table.name}-`);
}
