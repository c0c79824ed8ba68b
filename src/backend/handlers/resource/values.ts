import { CallResultError } from '../../../domain/errors';
import { CODE } from '../../../domain/filters';
import { parseCallQuery } from '../../../kinds/kinds';
import { reasonPhrase } from '../../../domain/reasonPhrases';
import { maskNumbers, type NumberMask } from '../../../domain/numberMask';
import type { ResourceAnswer, ResourceRequest } from '../../protocol/plugin';
import type { CallFilter, TimeRange } from '../../stores/question';
import type { DataSource } from '../dataSource';
import { queryContext } from '../../queries/ask/queryContext';
import { runPlan } from '../../queries/ask/runPlan';
import { valueFilters } from '../../queries/ask/valueFilters';
import { shownJson } from '../shownJson';

const DEFAULT_LIMIT = 100;
const MAX_VALUES = 10_000;
/** Where an expression looks for values if no range is given. */
const EVER: TimeRange = { from: 0, to: Date.UTC(2260, 0, 1) };

/** Values of one dimension, the most frequent or those that began last first, under filters; for suggestions and variables. */
export async function answerValues(
  { search }: ResourceRequest,
  source: DataSource,
  mask: NumberMask,
  signal: AbortSignal
): Promise<ResourceAnswer> {
  const dimension = search.get('dimension') ?? '';
  if (dimension === '') {
    throw new CallResultError('query', 'dimension: missing. Enter the dimension whose values you want.');
  }
  const limit = numberOf(search, 'limit', 1, MAX_VALUES) ?? DEFAULT_LIMIT;
  const range = rangeOf(search);
  const filters = await filtersOf(search, range, source, mask, signal);
  const newest = search.get('order') === 'newest' ? ({ order: 'newest' } as const) : {};
  const sought = search.get('search') ?? '';
  if (dimension === CODE && !(await source.store.ask({ kind: 'shape' }, signal)).dimensions.includes(CODE)) {
    const codes = (await countCodes(range, filters, source, signal)).filter(([code]) => String(code).includes(sought));
    const values = codes.slice(0, limit).map(([code, calls]) => ({ value: String(code), calls }));
    return { status: 200, body: shownJson({ values, more: codes.length > limit }) };
  }
  // What is hidden must not be found by searching for it either, nor by whether there are more that match.
  const searchesHere = mask !== 'none';
  const asked = searchesHere ? { search: '', limit: MAX_VALUES } : { search: sought, limit };
  const answer = await source.store.ask(
    { kind: 'values', dimensions: [dimension], only: null, range, filters, ...asked, ...newest },
    signal
  );
  const values = answer.values
    .map(([value = ''], index) => ({ value: maskNumbers(value, mask), calls: answer.calls[index] ?? 0 }))
    .filter(({ value }) => !searchesHere || value.toLowerCase().includes(sought.toLowerCase()));
  return { status: 200, body: shownJson({ values: values.slice(0, limit), more: answer.more || values.length > limit }) };
}

/** Final status codes that occur under filters, the most frequent first. */
export async function answerCodes(
  { search }: ResourceRequest,
  source: DataSource,
  mask: NumberMask,
  signal: AbortSignal
): Promise<ResourceAnswer> {
  const range = rangeOf(search);
  const filters = await filtersOf(search, range, source, mask, signal);
  const codes = await countCodes(range, filters, source, signal);
  return {
    status: 200,
    body: shownJson({ codes: codes.map(([code, count]) => ({ code, reason: reasonPhrase(code)?.phrase ?? null, calls: count })) }),
  };
}

/** Codes and their calls. */
async function countCodes(
  range: TimeRange | null,
  filters: readonly CallFilter[],
  source: DataSource,
  signal: AbortSignal
): Promise<[code: number, calls: number][]> {
  const answer = await source.store.ask({ kind: 'counts', range, filters, grid: null, split: null }, signal);
  const calls = new Map<number, number>();
  answer.code.forEach((code, row) => calls.set(code, (calls.get(code) ?? 0) + (answer.calls[row] ?? 0)));
  return [...calls].filter(([code]) => code >= 0).sort(([a, x], [b, y]) => y - x || a - b);
}

/** `filters` as a query has them, in JSON; none if absent. */
async function filtersOf(
  search: URLSearchParams,
  range: TimeRange | null,
  source: DataSource,
  mask: NumberMask,
  signal: AbortSignal
): Promise<CallFilter[]> {
  const { filters } = parseCallQuery({ kind: 'codes', filters: jsonOf(search.get('filters') ?? '[]') });
  const asked = {
    range: range ?? EVER,
    intervalMs: 0,
    maxDataPoints: 0,
    explain: false,
    marks: false,
    rule: false,
    settledUntil: 0,
    mask,
    filterMask: mask,
  };
  const plan = valueFilters(filters, asked.range, queryContext(source, asked, 'calls'));
  return (await runPlan(plan, source, 'calls', signal)).value;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CallResultError('query', 'filters: not valid JSON. Send a list of filters, as in a query.', { cause });
  }
}

/** Both ends or neither; epoch milliseconds. */
function rangeOf(search: URLSearchParams): TimeRange | null {
  const from = numberOf(search, 'from', 0, Number.MAX_SAFE_INTEGER);
  const to = numberOf(search, 'to', 0, Number.MAX_SAFE_INTEGER);
  if (from === null && to === null) {
    return null;
  }
  if (from === null || to === null || to < from) {
    throw new CallResultError('query', 'from, to: give both in epoch milliseconds, "to" not before "from", or neither.');
  }
  return { from, to };
}

function numberOf(search: URLSearchParams, name: string, min: number, max: number): number | null {
  const text = search.get(name);
  if (text === null || text === '') {
    return null;
  }
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < min || number > max) {
    throw new CallResultError('query', `${name}: "${text}" is not allowed; allowed: a whole number from ${min} to ${max}.`);
  }
  return number;
}
