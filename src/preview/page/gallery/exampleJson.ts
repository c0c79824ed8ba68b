import type { StoredCallQuery } from '../../../domain/query';

/** A list of plain values that was written over several lines. */
const PLAIN_LIST = /\[\s+([^[\]{}]*?)\s+\]/g;

/** The query as a dashboard stores it, with lists on one line. */
export function exampleJson(query: StoredCallQuery): string {
  return JSON.stringify({ refId: 'A', ...query }, null, 2).replace(PLAIN_LIST, (_list, values: string) => `[${values.replace(/,\s+/g, ', ')}]`);
}
