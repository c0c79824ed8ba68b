import type { Layout } from '../../../src/domain/layouts/layout';

/** A switchboard that writes a row per line it rings; whoever answers decides the call, else the last row. */
export const switchboard: Layout = {
  name: 'switchboard',
  title: 'Switchboard',
  description: 'A row per line that rings.',
  recognizedBy: [{ all: ['rang_at', 'status', 'ticket'] }],
  columns: [
    { name: 'rang_at', meaning: 'When the line rang' },
    { name: 'status', meaning: 'Final SIP status code' },
    { name: 'ticket', meaning: 'Identifies the call' },
    { name: 'number', meaning: 'Counts the rows' },
    { name: 'seconds', meaning: 'Length of the conversation' },
    { name: 'desk', meaning: 'Who was called' },
  ],
  vocabulary: 'none',
  tables: [{ name: 'rings', files: 'all' }],
  merge: {
    keys: [{ columns: ['ticket'] }],
    id: 'number',
    lookbackMs: 3_600_000,
    lookaheadMs: 3_600_000,
    ranks: [
      { meaning: 'Answered', codes: [{ first: 200, last: 299 }], prefers: 'earliest' },
      { meaning: 'Not answered', codes: [{ first: 300, last: 699 }], prefers: 'latest' },
      { meaning: 'Unknown', codes: 'unusable', prefers: 'latest' },
    ],
  },
  outcome: [{ reads: 'code', column: 'status' }],
  times: { start: ['rang_at'] },
  proposedCallTime: 'start',
  proposedSettle: '30s',
  callId: 'ticket',
  timings: { duration: [{ column: 'seconds', millisecondsPerUnit: 1_000 }] },
  attempts: { refused: 'rings are not attempts' },
  notDimensions: ['number'],
  dimensions: { to: 'desk' },
  doctor: { noFailures: 'Have the switchboard write rings that nobody answered.' },
};
