import { UNIT_MS } from '../../domain/durations';
import type { NewestAnswer, RowsAnswer } from '../stores/catalogueAnswer';
import type { NewestQuestion } from '../stores/catalogueQuestion';
import type { Store } from '../stores/store';

/** A day of records, but not more than these of each table, which a second or two can count. */
const SPAN_MS = UNIT_MS.d;
export const MAX_ROWS = 50_000;

/** Finds the newest part of the records; only that is examined closely. */
export function newestPart(before: number | null): NewestQuestion {
  return { kind: 'newest', before, spanMs: SPAN_MS, rows: MAX_ROWS };
}

/** The newest part until now; of records that are all later, as a wrong time zone makes them, the newest part of all. */
export async function askNewestPart(store: Store, now: number, signal: AbortSignal): Promise<NewestAnswer> {
  const newest = await store.ask(newestPart(now), signal);
  return newest.last === null ? store.ask(newestPart(null), signal) : newest;
}

/** Records of all tables. */
export function rowsOf({ tables }: RowsAnswer): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}
