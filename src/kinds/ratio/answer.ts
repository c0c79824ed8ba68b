import { MAX_TOP } from '../../domain/queryParts';
import { ratioDefinition } from '../../domain/queryRatios';
import type { RatioQuery } from './schema';
import type { RatioDefinition } from '../../domain/ratios';
import { explainedRatios } from '../../backend/queries/after/explanation/explainedRatios';
import { ratio } from './table';
import type { RatioFields } from './columns';
import { countRatios, type RatioAnswers } from '../../backend/queries/after/ratios/ratioCounts';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import type { Notice } from '../../backend/queries/after/tables/table';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import type { CountsAnswer } from '../../backend/stores/answer';
import type { KindAnswer } from '../../backend/queries/ask/kindAnswer';
import type { TimeBuckets } from '../../backend/queries/before/buckets/timeBuckets';
import type { CellShape } from '../../backend/queries/after/counting/cells';
import { fitBuckets, gridOf, withinBuckets } from '../../backend/queries/after/ratios/fitBuckets';
import { type QueryBuckets, queryBuckets } from '../../backend/queries/ask/queryBuckets';
import type { TimeRange } from '../../backend/stores/question';
import { refuseRetriedAttempts, retriedCalls } from '../../backend/queries/ask/ratioAnswers';
import type { RequestContext } from '../../backend/queries/ask/queryContext';
import { countSplit, groupCount, type RankedSplit } from '../../backend/queries/ask/splitGroups';
import { valueFilters } from '../../backend/queries/ask/valueFilters';

/** Bounds that are asked for without a confidence. */
const USUAL_CONFIDENCE = 95;

interface CountedRatios {
  /** Null over the whole range. */
  readonly overTime: Pick<QueryBuckets, 'choice' | 'rangeOfChoice'> | null;
  readonly split: RankedSplit;
  readonly answers: RatioAnswers;
}

export const ratioAnswer: KindAnswer<RatioQuery, CountedRatios> = {
  *plan(query, context) {
    const { request } = context;
    const definitions = query.ratios.map(ratioDefinition);
    refuseRetriedAttempts(definitions, context);
    const perGroup = definitions.length * fieldCount(fieldsOf(query, request));
    const overTime = query.over === 'time' ? queryBuckets(query, context, perGroup) : null;
    const range = overTime?.rangeOfChoice ?? request.range;
    const filters = yield* valueFilters(query.filters, range, context, query.seriesFrom);
    const counting = { range, filters, grid: overTime?.buckets.grid ?? null };
    const refuse = (groups: number) => overTime?.refuseSeries(perGroup * (groups + 1));
    // Which values have the lowest or highest ratio is known only once they are counted.
    const counted = sortOf(query, request) === 'calls' ? query : { ...query, top: MAX_TOP };
    const { split, answer } = yield* countSplit(counted, shownResults([]), counting, context, refuse);
    const retried = yield* retriedCalls({ kind: 'counts', ...counting, split: split.groups }, definitions);
    return { overTime, split, answers: { all: answer, retried } };
  },

  evaluate(query, { overTime, split, answers: counted }, { source: { rules }, request }) {
    const definitions = query.ratios.map(ratioDefinition);
    const splitGroups = groupCount(split.groups);
    const within = (buckets: TimeBuckets) => (overTime === null ? counted : answersWithin(counted, buckets, overTime.rangeOfChoice));
    const countedIn = (answers: RatioAnswers, shape: Omit<CellShape, 'splitGroups'>) =>
      countRatios(answers, rules, definitions, { splitGroups, ...shape });
    const fitted =
      overTime === null
        ? null
        : fitBuckets(overTime.choice, request.settledUntil, gridOf(counted.all), (grid) =>
            countedIn(counted, grid).ratios.map(({ denominator }) => denominator)
          );
    const buckets = fitted?.buckets ?? null;
    const answers = buckets === null ? counted : within(buckets);
    const counts = countedIn(answers, buckets === null ? WHOLE_RANGE : { buckets: buckets.starts.length, positionOf: buckets.positionOf });
    return {
      bodies: [ratio({ ...query, sort: sortOf(query, request) }, counts, split.labels, fieldsOf(query, request), buckets)],
      calls: counts.all,
      range: (buckets ?? request).range,
      ...(buckets === null ? {} : { bucket: buckets.name }),
      numbers: explainedRatios(definitions, answers, rules),
      ...(fitted?.addedUp === undefined ? {} : { explained: { addedUp: fitted.addedUp } }),
      notices: withoutCodes(definitions, answers.all),
    };
  },
};

/** The series of alert rules must not come and go with their numbers. */
function sortOf({ sort }: RatioQuery, { rule }: RequestContext): RatioQuery['sort'] {
  return rule ? 'calls' : sort;
}

/** One bucket, of the whole range. */
const WHOLE_RANGE = { buckets: 1, positionOf: () => 0 };

function answersWithin({ all, retried }: RatioAnswers, buckets: TimeBuckets, counted: TimeRange): RatioAnswers {
  return { all: withinBuckets(all, buckets, counted), retried: retried === null ? null : withinBuckets(retried, buckets, counted) };
}

/** Ratios are computed from codes; calls whose words stand for none count on no side that names codes. */
function withoutCodes(definitions: readonly RatioDefinition[], answer: CountsAnswer): Notice[] {
  const ofCodes = definitions
    .filter(({ numerator, denominator }) => numerator.of !== 'results' || denominator.of === 'codes')
    .map(({ name }) => name);
  const missing = answer.calls.reduce((sum, calls, row) => sum + ((answer.code[row] ?? -1) < 0 ? calls : 0), 0);
  const said = answer.words.length > 0 || missing === totalCalls(answer);
  if (missing === 0 || ofCodes.length === 0 || !said) {
    return [];
  }
  const [some, all] = [missing, totalCalls(answer)].map((calls) => calls.toLocaleString('en-US'));
  const text = `${some} of ${all} calls have no final status code, from which ${ofCodes.join(', ')} ${ofCodes.length === 1 ? 'is' : 'are'} computed. Map their dispositions to codes in the data source settings (vocabulary, words), or use a custom ratio of results.`;
  return [{ severity: 'warning', text }];
}

/** An alert rule judges every number that it gets, so it gets one per ratio. */
function fieldsOf(query: RatioQuery, { rule }: RequestContext): RatioFields {
  const { return: only, confidence = USUAL_CONFIDENCE, minimumCalls } = query;
  const common = { confidence, minimumCalls };
  switch (only) {
    case 'value':
      return { ...common, value: true, bounds: [], counts: [] };
    case 'lower':
    case 'upper':
      return { ...common, value: false, bounds: [only], counts: [] };
    case 'calls':
    case 'of':
      return { ...common, value: false, bounds: [], counts: [only] };
    case undefined:
      return rule
        ? { ...common, value: true, bounds: [], counts: [] }
        : {
            ...common,
            value: true,
            bounds: query.confidence === undefined ? [] : ['lower', 'upper'],
            counts: query.counts ? ['calls', 'of'] : [],
          };
  }
}

function fieldCount({ value, bounds, counts }: RatioFields): number {
  return (value ? 1 : 0) + bounds.length + counts.length;
}
