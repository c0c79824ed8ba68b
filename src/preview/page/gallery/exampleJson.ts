import type { StoredCallQuery } from '../../../kinds/storedQuery';

/** A list of plain values that was written over several lines. */
const PLAIN_LIST = /\[\s+([^[\]{}]*?)\s+\]/g;

/** Characters that fit beside an answer. */
const LONGEST_LINE = 36;

/** The query as a dashboard stores it, with lists on one line where they fit. */
export function exampleJson(query: StoredCallQuery): string {
  return JSON.stringify({ refId: 'A', ...query }, null, 2).replace(PLAIN_LIST, (list, values: string, at: number, json: string) => {
    const short = `[${values.replace(/,\s+/g, ', ')}]`;
    const before = at - json.lastIndexOf('\n', at) - 1;
    return before + short.length > LONGEST_LINE ? list : short;
  });
}
