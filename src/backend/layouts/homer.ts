import { LAYOUT_FACTS, type LayoutColumn } from '../../domain/layoutFacts';
import type { Layout } from './layout';
import { AUTHENTICATION_CHALLENGES, FINAL_BUT_NOT_ANSWERED } from './sipAccounting';

const column = (name: LayoutColumn<'homer'>) => name;

/**
 * HOMER 7 stores single SIP messages; the view of docs/layouts/homer.sql makes a row of each INVITE that opens a dialogue,
 * with its final answer. Rows of one Call-ID are attempts of one call: with credentials after a challenge, or elsewhere after
 * a failure.
 */
export const homerLayout: Layout = {
  name: 'homer',
  tables: [{ name: 'call_result_invites', files: 'all' }],
  merge: {
    key: column('call_id'),
    id: column('id'),
    windowMs: LAYOUT_FACTS.homer.mergeWindowMs,
    ranks: [
      { meaning: 'the answer', codes: [{ first: 200, last: 299 }], prefers: 'earliest' },
      { meaning: 'the final answer of the last attempt', codes: FINAL_BUT_NOT_ANSWERED, prefers: 'latest' },
      { meaning: 'a challenge that nobody answered', codes: AUTHENTICATION_CHALLENGES, prefers: 'latest' },
      { meaning: 'an INVITE whose final answer was not seen', codes: 'unusable', prefers: 'latest' },
    ],
  },
  outcome: [{ reads: 'code', column: column('sip_code') }],
  times: { start: [column('start_time')], answer: [column('answer_time')], end: [column('end_time')] },
  callId: column('call_id'),
  recordNumber: column('id'),
  timings: {
    pdd: [{ column: column('pdd_ms'), millisecondsPerUnit: 1 }],
    setup: [{ column: column('setup_ms'), millisecondsPerUnit: 1 }],
    duration: [{ column: column('duration_ms'), millisecondsPerUnit: 1 }],
  },
  attempts: { only: { column: column('sip_code'), values: ['401', '407'], not: true } },
  notDimensions: ['cseq'],
  dimensions: {},
};
