import { CallResultError } from '../../../domain/errors';
import { MAX_RULE_GROUPS } from '../../../domain/queryParts';
import type { ValueText } from '../../../domain/recordText';
import { rankByCalls } from '../after/counting/ranking';
import { splitLabels, NO_SPLIT, type SplitLabels } from '../after/splits/splitLabels';
import type { ShownResults } from '../after/counting/shownResults';
import type { CountsAnswer } from '../../stores/answer';
import { onDimensions } from '../../stores/onDimensions';
import type { BucketGrid, CallFilter, SplitGroups, TimeRange } from '../../stores/question';
import { selectResults } from '../../stores/selectResults';
import { breakDown } from './breakdown';
import { lookbackRange } from '../before/ranges/lookbackRange';
import { ask, type Plan } from './plan';
import type { QueryContext } from './queryContext';

/** The values that an answer distinguishes: what the store is asked, and how the reader is told. */
export interface RankedSplit {
  readonly groups: SplitGroups | null;
  readonly labels: SplitLabels;
}

/** No values are distinguished. */
export const NO_GROUPS: RankedSplit = { groups: null, labels: NO_SPLIT };

/** What a query says of its split. */
export interface SplitWanted {
  readonly splitBy: readonly string[];
  readonly top: number;
  readonly seriesFrom: string;
}

/** Which calls are counted, and in which buckets. */
export interface Counting {
  readonly range: TimeRange;
  readonly filters: readonly CallFilter[];
  readonly grid: BucketGrid | null;
}

export interface CountedSplit {
  readonly split: RankedSplit;
  readonly answer: CountsAnswer;
}

/**
 * Counts calls by the combinations that an answer distinguishes: for people the largest by the calls of the results asked, the
 * rest being one "other"; for alert rules the same ones at every evaluation, whether they have calls or not.
 * @param refuse throws if so many combinations are too many; asked as soon as their number is known
 */
export function* countSplit(
  query: SplitWanted,
  shown: ShownResults,
  counting: Counting,
  context: QueryContext,
  refuse: (groups: number) => void = () => {}
): Plan<CountedSplit> {
  const dimensions = query.splitBy;
  if (dimensions.length > 0 && !context.request.rule) {
    const breakdown = yield* breakDown({ ...counting, dimensions });
    if (breakdown !== null) {
      const { groups, answer, more } = rankByCalls(
        breakdown,
        context.source.rules,
        shown.all ? null : shown.results,
        query.top,
        context.valueOrder
      );
      refuse(groups.length);
      return {
        split: { groups: { dimensions, groups, complete: shown.all && !more }, labels: splitLabels(dimensions, groups, context.shown) },
        answer,
      };
    }
  }
  const split = yield* rankSplit(query, shown, counting, context);
  refuse(groupCount(split.groups) ?? 0);
  return { split, answer: yield* ask({ kind: 'counts', ...counting, split: split.groups }) };
}

/** Has the store rank the combinations. */
function* rankSplit(query: SplitWanted, shown: ShownResults, { range, filters }: Counting, context: QueryContext): Plan<RankedSplit> {
  const dimensions = query.splitBy;
  if (dimensions.length === 0) {
    return NO_GROUPS;
  }
  if (context.request.rule) {
    const groups = namedGroups(dimensions, filters) ?? (yield* recentGroups(query, range, filters, context));
    return { groups: { dimensions, groups }, labels: { ...splitLabels(dimensions, groups, context.shown), withoutOther: true } };
  }
  const only = shown.all ? null : selectResults(context.source.rules, shown.results);
  const ranking = yield* ask({ kind: 'values', dimensions, only, search: '', range, filters, limit: query.top });
  const complete = only === null && !ranking.more;
  return { groups: { dimensions, groups: ranking.values, complete }, labels: splitLabels(dimensions, ranking.values, context.shown) };
}

/** The combinations of values that the filters name, if they name those of every dimension. */
function namedGroups(dimensions: readonly string[], filters: readonly CallFilter[]): ValueText[][] | null {
  const lists = dimensions.map((name) => namedValues(name, filters));
  const groups = lists.reduce<ValueText[][] | null>(
    (all, values) => (all === null || values === undefined ? null : all.flatMap((group) => values.map((value) => [...group, value]))),
    [[]]
  );
  return groups !== null && groups.length <= MAX_RULE_GROUPS ? groups : null;
}

/** The values of a dimension that a filter lists and no other one shuts out. */
export function namedValues(name: string, filters: readonly CallFilter[]): readonly ValueText[] | undefined {
  const own = onDimensions(filters).filter(({ dimension }) => dimension === name);
  const listed = own.find(({ includes }) => includes)?.values;
  return listed?.filter((value) => own.every(({ includes, values }) => values.includes(value) === includes));
}

/** Every combination seen lately, in a fixed order. */
function* recentGroups(
  { splitBy, seriesFrom }: SplitWanted,
  range: TimeRange,
  filters: readonly CallFilter[],
  context: QueryContext
): Plan<ValueText[][]> {
  const found = yield* ask({
    kind: 'values',
    dimensions: splitBy,
    only: null,
    search: '',
    range: lookbackRange(range, seriesFrom),
    filters,
    limit: MAX_RULE_GROUPS,
  });
  if (found.more) {
    throw new CallResultError(
      'query',
      `splitBy: more than ${MAX_RULE_GROUPS} values in the last ${seriesFrom}, too many for an alert rule. List the values in a filter, or shorten seriesFrom.`
    );
  }
  return found.values.map((group) => [...group]).sort(context.valueOrder);
}

/** How many combinations are distinguished; null without a split. */
export function groupCount(split: SplitGroups | null): number | null {
  return split === null ? null : split.groups.length;
}
