import type { CallsQuery } from './schema';
import { callsTable } from './table';
import { explainedPage } from './explainedPage';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import type { CallRecord, RecordsAnswer } from '../../backend/stores/answer';
import type { RecordsQuestion } from '../../backend/stores/question';
import type { QueryResult } from '../../backend/queries/ask/queryResult';
import { newestRecords } from './newestRecords';
import type { RequestContext, QueryContext } from '../../backend/queries/ask/queryContext';
import { valueFilters } from '../../backend/queries/ask/valueFilters';

type After = RecordsQuestion['after'];

/** One page of calls; `next` asks for the one behind it. Nothing but the page is counted: a wall of calls must not cost a count of millions. */
export async function runCalls(query: CallsQuery, { range, mask }: RequestContext, context: QueryContext): Promise<QueryResult> {
  const { rules, callLink } = context.source;
  const shown = shownResults(query.results);
  const filters = await valueFilters(query.filters, range, context);
  const order: RecordsQuestion['order'] = query.order === 'newest' ? 'time' : query.slowestBy;
  const after = parseCursor(query.cursor);
  const question = {
    kind: 'records',
    range,
    filters,
    dimensions: query.dimensions.length === 0 ? null : query.dimensions,
    limit: query.limit,
    order,
    only: shown.all ? null : { rules, results: shown.results },
    after,
  } satisfies RecordsQuestion;
  const answer = await (order === 'time' ? newestRecords(question, context) : context.ask(question));
  return {
    bodies: [callsTable(answer, { rules, mask, callLink })],
    calls:
      answer.records.length > 0 || shown.all
        ? answer.records.length
        : totalCalls(await context.ask({ kind: 'counts', range, filters, grid: null, split: null })),
    range,
    numbers: explainedPage(answer.records, rules, shown),
    custom: { next: nextCursor(answer, order, after) },
  };
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
