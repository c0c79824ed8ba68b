import { ask, type Plan } from '../../backend/queries/ask/plan';
import type { QueryContext } from '../../backend/queries/ask/queryContext';
import type { Notice } from '../../backend/queries/after/tables/table';
import { type Timing, TIMING_FACTS } from '../../domain/timings';
import { timingsToCount } from './numbers';
import type { TimingQuery } from './schema';

/** The timings of a query that the records do not have and that are answered with null; others are an error of the store. */
export function* missingTimings(query: TimingQuery, { request }: QueryContext): Plan<readonly Timing[]> {
  // A rule on numbers that can never come would never fire.
  if (query.ifMissing === 'error' || query.over === 'histogram' || request.rule) {
    return [];
  }
  const { timings } = yield* ask({ kind: 'shape' });
  return timingsToCount(query).filter((timing) => !timings.includes(timing));
}

export function missingNotice(timing: Timing): Notice {
  return {
    severity: 'info',
    text: `The records have no ${TIMING_FACTS[timing].title}, so "${timing}" is null. If a column has it, enter its name under columns in the data source settings.`,
  };
}
