import type { Explanation } from '../../../domain/explanation';
import type { Against } from '../../../domain/against';
import type { CallUnit } from '../../../domain/callUnit';
import type { DimensionFilter } from '../../../domain/filters';
import { grafanaQueryFields } from '../../../domain/queryParts';
import type { CallResult } from '../../../domain/results';
import type { DrilldownContext } from '../after/tables/drilldown';
import { decidedCodes, explainNumbers } from '../after/explanation/explanation';
import { doubtNotices } from '../after/notices/doubtTexts';
import { emptyNotice, firstUnsettled, instant, isNoticeablyUnsettled, unreadNotices, unsettledNotice } from '../after/notices/notices';
import { unsettledMark } from '../after/tables/unsettledMark';
import { statementText } from '../after/explanation/statementText';
import type { Notice, Table, TableBody } from '../after/tables/table';
import type { AnswerFacts, Unread } from '../../stores/answer';
import type { ExtentAnswer } from '../../stores/catalogueAnswer';
import type { QueryResult } from './queryResult';
import { askedAt, type RequestContext, type QueryContext } from './queryContext';
import { filtersHiddenNumbers } from './valueFilters';

const NOTHING_UNREAD: Unread = { rows: 0, reasons: [] };

/** What queries of any kind have; some kinds have no results to show, and most no baseline. */
export interface AskedQuery {
  readonly kind: string;
  readonly unit: CallUnit;
  readonly fresh?: boolean | undefined;
  readonly filters: readonly DimensionFilter[];
  readonly timeZone?: string | undefined;
  readonly results?: readonly CallResult[];
  readonly against?: Against;
}

/** What a query's answer is explained from. */
export interface Answered {
  readonly result: QueryResult;
  /** Where calls are, if none were found and somebody reads notices. */
  readonly extent: ExtentAnswer | null;
}

/** Puts beside the numbers what a reader needs to trust them: the query, what was run, what was left out. */
export function explain(query: AskedQuery, { result, extent }: Answered, executed: readonly AnswerFacts[], context: QueryContext): Table[] {
  const { request } = context;
  const { bodies, calls, range, bucket, custom: own, notices: ofKind = [] } = result;
  const unread = executed.at(-1)?.unread ?? NOTHING_UNREAD;
  const doubtful = executed.find((facts) => facts.unread.doubts !== undefined)?.unread ?? NOTHING_UNREAD;
  const question = { ...askedFields(query), ...(bucket === undefined ? {} : { bucket }), from: range.from, to: range.to };
  const notices = [...unreadNotices(unread, context.shown), ...doubtNotices(doubtful, context.shown), ...(request.explain ? ofKind : [])];
  if (extent !== null) {
    notices.push(emptyNotice(range, query.filters.length > 0, extent));
  }
  if (request.explain) {
    notices.push(...lookalikeNotices(query, request));
  }
  const { settledUntil } = request;
  const now = askedAt(context);
  if (result.settledOnly !== true && request.explain && isNoticeablyUnsettled(range, settledUntil, now)) {
    notices.push(unsettledNotice(settledUntil, bucket !== undefined));
  }
  const starts = startsOf(bodies);
  const unsettled = starts === null ? null : firstUnsettled(starts, range, settledUntil);
  const explanation = explanationOf(result, unread, context);
  const statementMs = Math.round(1_000 * executed.reduce((sum, facts) => sum + facts.statementMs, 0)) / 1_000;
  const custom = {
    calls,
    unread: unread.rows,
    statementMs,
    question,
    settledUntil: instant(settledUntil),
    ...(unsettled === null ? {} : { unsettledFrom: instant(unsettled) }),
    explanation,
    ...own,
  };
  // Grafana shows the notices of every frame; once is enough.
  const about = request.explain ? aboutOf(query) : null;
  const tables = bodies.map((body, index) => ({
    ...body,
    about,
    notices: index === 0 ? notices : [],
    custom,
    statement: statementText(executed, request.mask),
  }));
  const isMarked = request.marks && bucket !== undefined && unsettled !== null && unsettled < now;
  // Of buckets that have not begun nothing is known, which goes without saying.
  const end = starts?.find((start) => start >= now) ?? range.to;
  return isMarked ? [...tables, unsettledMark({ from: unsettled, to: end })] : tables;
}

/** When buckets begin, of answers over time. */
function startsOf(bodies: readonly TableBody[]): Float64Array | null {
  return bodies.find(({ type }) => type === 'timeseries-wide')?.columns.find((column) => column.type === 'time')?.values ?? null;
}

/** A filter on one number counts those of others: who reads the numbers must know. */
function lookalikeNotices({ filters }: AskedQuery, { filterMask }: RequestContext): Notice[] {
  const names = new Set(filters.filter((filter) => filtersHiddenNumbers(filter, filterMask)).map(({ dimension }) => dimension));
  return [...names].map((name) => ({
    severity: 'info',
    text: `Phone numbers are masked: the filter on "${name}" covers all numbers that look the same.`,
  }));
}

/** Of kinds that compare, the calls of the current side. */
function aboutOf({ unit, results = [], filters: own, against, timeZone }: AskedQuery): DrilldownContext {
  const runs = against?.type === 'runs' ? against : null;
  const filters = runs === null ? own : [...own, { dimension: runs.dimension, operator: 'in' as const, values: runs.current }];
  return { unit, results, filters, timeZone };
}

/** How the numbers came about. */
function explanationOf(
  { numbers, range, explained }: QueryResult,
  { rows, reasons }: Unread,
  { source, shown, unit }: QueryContext
): Explanation {
  return {
    numbers: explainNumbers(numbers, shown),
    rules: decidedCodes(numbers, source.rules, shown),
    records: unit === 'attempts' ? { ...source.records, merging: 'each attempt counted' } : source.records,
    range: { from: range.from, to: range.to },
    ...explained,
    // Reasons without rows are remarks.
    ...(rows === 0
      ? {}
      : { leftOut: { rows, reasons: reasons.flatMap(({ reason, rows: some }) => (some === 0 ? [] : { reason, rows: some })) } }),
  };
}

/** The query without what Grafana adds to it. */
export function askedFields(query: AskedQuery): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).filter(([field]) => !(field in grafanaQueryFields)));
}
