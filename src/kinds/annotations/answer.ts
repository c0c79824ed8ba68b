import type { AnnotationsQuery } from './schema';
import { definitionOf } from '../../domain/customRatio';
import { parseDuration } from '../../domain/durations';
import { RATIO_DEFINITIONS, type RatioDefinition } from '../../domain/ratios';
import { settledBuckets } from './activity';
import { appearances } from './appearances';
import { crossings } from './crossings';
import { annotationTable, type Event } from './event';
import { failures } from './failures';
import { spans } from './spans';
import { classifier } from '../../backend/queries/after/counting/classify';
import { explainedRatios } from '../../backend/queries/after/explanation/explainedRatios';
import { explainedResults } from '../../backend/queries/after/explanation/explainedResults';
import { explainedVerdicts } from '../../backend/queries/after/explanation/explainedVerdicts';
import type { NumberOfCalls } from '../../backend/queries/after/explanation/explanation';
import { judge } from '../../backend/queries/after/counting/judge';
import { countRatios } from '../../backend/queries/after/ratios/ratioCounts';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import type { Notice } from '../../backend/queries/after/tables/table';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import type { CountsAnswer } from '../../backend/stores/answer';
import type { TimeRange } from '../../backend/stores/question';
import type { QueryResult } from '../../backend/queries/ask/queryResult';
import { queryBuckets, type QueryBuckets } from '../../backend/queries/ask/queryBuckets';
import type { RequestContext, QueryContext } from '../../backend/queries/ask/queryContext';
import { countEvaluatedValues } from '../../backend/queries/ask/evaluatedValues';
import { ratioAnswers } from '../../backend/queries/ask/ratioAnswers';
import { valueFilters } from '../../backend/queries/ask/valueFilters';

/** What one kind of event is made of. */
interface Found {
  readonly events: readonly Event[];
  readonly answer: CountsAnswer;
  readonly range: TimeRange;
  readonly numbers: readonly NumberOfCalls[];
  readonly bucket?: string;
  /** There were more values than are looked at. */
  readonly more?: boolean;
}

/** Looks at settled calls alone, from a quiet time before the range on, so that what began before it is not taken for new. */
export async function runAnnotations(query: AnnotationsQuery, request: RequestContext, context: QueryContext): Promise<QueryResult> {
  const quietMs = parseDuration(query.quiet) ?? 0;
  const { from, to } = request.range;
  const widened = { ...request, range: { from: Math.max(0, from - quietMs), to: Math.max(from, Math.min(to, request.settledUntil)) } };
  const { events, answer, range, numbers, bucket, more = false } = await find(query, widened, quietMs, context);
  const within = events
    .filter(({ time, timeEnd }) => timeEnd >= from && time < to && (timeEnd > time || time >= from))
    .sort((a, b) => a.time - b.time);
  const notices = more || within.length > query.limit ? [moreNotice(query.limit)] : within.length === 0 ? [NOTHING] : [];
  return {
    bodies: [annotationTable(within.slice(-query.limit))],
    calls: totalCalls(answer),
    range,
    numbers,
    ...(bucket === undefined ? {} : { bucket }),
    notices,
  };
}

function find(query: AnnotationsQuery, request: RequestContext, quietMs: number, context: QueryContext): Promise<Found> {
  switch (query.event) {
    case 'appearance':
      return findAppearances(query, request, quietMs, context);
    case 'spans':
      return findSpans(query, request, quietMs, context);
    case 'verdict':
      return findFailures(query, request, context);
    case 'crossing':
      return findCrossings(query, request, context);
  }
}

async function findAppearances(query: AnnotationsQuery, request: RequestContext, quietMs: number, context: QueryContext): Promise<Found> {
  const { rules } = context.source;
  const shown = shownResults(query.results);
  const { buckets } = bucketsOf(query, request, context, 1);
  const { range, grid } = buckets;
  const filters = await valueFilters(query.filters, range, context);
  const answer = await context.ask({ kind: 'counts', range, filters, grid, split: null });
  const watched = { buckets, quietMs, until: settledBuckets(buckets, request.settledUntil), shown: context.shown };
  return {
    events: appearances(query, answer, rules, shown.results, watched),
    answer,
    range,
    numbers: explainedResults(answer, rules, shown),
    bucket: buckets.name,
  };
}

async function findSpans(query: AnnotationsQuery, request: RequestContext, quietMs: number, context: QueryContext): Promise<Found> {
  const { per, quiet, limit } = query;
  const { buckets, refuseSeries } = bucketsOf(query, request, context, 1);
  const { range, grid } = buckets;
  const filters = await valueFilters(query.filters, range, context);
  const { values, began, more, answer } = await countEvaluatedValues(per, limit, { range, filters, grid }, context, refuseSeries);
  const { rules } = context.source;
  const shown = shownResults(query.results);
  const resultOf = classifier(rules, answer);
  const events = spans(
    answer,
    (row) => shown.results.includes(resultOf(row)),
    { dimension: per, shown: values.map(context.shown), began },
    { buckets, quiet, quietMs, until: settledBuckets(buckets, request.settledUntil) }
  );
  return { events, answer, range, numbers: explainedResults(answer, rules, shown), bucket: buckets.name, more };
}

async function findFailures(query: AnnotationsQuery, { range }: RequestContext, context: QueryContext): Promise<Found> {
  const { per, limit, expected } = query;
  const { rules } = context.source;
  const filters = await valueFilters(query.filters, range, context);
  const { values, began, more, answer } = await countEvaluatedValues(per, limit, { range, filters, grid: null }, context);
  const events = failures(judge(answer, rules, query, values.length), { dimension: per, shown: values.map(context.shown), began });
  return { events, answer, range, numbers: [explainedVerdicts(answer, rules, expected)], more };
}

async function findCrossings(query: AnnotationsQuery, request: RequestContext, context: QueryContext): Promise<Found> {
  const { rules } = context.source;
  const definitions = query.ratios.map((one): RatioDefinition =>
    typeof one === 'string' ? { name: one, ...RATIO_DEFINITIONS[one] } : definitionOf(one)
  );
  const { buckets } = bucketsOf(query, request, context, definitions.length);
  const { range, grid, starts, positionOf } = buckets;
  const filters = await valueFilters(query.filters, range, context);
  const answers = await ratioAnswers({ kind: 'counts', range, filters, grid, split: null }, definitions, context);
  const counts = countRatios(answers, rules, definitions, { splitGroups: null, buckets: starts.length, positionOf });
  return {
    events: crossings(counts, query, buckets, settledBuckets(buckets, request.settledUntil)),
    answer: answers.all,
    range,
    numbers: explainedRatios(definitions, answers, rules),
    bucket: buckets.name,
  };
}

function bucketsOf({ bucket, timeZone }: AnnotationsQuery, request: RequestContext, context: QueryContext, series: number): QueryBuckets {
  return queryBuckets({ bucket, timeZone, splitBy: [], top: 1 }, request, context, series);
}

const NOTHING: Notice = { severity: 'info', text: 'No such event in this time range, as far as its calls are settled.' };

function moreNotice(limit: number): Notice {
  return { severity: 'info', text: `Only the ${limit} newest events are shown. Choose a shorter time range, filters, or a larger limit.` };
}
