import type { LayoutFacts } from './facts';

export const callsFacts = {
  title: 'Calls',
  description: 'One row per call. Only a time and a final status code are needed; every further column becomes a dimension.',
  tables: ['calls'],
  whyNoAttempts: 'a row is a call; how many attempts it took is not recorded',
  columns: [
    { name: 'start_time', meaning: 'When the call was placed' },
    { name: 'answer_time', meaning: 'When it was answered' },
    { name: 'end_time', meaning: 'When it ended' },
    { name: 'sip_code', meaning: 'Final SIP status code, such as 486' },
    { name: 'call_id', meaning: 'Identifies the call' },
    { name: 'pdd_ms', meaning: 'Post-dial delay in milliseconds' },
    { name: 'setup_ms', meaning: 'Time until the answer in milliseconds' },
    { name: 'duration_ms', meaning: 'Length of the conversation in milliseconds' },
    { name: 'from', meaning: 'Calling address' },
    { name: 'to', meaning: 'Called address' },
    { name: 'trunk', meaning: 'Trunk that the call took' },
    { name: 'run_id', meaning: 'Test run that placed the call' },
  ],
  callTimes: ['start', 'answer', 'end'],
  proposedCallTime: 'start',
  proposedSettle: '60s',
  mergeWindowMs: 0,
  vocabulary: 'none',
} as const satisfies LayoutFacts;
