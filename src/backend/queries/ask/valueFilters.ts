import { CallResultError } from '../../../domain/errors';
import { CODE, type DimensionFilter } from '../../../domain/filters';
import { HIDDEN_DIGIT, maskNumbers, showText, type NumberMask } from '../../../domain/numberMask';
import type { ValueText } from '../../../domain/recordText';
import { codeFilter } from '../before/filters/codeFilter';
import { matchValues } from '../before/filters/matchValues';
import { lookbackRange } from '../before/ranges/lookbackRange';
import type { CallFilter, TimeRange, ValueFilter } from '../../stores/question';
import { ask, type Plan } from './plan';
import type { QueryContext } from './queryContext';

/** Distinct values that a filter may be evaluated over. */
export const MAX_MATCHED_VALUES = 10_000;

/**
 * Filters as a store understands them. Expressions are evaluated over the values that occur in the range under the
 * other filters; those of an alert rule over the values that were seen lately, as its series are. So are values with hidden
 * digits: a filter sees what its reader sees, or hidden digits could be found by trying.
 * @param seriesFrom of queries with a split: how far back a rule looks for its series
 * @throws CallResultError `query`: a malformed expression, or a dimension with too many values for one
 */
export function* valueFilters(
  filters: readonly DimensionFilter[],
  range: TimeRange,
  context: QueryContext,
  seriesFrom?: string
): Plan<CallFilter[]> {
  const { rule, filterMask } = context.request;
  const looked = rule && seriesFrom !== undefined ? lookbackRange(range, seriesFrom) : range;
  const [onCode, others] = yield* separated(filters);
  const ofCode = onCode.map((filter) => codeFilter(filter, context.source.rules, context.source.clock));
  const lists: CallFilter[] = [...others.map((filter) => asList(filter, filterMask)), ...ofCode].filter((filter) => filter !== null);
  for (const filter of others.filter((one) => needsLook(one, filterMask))) {
    const known = yield* distinctValues(filter.dimension, looked, lists, context);
    const found = matching(filter, known, filterMask, context.source.clock);
    if (found !== null) {
      lists.push(found);
    }
  }
  return lists;
}

/** Those on the final status code, which a dimension of the same name takes the place of, and all others. */
function* separated(filters: readonly DimensionFilter[]): Plan<readonly [DimensionFilter[], DimensionFilter[]]> {
  const onCode = filters.filter(({ dimension }) => dimension === CODE);
  if (onCode.length === 0 || (yield* ask({ kind: 'shape' })).dimensions.includes(CODE)) {
    return [[], [...filters]];
  }
  return [onCode, filters.filter(({ dimension }) => dimension !== CODE)];
}

/** Whether a filter has a value that may stand for numbers with hidden digits. */
export function filtersHiddenNumbers({ operator, values }: DimensionFilter, mask: NumberMask): boolean {
  return mask !== 'none' && operator !== '=~' && operator !== '!~' && values.some((value) => isHidden(value, mask));
}

function needsLook(filter: DimensionFilter, mask: NumberMask): boolean {
  return filter.operator === '=~' || filter.operator === '!~' || filtersHiddenNumbers(filter, mask);
}

/** Any other value is equal to the record's own text. */
function isHidden(value: string, mask: NumberMask): boolean {
  return maskNumbers(value, mask).includes(HIDDEN_DIGIT);
}

/** Null for filters that restrict nothing, and for those that need a look at the values. */
function asList(filter: DimensionFilter, mask: NumberMask): ValueFilter | null {
  const { dimension, values } = filter;
  return values.length === 0 || needsLook(filter, mask) ? null : { dimension, includes: isIncluding(filter), values };
}

function isIncluding({ operator }: DimensionFilter): boolean {
  return operator === '=' || operator === 'in' || operator === '=~';
}

function matching(filter: DimensionFilter, known: readonly ValueText[], mask: NumberMask, clock: () => number): ValueFilter | null {
  const { dimension, operator, values } = filter;
  const shown = showText(mask);
  if (operator === '=~' || operator === '!~') {
    return matchValues(dimension, operator, values[0], known, clock, shown);
  }
  const open = values.filter((value) => !isHidden(value, mask));
  // What is shown already must not be hidden further.
  const looks = new Set(values.filter((value) => isHidden(value, mask)).flatMap((value) => [value, shown(value)]));
  return {
    dimension,
    includes: isIncluding(filter),
    values: [...open, ...known.filter((value) => looks.has(shown(value)))],
  };
}

function* distinctValues(dimension: string, range: TimeRange, filters: readonly CallFilter[], context: QueryContext): Plan<ValueText[]> {
  const answer = yield* ask({
    kind: 'values',
    dimensions: [dimension],
    only: null,
    search: '',
    range,
    filters: [...filters],
    limit: MAX_MATCHED_VALUES,
  });
  if (answer.more) {
    throw new CallResultError(
      'query',
      `filters: "${dimension}" has more than ${MAX_MATCHED_VALUES} values in this time range, too many for a regular expression or a masked phone number. Choose a shorter range, add a filter on another dimension, or list the values with "in".`
    );
  }
  const values = answer.values.map(([value = '']) => value);
  // The groups of a rule come in this order.
  const order = context.valueOrder;
  return context.request.filterMask === 'none' ? values : values.sort((a, b) => order([a], [b]));
}
