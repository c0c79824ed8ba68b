import type { AnnotationsQuery } from '../../../../domain/annotationsQuery';
import { definitionOf } from '../../../../domain/customRatio';
import { parseDuration } from '../../../../domain/durations';
import { RATIO_DEFINITIONS, type RatioDefinition } from '../../../../domain/ratios';
import { settledBuckets } from '../../../analysis/annotations/activity';
import { appearances } from '../../../analysis/annotations/appearances';
import { crossings } from '../../../analysis/annotations/crossings';
import { annotationTable, type Event } from '../../../analysis/annotations/event';
import { failures } from '../../../analysis/annotations/failures';
import { spans } from '../../../analysis/annotations/spans';
import { classifier } from '../../../analysis/classify';
import { explainedRatios } from '../../../analysis/explainedRatios';
import { explainedResults } from '../../../analysis/explainedResults';
import { explainedVerdicts } from '../../../analysis/explainedVerdicts';
import type { NumberOfCalls } from '../../../analysis/explanation';
import { judge } from '../../../analysis/judge';
import { countRatios } from '../../../analysis/ratioCounts';
import { shownResults } from '../../../analysis/shownResults';
import type { Notice } from '../../../analysis/table';
import { totalCalls } from '../../../analysis/totalCalls';
import type { CountsAnswer } from '../../../stores/answer';
import type { TimeRange } from '../../../stores/question';
import type { Counted } from '../counted';
import { queryBuckets, type QueryBuckets } from '../queryBuckets';
import type { Asked, Inquiry } from '../source';
import { countSubjects } from '../subjects';
import { ratioAnswers } from '../ratioAnswers';
import { valueFilters } from '../valueFilters';

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
export async function findAnnotations(query: AnnotationsQuery, asked: Asked, inquiry: Inquiry): Promise<Counted> {
  const quietMs = parseDuration(query.quiet) ?? 0;
  const { from, to } = asked.range;
  const widened = { ...asked, range: { from: Math.max(0, from - quietMs), to: Math.max(from, Math.min(to, asked.settledUntil)) } };
  const { events, answer, range, numbers, bucket, more = false } = await find(query, widened, quietMs, inquiry);
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

function find(query: AnnotationsQuery, asked: Asked, quietMs: number, inquiry: Inquiry): Promise<Found> {
  switch (query.event) {
    case 'appearance':
      return findAppearances(query, asked, quietMs, inquiry);
    case 'spans':
      return findSpans(query, asked, quietMs, inquiry);
    case 'verdict':
      return findFailures(query, asked, inquiry);
    case 'crossing':
      return findCrossings(query, asked, inquiry);
  }
}

async function findAppearances(query: AnnotationsQuery, asked: Asked, quietMs: number, inquiry: Inquiry): Promise<Found> {
  const { rules } = inquiry.source;
  const shown = shownResults(query.results);
  const { buckets } = bucketsOf(query, asked, inquiry, 1);
  const { range, grid } = buckets;
  const filters = await valueFilters(query.filters, range, inquiry);
  const answer = await inquiry.ask({ kind: 'counts', range, filters, grid, split: null });
  const watched = { buckets, quietMs, until: settledBuckets(buckets, asked.settledUntil), shown: inquiry.shown };
  return {
    events: appearances(query, answer, rules, shown.results, watched),
    answer,
    range,
    numbers: explainedResults(answer, rules, shown),
    bucket: buckets.name,
  };
}

async function findSpans(query: AnnotationsQuery, asked: Asked, quietMs: number, inquiry: Inquiry): Promise<Found> {
  const { per, quiet, limit } = query;
  const { buckets, refuseSeries } = bucketsOf(query, asked, inquiry, 1);
  const { range, grid } = buckets;
  const filters = await valueFilters(query.filters, range, inquiry);
  const { values, began, more, answer } = await countSubjects(per, limit, { range, filters, grid }, inquiry, refuseSeries);
  const { rules } = inquiry.source;
  const shown = shownResults(query.results);
  const resultOf = classifier(rules, answer);
  const events = spans(
    answer,
    (row) => shown.results.includes(resultOf(row)),
    { dimension: per, shown: values.map(inquiry.shown), began },
    { buckets, quiet, quietMs, until: settledBuckets(buckets, asked.settledUntil) }
  );
  return { events, answer, range, numbers: explainedResults(answer, rules, shown), bucket: buckets.name, more };
}

async function findFailures(query: AnnotationsQuery, { range }: Asked, inquiry: Inquiry): Promise<Found> {
  const { per, limit, expected } = query;
  const { rules } = inquiry.source;
  const filters = await valueFilters(query.filters, range, inquiry);
  const { values, began, more, answer } = await countSubjects(per, limit, { range, filters, grid: null }, inquiry);
  const events = failures(judge(answer, rules, query, values.length), { dimension: per, shown: values.map(inquiry.shown), began });
  return { events, answer, range, numbers: [explainedVerdicts(answer, rules, expected)], more };
}

async function findCrossings(query: AnnotationsQuery, asked: Asked, inquiry: Inquiry): Promise<Found> {
  const { rules } = inquiry.source;
  const definitions = query.ratios.map((one): RatioDefinition =>
    typeof one === 'string' ? { name: one, ...RATIO_DEFINITIONS[one] } : definitionOf(one)
  );
  const { buckets } = bucketsOf(query, asked, inquiry, definitions.length);
  const { range, grid, starts, positionOf } = buckets;
  const filters = await valueFilters(query.filters, range, inquiry);
  const answers = await ratioAnswers({ kind: 'counts', range, filters, grid, split: null }, definitions, inquiry);
  const counts = countRatios(answers, rules, definitions, { splitGroups: null, buckets: starts.length, positionOf });
  return {
    events: crossings(counts, query, buckets, settledBuckets(buckets, asked.settledUntil)),
    answer: answers.all,
    range,
    numbers: explainedRatios(definitions, answers, rules),
    bucket: buckets.name,
  };
}

function bucketsOf({ bucket, timeZone }: AnnotationsQuery, asked: Asked, inquiry: Inquiry, series: number): QueryBuckets {
  return queryBuckets({ bucket, timeZone, splitBy: [], top: 1 }, asked, inquiry, series);
}

const NOTHING: Notice = { severity: 'info', text: 'No such event in this time range, as far as its calls are settled.' };

function moreNotice(limit: number): Notice {
  return { severity: 'info', text: `Only the ${limit} newest events are shown. Choose a shorter time range, filters, or a larger limit.` };
}
