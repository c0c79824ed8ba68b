import { MISSING_VALUE } from '../../../domain/filters';
import type { ValueText } from '../../../domain/recordText';
import { rankByBeginning, regrouped } from '../after/counting/ranking';
import type { CountsAnswer } from '../../stores/answer';
import type { CallFilter, ValueFilter } from '../../stores/question';
import { breakDown } from './breakdown';
import { ask, type Plan } from './plan';
import type { QueryContext } from './queryContext';
import { type Counting, namedValues } from './splitGroups';

/** Values of a dimension that are looked at one by one, in the order of their beginning. */
export interface EvaluatedValues {
  readonly values: readonly ValueText[];
  readonly began: readonly number[];
  /** There were more, which began earlier. */
  readonly more: boolean;
  /** Calls by value, all others being -1. */
  readonly answer: CountsAnswer;
}

/**
 * Counts the calls of the values that began last. Calls that have no value belong to none and are not judged.
 * @param refuse throws if so many values are too many
 */
export function* countEvaluatedValues(
  per: string,
  limit: number,
  counting: Counting,
  context: QueryContext,
  refuse: (values: number) => void = () => {}
): Plan<EvaluatedValues> {
  const breakdown = yield* breakDown({ ...counting, dimensions: [per], first: true });
  const ranked = breakdown === null ? yield* newestValues(per, limit, counting) : rankByBeginning(breakdown, limit, context.valueOrder);
  const seen = ranked.groups.map(([value = '']): ValueText => value).reverse();
  // A rule that names a value wants a verdict even if nothing was heard of it.
  const wanted = context.request.rule ? valuesNamed(per, counting.filters) : [];
  const silent = wanted.filter((value) => !seen.includes(value)).slice(0, limit);
  const values = [...seen, ...silent];
  refuse(values.length);
  const groups = values.map((value) => [value]);
  const answer =
    breakdown === null ? yield* ask({ kind: 'counts', ...counting, split: { dimensions: [per], groups } }) : regrouped(breakdown, groups);
  return { values, began: [...[...ranked.began].reverse(), ...silent.map(() => counting.range.to)], more: ranked.more, answer };
}

/** Has the store rank the values. */
function* newestValues(per: string, limit: number, { range, filters }: Counting) {
  const named: ValueFilter = { dimension: per, includes: false, values: [MISSING_VALUE] };
  const found = yield* ask({
    kind: 'values',
    dimensions: [per],
    only: null,
    search: '',
    range,
    filters: [...filters, named],
    limit,
    order: 'newest',
  });
  return { groups: found.values, began: found.values.map((_, index) => found.first?.[index] ?? range.from), more: found.more };
}

function valuesNamed(per: string, filters: readonly CallFilter[]): ValueText[] {
  return (namedValues(per, filters) ?? []).filter((value) => value !== MISSING_VALUE);
}
