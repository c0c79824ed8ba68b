import type { TimingQuery } from './schema';
import { explainedTimings } from './explainedTimings';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import { timing } from './table';
import { HISTOGRAM_BOUNDS, timingHistogram } from './histogram';
import { timingNumbers, timingsToCount } from './numbers';
import { percentsOf } from './statistics';
import { summarize } from './summaries';
import { timingCells, type TimingShape } from './values';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import type { TimeBuckets } from '../../backend/queries/before/buckets/timeBuckets';
import type { HistogramAnswer } from '../../backend/stores/answer';
import type { KindAnswer } from '../../backend/queries/ask/kindAnswer';
import { together } from '../../backend/queries/ask/plan';
import { queryBuckets } from '../../backend/queries/ask/queryBuckets';
import type { QueryContext } from '../../backend/queries/ask/queryContext';
import type { QueryResult } from '../../backend/queries/ask/queryResult';
import { type CountedSplit, countSplit, groupCount, NO_GROUPS, type RankedSplit } from '../../backend/queries/ask/splitGroups';
import { missingNotice, missingTimings } from './missingTimings';
import { askClasses, askTimings, type CountedTiming, type Timed, type TimingsWanted } from './askTimings';
import { valueFilters } from '../../backend/queries/ask/valueFilters';
import type { Timing } from '../../domain/timings';

/** All calls by code, and the timings of those that have them. */
type CountedAnswer = CountedSplit & { readonly buckets: TimeBuckets | null } & (
    | { readonly timings: readonly CountedTiming[]; readonly missing: readonly Timing[] }
    | { readonly histogram: HistogramAnswer; readonly timing: Timing; readonly buckets: TimeBuckets }
  );

export const timingAnswer: KindAnswer<TimingQuery, CountedAnswer> = {
  *plan(query, context) {
    const { request } = context;
    const shown = shownResults(query.results);
    const missing = yield* missingTimings(query, context);
    const needed = wantedTimings(query);
    const wanted = { ...needed, timings: needed.timings.filter((timing) => !missing.includes(timing)) };
    const series = timingNumbers(query).length * (wanted.results?.length ?? 1);
    const overTime = query.over === 'range' ? null : queryBuckets(query, context, series);
    const buckets = overTime?.buckets ?? null;
    const { range } = buckets ?? request;
    const filters = yield* valueFilters(query.filters, range, context, query.seriesFrom);
    const refuse = (groups: number) => overTime?.refuseSeries((groups + 1) * series);
    const count = countSplit(query, shown, { range, filters, grid: null }, context, refuse);
    const timedBy = ({ groups }: RankedSplit): Timed => ({ scope: { range, filters, grid: buckets?.grid ?? null, split: groups }, shown });
    const [first] = wanted.timings;
    if (query.over === 'histogram' && buckets !== null && first !== undefined) {
      const classes = askClasses(first, HISTOGRAM_BOUNDS, timedBy(NO_GROUPS), context);
      const [counted, histogram] = yield* together(count, classes);
      return { ...counted, histogram, timing: first, buckets };
    }
    // Values are known before they are divided by; all calls can be timed while they are counted.
    if (query.splitBy.length === 0) {
      const [counted, timings] = yield* together(count, askTimings(wanted, timedBy(NO_GROUPS), context));
      return { ...counted, timings, missing, buckets };
    }
    const counted = yield* count;
    return { ...counted, timings: yield* askTimings(wanted, timedBy(counted.split), context), missing, buckets };
  },

  evaluate(query, counted, context) {
    const { buckets, answer } = counted;
    return {
      ...('histogram' in counted ? histogramOf(query, counted, context) : numbersOf(query, counted, context)),
      calls: totalCalls(answer),
      range: (buckets ?? context.request).range,
      ...(buckets === null ? {} : { bucket: buckets.name }),
    };
  },
};

type Shown = Pick<QueryResult, 'bodies' | 'numbers' | 'notices'>;

function histogramOf(
  query: TimingQuery,
  counted: Extract<CountedAnswer, { histogram: unknown }>,
  { source: { rules } }: QueryContext
): Shown {
  const { histogram, timing: one, buckets, answer } = counted;
  const cells = timingCells(histogram, rules, shapeOf(query, counted));
  const known = new Map([[one, totalCalls(histogram)]]);
  return {
    bodies: [timingHistogram(one, cells, buckets)],
    numbers: explainedTimings(known, answer, rules, shownResults(query.results)),
  };
}

function numbersOf(query: TimingQuery, counted: Extract<CountedAnswer, { timings: unknown }>, { source: { rules } }: QueryContext): Shown {
  const { split, answer, buckets, timings, missing } = counted;
  const shape = shapeOf(query, counted);
  const { results } = shape;
  const { summaries, known, others } = summarize(timings, wantedTimings(query), shape, rules);
  const shown = split.groups === null || (others && split.labels.withoutOther !== true) ? shape.groups : shape.groups - 1;
  const groups = Array.from({ length: shown }, (_, group) => group);
  const values = { summaries, results, split: split.labels, groups, starts: buckets?.starts ?? null };
  return {
    bodies: [timing(query, timingNumbers(query), values)],
    numbers: explainedTimings(known, answer, rules, shownResults(query.results)),
    notices: missing.map(missingNotice),
  };
}

function wantedTimings(query: TimingQuery): TimingsWanted {
  return {
    timings: timingsToCount(query),
    results: query.byResult ? shownResults(query.results).results : null,
    percents: percentsOf(query.statistics),
    below: query.shortUnderMs,
  };
}

function shapeOf(query: TimingQuery, { split, buckets }: CountedAnswer): TimingShape {
  return {
    results: wantedTimings(query).results,
    groups: (groupCount(split.groups) ?? 0) + 1,
    buckets: buckets?.starts.length ?? 1,
    positionOf: (bucket) => buckets?.positionOf(bucket) ?? 0,
  };
}
