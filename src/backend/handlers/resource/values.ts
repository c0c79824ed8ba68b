import { CallResultError } from '../../../domain/errors';
import { maskNumbers, type NumberMask } from '../../../domain/numberMask';
import type { ResourceAnswer, ResourceRequest } from '../../protocol/plugin';
import type { TimeRange } from '../../stores/store';
import type { DataSource } from '../dataSource';

const DEFAULT_LIMIT = 100;
const MOST_VALUES = 10_000;

/** The most frequent values of one dimension, for suggestions and variables. */
export async function answerValues({ search }: ResourceRequest, { store }: DataSource, mask: NumberMask, signal: AbortSignal): Promise<ResourceAnswer> {
  const dimension = search.get('dimension') ?? '';
  if (dimension === '') {
    throw new CallResultError('query', 'dimension: missing; name the dimension whose values are wanted.');
  }
  const limit = numberOf(search, 'limit', 1, MOST_VALUES) ?? DEFAULT_LIMIT;
  const answer = await store.ask(
    { kind: 'catalogue', of: 'values', dimensions: [dimension], only: null, search: search.get('search') ?? '', range: rangeOf(search), filters: [], limit },
    signal
  );
  // What is hidden must not be found by searching for it either.
  const sought = (search.get('search') ?? '').toLowerCase();
  const values = answer.values
    .map(([value = ''], index) => ({ value: maskNumbers(value, mask), calls: answer.calls[index] ?? 0 }))
    .filter(({ value }) => mask === 'none' || value.toLowerCase().includes(sought));
  return { status: 200, body: { values, more: answer.more } };
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

function numberOf(search: URLSearchParams, name: string, least: number, most: number): number | null {
  const text = search.get(name);
  if (text === null || text === '') {
    return null;
  }
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < least || number > most) {
    throw new CallResultError('query', `${name}: "${text}" is not allowed; allowed: a whole number from ${least} to ${most}.`);
  }
  return number;
}
