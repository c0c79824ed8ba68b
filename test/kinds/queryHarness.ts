import type { NumberMask } from '../../src/domain/numberMask';
import { parseCallQuery } from '../../src/kinds/kinds';
import { compileRules, type RuleTable } from '../../src/domain/rules';
import { recordsRead } from '../../src/backend/queries/after/explanation/recordsRead';
import { HighCardinalityCache } from '../../src/backend/queries/ask/highCardinalityCache';
import type { CallSource, RequestContext } from '../../src/backend/queries/ask/queryContext';
import { answerQuery } from '../../src/kinds/answers';
import type { NumberColumn, Table } from '../../src/backend/queries/after/tables/table';
import type { TimeRange } from '../../src/backend/stores/question';
import type { Store } from '../../src/backend/stores/store';
import { FROM, TO } from './callsArbitrary';

export const RULES = compileRules([{ words: ['NO_ANSWER'], result: 'timeout' }]);

const RECORDS = recordsRead({ layout: 'calls', columns: {}, callTime: undefined });

interface Asking {
  readonly range?: TimeRange;
  readonly intervalMs?: number;
  readonly maxDataPoints?: number;
  readonly rules?: RuleTable;
  readonly explain?: boolean;
  readonly marks?: boolean;
  readonly rule?: boolean;
  readonly settledUntil?: number;
  readonly settlesAfterMs?: number;
  readonly viewer?: boolean;
  readonly mask?: NumberMask;
  readonly callLink?: string | null;
  readonly highCardinalityCache?: HighCardinalityCache;
}

/** Asks a store as a dashboard would, from the query's JSON to the first table. */
export async function ask(store: Store, json: object, asking: Asking = {}): Promise<Table> {
  const [first] = await askAll(store, json, asking);
  if (first === undefined) {
    throw new Error('no table was answered');
  }
  return first;
}

/** The same, with every table of the answer. */
export function askAll(store: Store, json: object, asking: Asking = {}): Promise<Table[]> {
  return answerQuery(parseCallQuery(json), requestOf(asking), sourceOf(store, asking), new AbortController().signal);
}

export function requestOf({
  range = { from: FROM, to: TO },
  intervalMs = 60_000,
  maxDataPoints = 500,
  rule = false,
  explain = !rule,
  marks = false,
  settledUntil = Date.UTC(2260, 0, 1),
  viewer = false,
  mask = viewer ? 'all' : 'none',
}: Asking = {}): RequestContext {
  return { range, intervalMs, maxDataPoints, explain, marks, rule, settledUntil, mask, filterMask: mask };
}

export function sourceOf(
  store: Store,
  { rules = RULES, callLink = null, settlesAfterMs = 0, highCardinalityCache = new HighCardinalityCache(() => 0) }: Asking = {}
): CallSource {
  const clock = () => performance.now();
  return {
    store,
    freshStore: store,
    rules,
    timeZone: 'Europe/Berlin',
    settlesAfterMs,
    callLink,
    records: RECORDS,
    clock,
    highCardinalityCache,
  };
}

export function numberColumns(table: Table): NumberColumn[] {
  return table.columns.filter((column) => column.type === 'number');
}

export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) {
    total += value;
  }
  return total;
}

/** Labels in a fixed order of keys → the column's numbers. */
export function byLabels(table: Table): Map<string, number[]> {
  return new Map(numberColumns(table).map(({ labels = {}, values }) => [JSON.stringify(Object.entries(labels).sort()), [...values]]));
}

/** The rows of a long table as objects. */
export function rowsOf(table: Table): Record<string, string | number | null>[] {
  const rows = table.columns[0]?.values.length ?? 0;
  return Array.from({ length: rows }, (_, row) => Object.fromEntries(table.columns.map(({ name, values }) => [name, values[row] ?? null])));
}

/** The range that was counted, from the frame itself. */
export function countedRange(table: Table): TimeRange {
  const { from, to } = table.custom.question as TimeRange;
  return { from, to };
}
