import type { Layout, LayoutColumn } from './layout';

const COLUMNS = [
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
] as const satisfies readonly LayoutColumn[];
const column = (name: (typeof COLUMNS)[number]['name']) => name;

/** The product's own layout: one row per call. */
export const calls: Layout = {
  name: 'calls',
  title: 'Calls',
  description: 'One row per call. Only a time and a final status code are needed; every further column becomes a dimension.',
  recognizedBy: [{ all: ['start_time', 'sip_code'], none: ['capture_id', 'src_ip'] }],
  columns: COLUMNS,
  vocabulary: 'none',
  tables: [{ name: 'calls', files: 'all' }],
  merge: null,
  outcome: [{ reads: 'code', column: column('sip_code') }],
  times: { start: [column('start_time')], answer: [column('answer_time')], end: [column('end_time')] },
  proposedCallTime: 'start',
  proposedSettle: '60s',
  callId: column('call_id'),
  timings: {
    pdd: [{ column: column('pdd_ms'), millisecondsPerUnit: 1 }],
    setup: [{ column: column('setup_ms'), millisecondsPerUnit: 1 }],
    duration: [{ column: column('duration_ms'), millisecondsPerUnit: 1 }],
  },
  attempts: { refused: 'a row is a call; how many attempts it took is not recorded' },
  notDimensions: [],
  dimensions: {},
  doctor: { noFailures: 'Check that whatever writes the records writes calls that were not answered too.' },
};
