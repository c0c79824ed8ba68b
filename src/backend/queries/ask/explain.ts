import type { Explanation } from '../../../domain/explanation';
import { QUERY_FIELDS, type CallQuery } from '../../../kinds/kinds';
import type { AboutCalls } from '../after/tables/drilldown';
import { decidedCodes, explainNumber } from '../after/explanation/explanation';
import { emptyNotice, instant, isUnsettled, unreadNotices, unsettledNotice } from '../after/notices/notices';
import { statementText } from '../after/explanation/statementText';
import type { Notice, Table } from '../after/tables/table';
import type { Unread } from '../../stores/answer';
import type { TimeRange } from '../../stores/question';
import type { Counted } from './queryResult';
import type { Asked, Inquiry } from './queryContext';
import { filtersHiddenNumbers } from './valueFilters';

const NOTHING_UNREAD = { rows: 0, reasons: [] };

/** Puts beside the numbers what a reader needs to trust them: what was asked, what was run, what was left out. */
export async function explain(query: CallQuery, asked: Asked, counted: Counted, inquiry: Inquiry): Promise<Table[]> {
  const { bodies, calls, range, bucket, custom: own, notices: told = [] } = counted;
  const { facts, statementMs } = inquiry;
  const unread = facts.at(-1)?.unread ?? NOTHING_UNREAD;
  const question = { ...askedFields(query), ...(bucket === undefined ? {} : { bucket }), from: range.from, to: range.to };
  const notices = [...unreadNotices(unread), ...(asked.explain ? told : [])];
  if (calls === 0 && asked.explain) {
    notices.push(await whereTheCallsAre(query, range, inquiry));
  }
  if (asked.explain) {
    notices.push(...lookalikeNotices(query, asked));
  }
  const { settledUntil } = asked;
  // Annotations are made of settled calls alone.
  if (query.kind !== 'annotations' && asked.explain && isUnsettled(range, settledUntil, settledUntil + inquiry.source.settlesAfterMs)) {
    notices.push(unsettledNotice(settledUntil, bucket !== undefined));
  }
  const explanation = explanationOf(counted, unread, inquiry);
  const custom = { calls, unread: unread.rows, statementMs, question, settledUntil: instant(settledUntil), explanation, ...own };
  // Grafana shows the notices of every frame; once is enough.
  const about = asked.explain ? aboutOf(query) : null;
  return bodies.map((body, index) => ({
    ...body,
    about,
    notices: index === 0 ? notices.map((notice) => ({ ...notice, text: inquiry.shown(notice.text) })) : [],
    custom,
    statement: statementText(facts, asked.mask !== 'none'),
  }));
}

/** A filter on one number counts those of others: who reads the numbers must know. */
function lookalikeNotices({ filters }: CallQuery, { filterMask }: Asked): Notice[] {
  const names = new Set(filters.filter((filter) => filtersHiddenNumbers(filter, filterMask)).map(({ dimension }) => dimension));
  return [...names].map((name) => ({
    severity: 'info',
    text: `Digits of phone numbers are hidden: the filter on "${name}" covers all numbers that look the same.`,
  }));
}

/** Of kinds that compare, the calls of the current side. */
function aboutOf(query: CallQuery): AboutCalls {
  const results = 'results' in query ? query.results : [];
  const runs = 'against' in query && query.against.type === 'runs' ? query.against : null;
  const filters =
    runs === null ? query.filters : [...query.filters, { dimension: runs.dimension, operator: 'in' as const, values: runs.current }];
  return { unit: query.unit, results, filters, timeZone: query.timeZone };
}

/** How the numbers came about. */
function explanationOf({ numbers, range, explained }: Counted, { rows, reasons }: Unread, { source, shown, unit }: Inquiry): Explanation {
  return {
    numbers: numbers.map((number) => explainNumber(number, shown)),
    rules: decidedCodes(numbers, source.rules, shown),
    records: unit === 'attempts' ? { ...source.records, merging: 'every attempt for itself' } : source.records,
    range: { from: range.from, to: range.to },
    ...explained,
    leftOut: { rows, reasons: reasons.map((reason) => ({ reason: shown(reason.reason), rows: reason.rows })) },
  };
}

async function whereTheCallsAre(query: CallQuery, range: TimeRange, inquiry: Inquiry): Promise<Notice> {
  const extent = await inquiry.source.store.ask({ kind: 'catalogue', of: 'extent' }, inquiry.signal);
  return emptyNotice(range, query.filters.length > 0, extent);
}

/** The query without what Grafana adds to it. */
function askedFields(query: CallQuery): Record<string, unknown> {
  const own = new Set(QUERY_FIELDS[query.kind]);
  return Object.fromEntries(Object.entries(query).filter(([field]) => own.has(field)));
}
