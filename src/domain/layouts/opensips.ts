import type { LayoutFacts } from './facts';

export const opensipsFacts = {
  title: 'OpenSIPS accounting',
  description: 'The tables acc and missed_calls of OpenSIPS, with or without its cdr flag, merged into calls.',
  tables: ['acc', 'missed_calls'],
  whyNoAttempts: 'the module acc does not write a row for every attempt (acc_logic.c), so attempts cannot be counted from its tables',
  columns: [
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
  ],
  callTimes: ['start', 'answer'],
  proposedCallTime: 'answer',
  proposedSettle: '60s',
  mergeWindowMs: 180_000,
  vocabulary: 'none',
} as const satisfies LayoutFacts;
