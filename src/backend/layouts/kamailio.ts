import { LAYOUT_FACTS, type LayoutColumn } from '../../domain/layoutFacts';
import type { Layout } from './layout';
import { ACCOUNTING_RANKS } from './sipAccounting';

const column = (name: LayoutColumn<'kamailio'>) => name;

/**
 * Kamailio's accounting tables (modules acc and acc_db; `acc_cdrs` is not needed). The column `time` is the moment at
 * which the transaction was completed, so an INVITE row lies at its final answer. Stock configurations write failures
 * into `missed_calls` only; it may then hold a gateway's answer that the caller never saw, and rows of calls that were
 * answered later.
 */
export const kamailioLayout: Layout = {
  name: 'kamailio',
  tables: [
    { name: 'acc', files: 'named', insertionKey: column('id') },
    { name: 'missed_calls', files: 'named', optional: true, insertionKey: column('id') },
  ],
  only: { column: column('method'), values: ['INVITE'] },
  merge: { key: column('callid'), id: column('id'), windowMs: LAYOUT_FACTS.kamailio.mergeWindowMs, ranks: ACCOUNTING_RANKS },
  outcome: [{ reads: 'code', column: column('sip_code') }],
  times: { answer: [column('time')] },
  callId: column('callid'),
  timings: {},
  attempts: { refused: LAYOUT_FACTS.kamailio.whyNoAttempts },
  notDimensions: ['from_tag', 'to_tag', column('sip_reason')],
  dimensions: {},
};
