import type { Layout, LayoutColumn } from './layout';
import { ACCOUNTING_COLUMNS, SIP_ACCOUNTING, WITHOUT_MISSED_CALLS } from './sipAccounting';

const COLUMNS = [
  ...ACCOUNTING_COLUMNS,
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
 * the rows are like Kamailio's, with durations of 0. `setuptime` runs to the final reply, so it is not a post-dial delay.
 */
export const opensips: Layout = {
  name: 'opensips',
  title: 'OpenSIPS accounting',
  description: 'The tables acc and missed_calls of OpenSIPS, with or without its cdr flag, merged into calls.',
  recognizedBy: [{ all: ['method', 'callid', 'sip_code', 'time'], none: ['dst_ouser'] }],
  columns: COLUMNS,
  ...SIP_ACCOUNTING,
  times: { start: [column('created'), column('time')], answer: [column('time')] },
  proposedCallTime: 'answer',
  timings: {
    setup: [{ column: column('setuptime'), millisecondsPerUnit: 1_000 }],
    duration: [
      { column: column('ms_duration'), millisecondsPerUnit: 1, positive: true },
      { column: column('duration'), millisecondsPerUnit: 1_000, positive: true },
    ],
  },
  doctor: {
    noFailures: 'Account INVITEs with the flag "failed" (do_accounting("db", "failed|missed")).',
    withoutOptionalTables: WITHOUT_MISSED_CALLS,
  },
};
