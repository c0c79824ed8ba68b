import { QUERY_FIELDS, type CallQuery } from '../../../domain/query';
import { emptyNotice, instant, isUnsettled, unreadNotices, unsettledNotice } from '../../analysis/notices';
import { statementText } from '../../analysis/statementText';
import type { Notice, Table } from '../../analysis/table';
import type { TimeRange } from '../../stores/store';
import type { Counted } from './counted';
import type { Asked, Inquiry } from './source';

const NOTHING_UNREAD = { rows: 0, reasons: [] };

/** Puts beside the numbers what a reader needs to trust them: what was asked, what was run, what was left out. */
export async function explain(query: CallQuery, asked: Asked, { bodies, calls, range, bucket, custom: own, notices: told = [] }: Counted, inquiry: Inquiry): Promise<Table[]> {
  const { facts, statementMs } = inquiry;
  const { rows, reasons } = facts.at(-1)?.unread ?? NOTHING_UNREAD;
  const unread = { rows, reasons: reasons.map((reason) => ({ ...reason, example: inquiry.shown(reason.example) })) };
  const question = { ...askedFields(query), ...(bucket === undefined ? {} : { bucket }), from: range.from, to: range.to };
  const notices = [...unreadNotices(unread), ...(asked.explain ? told : [])];
  if (calls === 0 && asked.explain) {
    notices.push(await whereTheCallsAre(query, range, inquiry));
  }
  const { settledUntil } = asked;
  if (bucket !== undefined && asked.explain && isUnsettled(range, settledUntil)) {
    notices.push(unsettledNotice(settledUntil));
  }
  const custom = { calls, unread: unread.rows, statementMs, question, settledUntil: instant(settledUntil), ...own };
  // Grafana shows the notices of every frame; once is enough.
  return bodies.map((body, index) => ({ ...body, notices: index === 0 ? notices : [], custom, statement: statementText(facts, asked.mask !== 'none') }));
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
