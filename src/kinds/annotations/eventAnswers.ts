import type { AnnotationEventKind, AnnotationsQuery } from './schema';
import { ratioDefinition } from '../../domain/queryRatios';
import { parseDuration } from '../../domain/durations';
import { settledBuckets } from './activity';
import { appearances } from './appearances';
import { crossings } from './crossings';
import type { Event } from './event';
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
import type { TimeBuckets } from '../../backend/queries/before/buckets/timeBuckets';
import type { CountsAnswer } from '../../backend/stores/answer';
import type { TimeRange } from '../../backend/stores/question';
import { ask, type Plan } from '../../backend/queries/ask/plan';
import { queryBuckets, type QueryBuckets } from '../../backend/queries/ask/queryBuckets';
import type { QueryContext } from '../../backend/queries/ask/queryContext';
import { countEvaluatedValues, type EvaluatedValues } from '../../backend/queries/ask/evaluatedValues';
import { ratioAnswers } from '../../backend/queries/ask/ratioAnswers';
import { valueFilters } from '../../backend/queries/ask/valueFilters';

/** What was counted, and over which time. */
export interface CountedEvents {
  readonly range: TimeRange;
  /** Null for events that are not looked for bucket by bucket. */
  readonly buckets: TimeBuckets | null;
  readonly answer: CountsAnswer;
  /** Calls that took more than one attempt, where a ratio is among them. */
  readonly retried: CountsAnswer | null;
  /** The values that events are about; null where they are about all calls. */
  readonly values: EvaluatedValues | null;
}

/** How the annotations of one event are found; as of a kind, both parts are pure. */
interface EventAnswer<Answers extends CountedEvents = CountedEvents> {
  plan(query: AnnotationsQuery, context: QueryContext): Plan<Answers>;
  evaluate(
    query: AnnotationsQuery,
    counted: Answers,
    context: QueryContext
  ): { events: readonly Event[]; numbers: readonly NumberOfCalls[] };
}

interface InBuckets extends CountedEvents {
  readonly buckets: TimeBuckets;
}

const appearance: EventAnswer<InBuckets> = {
  *plan(query, context) {
    const { buckets } = bucketsOf(query, context, 1);
    const { range, grid } = buckets;
    const filters = yield* valueFilters(query.filters, range, context);
    const answer = yield* ask({ kind: 'counts', range, filters, grid, split: null });
    return { range, buckets, answer, retried: null, values: null };
  },

  evaluate(query, { buckets, answer }, { source: { rules }, request, shown }) {
    const results = shownResults(query.results);
    const watched = { buckets, quietMs: quietMs(query), until: settledBuckets(buckets, request.settledUntil), shown };
    return { events: appearances(query, answer, rules, results.results, watched), numbers: explainedResults(answer, rules, results) };
  },
};

const ofSpans: EventAnswer<InBuckets & { readonly values: EvaluatedValues }> = {
  *plan(query, context) {
    const { buckets, refuseSeries } = bucketsOf(query, context, 1);
    const { range, grid } = buckets;
    const filters = yield* valueFilters(query.filters, range, context);
    const values = yield* countEvaluatedValues(query.per, query.limit, { range, filters, grid }, context, refuseSeries);
    return { range, buckets, answer: values.answer, retried: null, values };
  },

  evaluate(query, { buckets, answer, values }, { source: { rules }, request, shown }) {
    const results = shownResults(query.results);
    const resultOf = classifier(rules, answer);
    const events = spans(
      answer,
      (row) => results.results.includes(resultOf(row)),
      { dimension: query.per, shown: values.values.map(shown), began: values.began },
      { buckets, quiet: query.quiet, quietMs: quietMs(query), until: settledBuckets(buckets, request.settledUntil) }
    );
    return { events, numbers: explainedResults(answer, rules, results) };
  },
};

const verdict: EventAnswer<CountedEvents & { readonly values: EvaluatedValues }> = {
  *plan({ filters: wanted, per, limit }, context) {
    const { range } = context.request;
    const filters = yield* valueFilters(wanted, range, context);
    const values = yield* countEvaluatedValues(per, limit, { range, filters, grid: null }, context);
    return { range, buckets: null, answer: values.answer, retried: null, values };
  },

  evaluate(query, { answer, values: { values, began } }, { source: { rules }, shown }) {
    const judged = judge(answer, rules, query, values.length);
    return {
      events: failures(judged, { dimension: query.per, shown: values.map(shown), began }),
      numbers: [explainedVerdicts(answer, rules, query.expected)],
    };
  },
};

const crossing: EventAnswer<InBuckets> = {
  *plan(query, context) {
    const definitions = query.ratios.map(ratioDefinition);
    const { buckets } = bucketsOf(query, context, definitions.length);
    const { range, grid } = buckets;
    const filters = yield* valueFilters(query.filters, range, context);
    const { all, retried } = yield* ratioAnswers({ kind: 'counts', range, filters, grid, split: null }, definitions, context);
    return { range, buckets, answer: all, retried, values: null };
  },

  evaluate(query, { buckets, answer, retried }, { source: { rules }, request }) {
    const definitions = query.ratios.map(ratioDefinition);
    const answers = { all: answer, retried };
    const shape = { splitGroups: null, buckets: buckets.starts.length, positionOf: buckets.positionOf };
    const counts = countRatios(answers, rules, definitions, shape);
    return {
      events: crossings(counts, query, buckets, settledBuckets(buckets, request.settledUntil)),
      numbers: explainedRatios(definitions, answers, rules),
    };
  },
};

export const EVENT_ANSWERS: Readonly<Record<AnnotationEventKind, EventAnswer>> = { appearance, spans: ofSpans, verdict, crossing };

function bucketsOf({ bucket, timeZone }: AnnotationsQuery, context: QueryContext, series: number): QueryBuckets {
  return queryBuckets({ bucket, timeZone, splitBy: [], top: 1 }, context, series);
}

function quietMs({ quiet }: AnnotationsQuery): number {
  return parseDuration(quiet) ?? 0;
}
