import type { LayoutFacts } from './facts';

export const homerFacts = {
  title: 'HOMER 7',
  description: "A prepared view over HOMER 7's message tables: one row per INVITE, merged into calls by Call-ID.",
  tables: ['call_result_invites'],
  columns: [
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
  ],
  callTimes: ['start', 'answer', 'end'],
  proposedCallTime: 'start',
  proposedSettle: '5m',
  mergeWindowMs: 180_000,
  vocabulary: 'none',
} as const satisfies LayoutFacts;
