import type { AnnotationsQuery } from './schema';
import { parseDuration } from '../../domain/durations';
import { annotationTable } from './event';
import { EVENT_ANSWERS, type CountedEvents } from './eventAnswers';
import type { Notice } from '../../backend/queries/after/tables/table';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import type { KindAnswer } from '../../backend/queries/ask/kindAnswer';
import type { QueryContext } from '../../backend/queries/ask/queryContext';

/** Looks at settled calls alone, from a quiet time before the range on, so that what began before it is not taken for new. */
export const annotationsAnswer: KindAnswer<AnnotationsQuery, CountedEvents> = {
  plan: (query, context) => EVENT_ANSWERS[query.event].plan(query, widened(query, context)),

  evaluate(query, counted, context) {
    const { from, to } = context.request.range;
    const { answer, range, buckets, values } = counted;
    const { events, numbers } = EVENT_ANSWERS[query.event].evaluate(query, counted, widened(query, context));
    const within = events
      .filter(({ time, timeEnd }) => timeEnd >= from && time < to && (timeEnd > time || time >= from))
      .sort((a, b) => a.time - b.time);
    const more = values?.more === true || within.length > query.limit;
    return {
      bodies: [annotationTable(within.slice(-query.limit))],
      calls: totalCalls(answer),
      settledOnly: true,
      range,
      numbers,
      ...(buckets === null ? {} : { bucket: buckets.name }),
      notices: more ? [moreNotice(query.limit)] : within.length === 0 ? [NOTHING] : [],
    };
  },
};

function widened({ quiet }: AnnotationsQuery, context: QueryContext): QueryContext {
  const { request } = context;
  const { from, to } = request.range;
  const range = { from: Math.max(0, from - (parseDuration(quiet) ?? 0)), to: Math.max(from, Math.min(to, request.settledUntil)) };
  return { ...context, request: { ...request, range } };
}

const NOTHING: Notice = { severity: 'info', text: 'No such event in the settled part of this time range.' };

function moreNotice(limit: number): Notice {
  return { severity: 'info', text: `Only the ${limit} newest events are shown. Choose a shorter time range, filters, or a larger limit.` };
}
