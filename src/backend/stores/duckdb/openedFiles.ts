import type { CallUnit } from '../../../domain/callUnit';
import type { ColumnDoubt } from '../columnDoubts';
import type { CallsSource } from '../sql/callsSource';
import type { RowSource } from '../sql/rows/rowSource';
import type { UnreadRows } from './unreadRows';

/** What differs between files that are asked where they are and those that are imported. */
export interface OpenedFiles {
  sourceOf(unit: CallUnit): CallsSource;
  /** The records before any are merged. */
  rows(): readonly RowSource[];
  readonly unread: readonly UnreadRows[];
  readonly doubts: readonly ColumnDoubt[];
  readonly types: ReadonlyMap<string, string>;
}
