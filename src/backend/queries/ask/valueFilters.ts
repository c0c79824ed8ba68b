import { CallResultError } from '../../../domain/errors';
import type { DimensionFilter } from '../../../domain/filters';
import { matchValues } from '../before/filters/matchValues';
import { lately } from '../before/ranges/lookbackRange';
import type { TimeRange, ValueFilter } from '../../stores/question';
import type { Inquiry } from './queryContext';

/** Distinct values that a regular expression may be asked of. */
export const MOST_MATCHED_VALUES = 10_000;

/**
 * Filters as a store understands them. Expressions are evaluated over the values that occur in the range under the
 * other filters; those of an alert rule over the values that were seen lately, as its series are.
 * @param seriesFrom of queries with a split: how far back a rule looks for its series
 * @throws CallResultError `query`: a malformed expression, or a dimension with too many values for one
 */
export async function valueFilters(
  filters: readonly DimensionFilter[],
  range: TimeRange,
  inquiry: Inquiry,
  seriesFrom?: string
): Promise<ValueFilter[]> {
  const looked = inquiry.asked.rule && seriesFrom !== undefined ? lately(range, seriesFrom) : range;
  const lists = filters.map(asList).filter((filter) => filter !== null);
  for (const { dimension, operator, values } of filters) {
    if (operator === '=~' || operator === '!~') {
      const known = await distinctValues(dimension, looked, lists, inquiry);
      const filter = matchValues(dimension, operator, values[0], known, () => performance.now(), inquiry.shown);
      if (filter !== null) {
        lists.push(filter);
      }
    }
  }
  return lists;
}

/** Null for filters that restrict nothing, and for expressions. */
function asList(filter: DimensionFilter): ValueFilter | null {
  const { dimension, operator, values } = filter;
  switch (operator) {
    case '=':
    case 'in':
      return values.length === 0 ? null : { dimension, includes: true, values };
    case '!=':
    case 'not in':
      return values.length === 0 ? null : { dimension, includes: false, values };
    case '=~':
    case '!~':
      return null;
  }
}

async function distinctValues(dimension: string, range: TimeRange, filters: readonly ValueFilter[], inquiry: Inquiry): Promise<string[]> {
  const answer = await inquiry.ask({
    kind: 'catalogue',
    of: 'values',
    dimensions: [dimension],
    only: null,
    search: '',
    range,
    filters: [...filters],
    limit: MOST_MATCHED_VALUES,
  });
  if (answer.more) {
    throw new CallResultError(
      'query',
      `filters: "${dimension}" has more than ${MOST_MATCHED_VALUES} values in this time range, too many for a regular expression. Choose a shorter range, add a filter on another dimension, or name the values with "in".`
    );
  }
  return answer.values.map(([value = '']) => value);
}
