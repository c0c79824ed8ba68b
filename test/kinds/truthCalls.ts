import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { TestCall } from './memoryStore';

/**
 * The 435 calls of records/kamailio as their callers saw them. `side` is `a` for every other plain call and for those with
 * authentication, `b` for the rest: two sets that differ in known ways.
 */
export function truthCalls(): TestCall[] {
  const [header = '', ...lines] = readFileSync(path.resolve(__dirname, '../records/kamailio/truth-calls.csv'), 'utf8')
    .trim()
    .split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => {
    const values = line.split(',');
    const cell = (name: string) => values[names.indexOf(name)] ?? '';
    const caller = cell('caller');
    const even = parseInt(cell('callid'), 10) % 2 === 0;
    const side = caller === 'uac_auth' || (caller === 'uac_call' && even) ? 'a' : 'b';
    return {
      time: Date.parse(cell('invite_sent_utc')),
      code: Number(cell('final_code')),
      word: null,
      dimensions: { side, caller, gateway: cell('gateway') },
    };
  });
}

export const TRUTH_DIMENSIONS = ['side', 'caller', 'gateway'];
export const TRUTH_RANGE = { from: Date.parse('2026-11-23T07:56:00Z'), to: Date.parse('2026-11-23T07:58:00Z') };
