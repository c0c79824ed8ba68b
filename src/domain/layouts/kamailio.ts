import type { LayoutFacts } from './facts';

export const kamailioFacts = {
  title: 'Kamailio accounting',
  description: 'The tables acc and missed_calls of Kamailio, merged into calls: challenges, retries and BYE rows are not counted.',
  tables: ['acc', 'missed_calls'],
  whyNoAttempts: 'the module acc does not write a row for every attempt (acc_logic.c), so attempts cannot be counted from its tables',
  columns: [
    { name: 'id', meaning: 'Row number; decides between rows of the same second' },
    { name: 'method', meaning: 'SIP method; only INVITE rows make calls' },
    { name: 'callid', meaning: 'Call-ID; rows of one call share it' },
    { name: 'sip_code', meaning: 'Status code of the final answer' },
    { name: 'sip_reason', meaning: 'Reason phrase of the final answer' },
    { name: 'time', meaning: 'When the transaction was completed' },
    { name: 'src_user', meaning: 'User part of the calling address' },
    { name: 'src_domain', meaning: 'Domain of the calling address' },
    { name: 'src_ip', meaning: 'Address that the request came from' },
    { name: 'dst_ouser', meaning: 'Called user as dialled' },
    { name: 'dst_user', meaning: 'Called user after routing' },
    { name: 'dst_domain', meaning: 'Domain of the called address' },
  ],
  callTimes: ['answer'],
  proposedCallTime: 'answer',
  proposedSettle: '60s',
  mergeWindowMs: 180_000,
  vocabulary: 'none',
} as const satisfies LayoutFacts;
