import type { Layout, LayoutColumn } from './layout';
import { ACCOUNTING_RANKS, WITHOUT_MISSED_CALLS } from './sipAccounting';

const COLUMNS = [
  { name: 'id', meaning: 'Row number; decides between rows of the same second' },
  { name: 'method', meaning: 'SIP method; only INVITE rows make calls' },
  { name: 'callid', meaning: 'Call-ID; rows of one call share it' },
  { name: 'sip_code', meaning: 'Status code of the final answer' },
  { name: 'sip_reason', meaning: 'Reason phrase of the final answer' },
  { name: 'time', meaning: 'When the call was answered, or finally not' },
  { name: 'created', meaning: 'When the INVITE came' },
  { name: 'setuptime', meaning: 'Seconds from the INVITE to its final answer' },
  { name: 'duration', meaning: 'Length of the conversation in seconds; 0 without the cdr flag' },
  { name: 'ms_duration', meaning: 'The same in milliseconds' },
] as const satisfies readonly LayoutColumn[];
const column = (name: (typeof COLUMNS)[number]['name']) => name;

/**
 * OpenSIPS' accounting tables (modules acc and its database backend). With the flag `cdr` an answered call is one row,
 * inserted after its BYE: `time` is the answer, `created` the INVITE. A failure is a row at its final reply; without the flag
 * the rows are like Kamailio's, with durations of 0. `setuptime` runs to the final reply, so it is no post-dial delay.
 */
export const opensips: Layout = {
  name: 'opensips',
  title: 'OpenSIPS accounting',
  description: 'The tables acc and missed_calls of OpenSIPS, with or without its cdr flag, merged into calls.',
  columns: COLUMNS,
  vocabulary: 'none',
  tables: [
    { name: 'acc', files: 'named', insertionKey: column('id') },
    { name: 'missed_calls', files: 'named', optional: true, insertionKey: column('id') },
  ],
  only: { column: column('method'), values: ['INVITE'] },
  merge: { key: column('callid'), id: column('id'), windowMs: 180_000, ranks: ACCOUNTING_RANKS },
  outcome: [{ reads: 'code', column: column('sip_code') }],
  times: { start: [column('created'), column('time')], answer: [column('time')] },
  proposedCallTime: 'answer',
  proposedSettle: '60s',
  callId: column('callid'),
  timings: {
    setup: [{ column: column('setuptime'), millisecondsPerUnit: 1_000 }],
    duration: [
      { column: column('ms_duration'), millisecondsPerUnit: 1, positive: true },
      { column: column('duration'), millisecondsPerUnit: 1_000, positive: true },
    ],
  },
  attempts: {
    refused: 'the module acc does not write a row for every attempt (acc_logic.c), so attempts cannot be counted from its tables',
  },
  notDimensions: ['from_tag', 'to_tag', column('sip_reason')],
  dimensions: {},
  doctor: {
    noFailures: 'Account INVITEs with the flag "failed" (do_accounting("db", "failed|missed")).',
    withoutOptionalTables: WITHOUT_MISSED_CALLS,
  },
};
