import type { Layout, LayoutColumn } from './layout';

const COLUMNS = [
  { name: 'time-start', meaning: 'When the call began' },
  { name: 'time-answered', meaning: 'When it was answered; empty if it was not' },
  { name: 'time-end', meaning: 'When it ended' },
  { name: 'reason-terminated', meaning: 'Why it ended, such as TerminatedBySrc or no_route' },
  { name: 'historyid', meaning: 'Number of the call in the call history, such as Call 1234' },
  { name: 'callid', meaning: 'Identifies the call' },
  { name: 'from-no', meaning: 'Calling number' },
  { name: 'to-no', meaning: 'Called number' },
  { name: 'dial-no', meaning: 'Dialed number' },
  { name: 'from-dn', meaning: 'Extension or trunk of the caller' },
  { name: 'to-dn', meaning: 'Extension, queue or trunk that was called' },
  { name: 'final-dn', meaning: 'The one that the call ended at' },
  { name: 'from-type', meaning: 'What the caller is, such as Line or Extension' },
  { name: 'to-type', meaning: 'What was called, such as Extension, Queue or IVR' },
  { name: 'final-type', meaning: 'What the call ended at' },
  { name: 'reason-changed', meaning: 'Why the call moved on, such as ReplacedDst' },
  { name: 'bill-code', meaning: 'Billing code' },
  { name: 'bill-name', meaning: 'Name of the rate' },
] as const satisfies readonly LayoutColumn[];
const column = (name: (typeof COLUMNS)[number]['name']) => name;

/** All fields of a 3CX CDR, in the order of its manual. Files of 3CX have no header. */
const ALL_FIELDS = [
  ...['historyid', 'callid', 'duration', 'time-start', 'time-answered', 'time-end', 'reason-terminated'],
  ...['from-no', 'to-no', 'from-dn', 'to-dn', 'dial-no', 'reason-changed', 'final-number', 'final-dn'],
  ...['bill-code', 'bill-rate', 'bill-cost', 'bill-name', 'chain', 'from-type', 'to-type', 'final-type'],
  ...['from-dispname', 'to-dispname', 'final-dispname'],
];

/**
 * The call data records of 3CX, which its CDR service appends to `cdr.log` or sends over TCP when a call is over, a line for each
 * call. A call was answered if it has a time of answer; else the reason tells how it ended.
 */
export const threecx: Layout = {
  name: 'threecx',
  title: '3CX CDR',
  description: 'The CDR output of 3CX, with all fields in their usual order or with a header: one row per call.',
  recognizedBy: [
    { all: ['time-start', 'reason-terminated'] },
    {
      all: ['time_start', 'time_answered', 'reason_terminated'],
      columns: {
        'time-start': 'time_start',
        'time-answered': 'time_answered',
        'time-end': 'time_end',
        'reason-terminated': 'reason_terminated',
        'from-no': 'from_no',
        'to-no': 'to_no',
        'dial-no': 'dial_no',
        'from-dn': 'from_dn',
        'to-dn': 'to_dn',
        'final-dn': 'final_dn',
        'from-type': 'from_type',
        'to-type': 'to_type',
        'final-type': 'final_type',
      },
    },
  ],
  columns: COLUMNS,
  vocabulary: 'threecx',
  tables: [
    {
      name: 'cdr',
      files: 'all',
      headerless: {
        headers: [ALL_FIELDS, [...ALL_FIELDS, 'missed-queue-calls']],
        holds: {
          historyid: String.raw`(?:Call )?\w*`,
          callid: String.raw`\S*`,
          duration: '[0-9:.]*',
          'time-start': '.+',
          'reason-terminated': String.raw`\w*`,
          'reason-changed': String.raw`\w*`,
          'from-type': String.raw`\w*`,
          'to-type': String.raw`\w*`,
          'final-type': String.raw`\w*`,
        },
        ascending: [['time-start', 'time-answered', 'time-end']],
      },
    },
  ],
  merge: null,
  outcome: [
    { reads: 'answered', column: column('time-answered'), when: 'time' },
    { reads: 'word', column: column('reason-terminated') },
  ],
  times: { start: [column('time-start')], answer: [column('time-answered')], end: [column('time-end')] },
  proposedCallTime: 'start',
  proposedSettle: '5m',
  callId: column('callid'),
  timings: {
    setup: [{ from: column('time-start'), to: column('time-answered') }],
    duration: [{ from: column('time-answered'), to: column('time-end') }],
  },
  attempts: { refused: 'a row is a call, without its attempts' },
  notDimensions: 'others',
  dimensions: {
    from: column('from-no'),
    to: column('to-no'),
    dialed: column('dial-no'),
    'from extension': column('from-dn'),
    'to extension': column('to-dn'),
    'final extension': column('final-dn'),
    'from type': column('from-type'),
    'to type': column('to-type'),
    'final type': column('final-type'),
    'reason changed': column('reason-changed'),
    'billing code': column('bill-code'),
    rate: column('bill-name'),
  },
  doctor: { noFailures: 'Check that whatever stores the CDR output keeps calls without time-answered.' },
};
