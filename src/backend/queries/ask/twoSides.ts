import type { Against } from '../../../domain/against';
import type { DimensionFilter } from '../../../domain/filters';
import type { CountsAnswer } from '../../stores/answer';
import { baselineRange } from '../before/ranges/earlierRange';
import type { SplitGroups, TimeRange, CallFilter } from '../../stores/question';
import { ask, type Plan, together } from './plan';
import type { QueryContext } from './queryContext';
import { valueFilters } from './valueFilters';

/** What both sides of a comparison were counted as. */
export interface TwoAnswers {
  readonly baseline: CountsAnswer;
  readonly current: CountsAnswer;
}

/** Which calls are counted on one side. */
export interface Side {
  readonly range: TimeRange;
  readonly filters: readonly CallFilter[];
}

export interface TwoSides {
  readonly baseline: Side;
  readonly current: Side;
}

interface AgainstQuery {
  readonly against: Against;
  readonly filters: readonly DimensionFilter[];
  readonly timeZone?: string | undefined;
}

/** The two sets of calls that a query holds against each other. */
export function* twoSides(query: AgainstQuery, context: QueryContext): Plan<TwoSides> {
  const { range } = context.request;
  const before = baselineRange(query.against, range, query.timeZone ?? context.source.timeZone);
  const [filters, filtersBefore] = filtersOf(query);
  const current = { range, filters: yield* valueFilters(filters, range, context) };
  return { current, baseline: { range: before, filters: yield* valueFilters(filtersBefore, before, context) } };
}

/** Of the current side, then of the baseline. */
function filtersOf({ against, filters }: AgainstQuery): [readonly DimensionFilter[], readonly DimensionFilter[]] {
  switch (against.type) {
    case 'previous':
    case 'shift':
      return [filters, filters];
    case 'filters':
      return [filters, against.filters];
    case 'runs': {
      const ofRuns = (values: string[]): DimensionFilter[] => [...filters, { dimension: against.dimension, operator: 'in', values }];
      return [ofRuns(against.current), ofRuns(against.baseline)];
    }
  }
}

/** Both sides counted, without buckets. */
export function* countSides({ baseline, current }: TwoSides, split: SplitGroups | null): Plan<TwoAnswers> {
  const count = (side: Side) => ask({ kind: 'counts', ...side, grid: null, split });
  const [before, now] = yield* together(count(baseline), count(current));
  return { baseline: before, current: now };
}
