import type { CallsQuery } from './schema';
import { callsTable } from './table';
import { explainedPage } from './explainedPage';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import type { CallRecord, RecordsAnswer } from '../../backend/stores/answer';
import type { RecordsQuestion } from '../../backend/stores/question';
import { selectResults } from '../../backend/stores/selectResults';
import type { KindAnswer } from '../../backend/queries/ask/kindAnswer';
import { ask } from '../../backend/queries/ask/plan';
import { newestRecords } from './newestRecords';
import { askedAt } from '../../backend/queries/ask/queryContext';
import { valueFilters } from '../../backend/queries/ask/valueFilters';

type After = RecordsQuestion['after'];

interface Page {
  readonly page: RecordsAnswer;
  /** How many calls there are where the page shows none of them. */
  readonly calls: number;
}

/** One page of calls; `next` asks for the one behind it. Nothing but the page is counted: a wall of calls must not cost a count of millions. */
export const callsAnswer: KindAnswer<CallsQuery, Page> = {
  *plan(query, context) {
    const { rules } = context.source;
    const { range } = context.request;
    const shown = shownResults(query.results);
    const filters = yield* valueFilters(query.filters, range, context);
    const order = orderOf(query);
    const question = {
      kind: 'records',
      range,
      filters,
      dimensions: query.dimensions.length === 0 ? null : query.dimensions,
      limit: query.limit,
      order,
      only: shown.all ? null : selectResults(rules, shown.results),
      after: parseCursor(query.cursor),
    } satisfies RecordsQuestion;
    const page = yield* order === 'time' ? newestRecords(question) : ask(question);
    const counted = page.records.length > 0 || shown.all;
    return {
      page,
      calls: counted ? page.records.length : totalCalls(yield* ask({ kind: 'counts', range, filters, grid: null, split: null })),
    };
  },

  evaluate(query, { page, calls }, context) {
    const { source, request, shown } = context;
    const { rules, callLink } = source;
    const now = query.age === true ? askedAt(context) : null;
    return {
      bodies: [callsTable(page, { rules, shown, callLink, now })],
      calls,
      range: request.range,
      numbers: explainedPage(page.records, rules, shownResults(query.results)),
      custom: { next: nextCursor(page, orderOf(query), parseCursor(query.cursor)) },
    };
  },
};

function orderOf({ order, slowestBy }: CallsQuery): RecordsQuestion['order'] {
  return order === 'newest' ? 'time' : slowestBy;
}

function parseCursor(cursor: string | undefined): After {
  const [key, shown] = (cursor ?? '').split(':').map(Number);
  return key === undefined || shown === undefined ? null : { key, shown };
}

/** The last call's place, and how many of the calls at that very place have been shown, on this page or those before. */
function nextCursor({ records, more }: RecordsAnswer, order: RecordsQuestion['order'], after: After): string | null {
  const last = records.at(-1);
  if (!more || last === undefined) {
    return null;
  }
  const key = keyOf(last, order);
  const here = records.filter((record) => keyOf(record, order) === key).length;
  const before = after?.key === key ? after.shown : 0;
  return `${key}:${here + before}`;
}

function keyOf(record: CallRecord, order: RecordsQuestion['order']): number {
  switch (order) {
    case 'time':
      return record.time;
    case 'pdd':
      return record.pddMs ?? 0;
    case 'setup':
      return record.setupMs ?? 0;
    case 'duration':
      return record.durationMs ?? 0;
  }
}
