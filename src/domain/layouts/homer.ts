import { type Layout, type LayoutColumn, USUAL_LOOKAHEAD_MS, USUAL_LOOKBACK_MS } from './layout';
import { AUTHENTICATION_CHALLENGES, FINAL_BUT_NOT_ANSWERED } from './sipAccounting';

const COLUMNS = [
  { name: 'id', meaning: 'Row number of the INVITE' },
  { name: 'call_id', meaning: 'Call-ID; rows of one call share it' },
  { name: 'start_time', meaning: 'When the INVITE was sent' },
  { name: 'answer_time', meaning: 'When it was answered' },
  { name: 'end_time', meaning: 'When a BYE ended the call' },
  { name: 'sip_code', meaning: 'Status code of its final answer' },
  { name: 'pdd_ms', meaning: 'Milliseconds until the first reply but 100' },
  { name: 'setup_ms', meaning: 'Milliseconds until the answer' },
  { name: 'duration_ms', meaning: 'Milliseconds from the answer to the BYE' },
  { name: 'from', meaning: 'User part of the calling address' },
  { name: 'to', meaning: 'User part of the called address' },
  { name: 'src_ip', meaning: 'Address that the INVITE came from' },
  { name: 'dst_ip', meaning: 'Address that it went to' },
  { name: 'user_agent', meaning: 'User agent of the caller' },
  { name: 'capture_id', meaning: 'Capture agent that saw it' },
] as const satisfies readonly LayoutColumn[];
const column = (name: (typeof COLUMNS)[number]['name']) => name;

/**
 * HOMER 7 stores single SIP messages; the view of docs/layouts/homer.sql makes a row of each INVITE that opens a dialogue,
 * with its final answer. Rows of one Call-ID are attempts of one call: with credentials after a challenge, or elsewhere after
 * a failure.
 */
export const homer: Layout = {
  name: 'homer',
  title: 'HOMER 7',
  description: "A prepared view over HOMER 7's message tables: one row per INVITE, merged into calls by Call-ID.",
  recognizedBy: [{ all: ['call_id', 'start_time', 'sip_code', 'capture_id'] }],
  columns: COLUMNS,
  vocabulary: 'none',
  tables: [{ name: 'call_result_invites', files: 'all' }],
  merge: {
    keys: [{ columns: [column('call_id')] }],
    id: column('id'),
    lookbackMs: USUAL_LOOKBACK_MS,
    lookaheadMs: USUAL_LOOKAHEAD_MS,
    ranks: [
      { meaning: 'the answer', codes: [{ first: 200, last: 299 }], prefers: 'earliest' },
      { meaning: 'the final answer of the last attempt', codes: FINAL_BUT_NOT_ANSWERED, prefers: 'latest' },
      { meaning: 'an unanswered challenge', codes: AUTHENTICATION_CHALLENGES, prefers: 'latest' },
      { meaning: 'an INVITE without a final response', codes: 'unusable', prefers: 'latest' },
    ],
  },
  outcome: [{ reads: 'code', column: column('sip_code') }],
  times: { start: [column('start_time')], answer: [column('answer_time')], end: [column('end_time')] },
  proposedCallTime: 'start',
  proposedSettle: '8m',
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
  doctor: { noFailures: 'Check that the view takes replies of 300 and more, not those of 200 alone.' },
};
