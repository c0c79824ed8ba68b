import type { LayoutTable } from '../../../domain/layouts/layout';
import type { NamedFile } from './fileName';

/** `documents`: many files with one JSON object each; `xml`: the same with XML; `together`: many small CSV files with the same columns. */
export type FileFormat = NamedFile['format'] | 'documents' | 'together';

export interface RecordFile {
  /** Absolute, links resolved. */
  readonly path: string;
  /** Relative to the records folder: how messages name it. */
  readonly name: string;
  readonly format: FileFormat;
  /** The files that are read together; empty but for `documents`, `xml` and `together`. */
  readonly documents: readonly string[];
  /** The layout's table whose rows it holds; null for a database file, which may hold all of them. */
  readonly table: LayoutTable | null;
  readonly size: number;
  readonly modifiedMs: number;
  /** The number that the file system gives it, which it keeps while it grows. */
  readonly inode: number;
  /** Another text once the file was written to, or replaced by another one of the same size and time. */
  readonly version: string;
}
