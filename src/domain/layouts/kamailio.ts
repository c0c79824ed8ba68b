import type { Layout, LayoutColumn } from './layout';
import { ACCOUNTING_COLUMNS, SIP_ACCOUNTING, WITHOUT_MISSED_CALLS } from './sipAccounting';

const COLUMNS = [
  ...ACCOUNTING_COLUMNS,
  { name: 'time', meaning: 'When the transaction was completed' },
  { name: 'src_user', meaning: 'User part of the calling address' },
  { name: 'src_domain', meaning: 'Domain of the calling address' },
  { name: 'src_ip', meaning: 'Address that the request came from' },
  { name: 'dst_ouser', meaning: 'Called user as dialled' },
  { name: 'dst_user', meaning: 'Called user after routing' },
  { name: 'dst_domain', meaning: 'Domain of the called address' },
] as const satisfies readonly LayoutColumn[];
const column = (name: (typeof COLUMNS)[number]['name']) => name;

/**
 * Kamailio's accounting tables (modules acc and acc_db; `acc_cdrs` is not needed). The column `time` is the moment at
 * which the transaction was completed, so an INVITE row is at its final answer. Stock configurations write failures
 * into `missed_calls` only; it may then hold a gateway's answer that the caller never saw, and rows of calls that were
 * answered later.
 */
export const kamailio: Layout = {
  name: 'kamailio',
  title: 'Kamailio accounting',
  description: 'The tables acc and missed_calls of Kamailio, merged into calls: challenges, retries and BYE rows are not counted.',
  recognizedBy: [
    { all: ['method', 'callid', 'sip_code', 'time'], none: ['created', 'setuptime', 'ms_duration'] },
    // What the module acc_json writes.
    {
      all: ['method', 'call_id', 'code', 'timestamp'],
      columns: { callid: 'call_id', sip_code: 'code', sip_reason: 'reason', time: 'timestamp' },
    },
  ],
  columns: COLUMNS,
  ...SIP_ACCOUNTING,
  times: { answer: [column('time')] },
  proposedCallTime: 'answer',
  timings: {},
  doctor: {
    noFailures:
      'Set failed_transaction_flag of the module acc and that flag on INVITEs; the stock kamailio.cfg sets FLT_ACCFAILED on BYE only.',
    withoutOptionalTables: WITHOUT_MISSED_CALLS,
  },
};
