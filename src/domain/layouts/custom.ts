import type { LayoutFacts } from './facts';

export const customFacts = {
  title: 'Your own table',
  description: 'Any table, view or files with one row per call: name the columns that hold the time and the outcome.',
  tables: ['calls'],
  columns: [
    { name: 'start_time', meaning: 'When the call was placed' },
    { name: 'answer_time', meaning: 'When it was answered' },
    { name: 'end_time', meaning: 'When it ended' },
    { name: 'answered', meaning: 'Whether it was answered: a number above 0' },
    { name: 'code', meaning: "Final SIP status code, or the switch's own word" },
    { name: 'word', meaning: "The switch's own word for how the call ended, where there is no code" },
    { name: 'q850_cause', meaning: 'Q.850 cause value, where there is neither' },
    { name: 'call_id', meaning: 'Identifies the call' },
    { name: 'pdd_ms', meaning: 'Post-dial delay in milliseconds' },
    { name: 'setup_ms', meaning: 'Time until the answer in milliseconds' },
    { name: 'duration_ms', meaning: 'Length of the conversation in milliseconds' },
    { name: 'duration_s', meaning: 'The same in seconds' },
    { name: 'from', meaning: 'Calling address' },
    { name: 'to', meaning: 'Called address' },
    { name: 'trunk', meaning: 'Trunk that the call took' },
  ],
  callTimes: ['start', 'answer', 'end'],
  proposedCallTime: 'start',
  proposedSettle: '60s',
  mergeWindowMs: 0,
  vocabulary: 'q850',
} as const satisfies LayoutFacts;
