import { UNIT_MS } from '../../domain/durations';
import type { RowsAnswer } from '../stores/catalogueAnswer';
import type { NewestQuestion } from '../stores/catalogueQuestion';

/** A day of records, but not more than these of each table, which a second or two can count. */
const SPAN_MS = UNIT_MS.d;
export const MAX_ROWS = 50_000;

/** Finds the newest part of the records; only that is examined closely. */
export function newestPart(before: number | null): NewestQuestion {
  return { kind: 'newest', before, spanMs: SPAN_MS, rows: MAX_ROWS };
}

/** Records of all tables. */
export function rowsOf({ tables }: RowsAnswer): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}
