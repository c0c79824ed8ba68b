import { LAYOUT_FACTS, type LayoutColumn } from '../../domain/layoutFacts';
import type { Layout } from './layout';
import { ACCOUNTING_RANKS } from './sipAccounting';

const column = (name: LayoutColumn<'opensips'>) => name;

/**
 * OpenSIPS' accounting tables (modules acc and its database backend). With the flag `cdr` an answered call is one row,
 * inserted after its BYE: `time` is the answer, `created` the INVITE. A failure is a row at its final reply; without the flag
 * the rows are like Kamailio's, with durations of 0. `setuptime` runs to the final reply, so it is no post-dial delay.
 */
export const opensipsLayout: Layout = {
  name: 'opensips',
  tables: [
    { name: 'acc', files: 'named', insertionKey: column('id') },
    { name: 'missed_calls', files: 'named', optional: true, insertionKey: column('id') },
  ],
  only: { column: column('method'), values: ['INVITE'] },
  merge: { key: column('callid'), id: column('id'), windowMs: LAYOUT_FACTS.opensips.mergeWindowMs, ranks: ACCOUNTING_RANKS },
  outcome: [{ reads: 'code', column: column('sip_code') }],
  times: { start: [column('created'), column('time')], answer: [column('time')] },
  callId: column('callid'),
  timings: {
    setup: [{ column: column('setuptime'), millisecondsPerUnit: 1_000 }],
    duration: [
      { column: column('ms_duration'), millisecondsPerUnit: 1, positive: true },
      { column: column('duration'), millisecondsPerUnit: 1_000, positive: true },
    ],
  },
  attempts: { refused: LAYOUT_FACTS.opensips.whyNoAttempts },
  notDimensions: ['from_tag', 'to_tag', column('sip_reason')],
  dimensions: {},
};
