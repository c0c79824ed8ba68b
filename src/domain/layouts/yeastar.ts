import { type Layout, type LayoutColumn, USUAL_LOOKAHEAD_MS, USUAL_LOOKBACK_MS } from './layout';

const COLUMNS = [
  { name: 'timestamp', meaning: 'When the call was placed, seconds since 1970' },
  { name: 'time', meaning: 'The same as a time, in the display format of the PBX' },
  { name: 'time_start', meaning: 'The same in reports of events (P-Series)' },
  { name: 'timestart', meaning: 'The same in reports of events (S-Series, Cloud PBX)' },
  { name: 'disposition', meaning: 'How it ended: ANSWERED, NO ANSWER, BUSY, FAILED, VOICEMAIL' },
  { name: 'status', meaning: 'The same in downloads and reports of events' },
  { name: 'Last Status', meaning: 'The same in downloads of newer versions' },
  { name: 'call_id', meaning: 'Identifies the call (P-Series)' },
  { name: 'callid', meaning: 'Identifies the call (S-Series, Cloud PBX)' },
  { name: 'uid', meaning: 'Identifies the record in answers of the API' },
  { name: 'id', meaning: 'Identifies the call in downloads' },
  { name: 'ring_duration', meaning: 'Seconds from the start to the answer' },
  { name: 'Ring Duration', meaning: 'The same in downloads' },
  { name: 'talk_duration', meaning: 'Seconds from the answer to the end' },
  { name: 'Talk Duration', meaning: 'The same in downloads' },
  { name: 'talkduraction', meaning: 'The same (S-Series, Cloud PBX; spelled so)' },
  { name: 'call_from', meaning: 'Number or name of the caller' },
  { name: 'call_to', meaning: 'Number or name of the called party' },
  { name: 'src_trunk', meaning: 'Trunk that the call came in by' },
  { name: 'dst_trunk', meaning: 'Trunk that it went out by' },
  { name: 'call_type', meaning: 'Inbound, Outbound or Internal' },
  { name: 'did_number', meaning: 'Number that was called from outside' },
] as const satisfies readonly LayoutColumn[];
const column = (name: (typeof COLUMNS)[number]['name']) => name;

/**
 * Call detail records of Yeastar: the API of the P-Series (developer guide, "Query CDR List"), its event "New CDR", its downloads
 * (administrator guide, "Call Detail Record (CDR) Overview"), and the events of the S-Series and Cloud PBX ("NewCdr"). Only the status tells an answer.
 */
export const yeastar: Layout = {
  name: 'yeastar',
  title: 'Yeastar CDR',
  description: 'The call detail records of Yeastar P-Series, S-Series and Cloud PBX: answers of the API, events and downloads.',
  recognizedBy: [
    { all: ['timestamp', 'call_from', 'call_to', 'disposition'] },
    { all: ['time_start', 'call_from', 'call_to', 'status'] },
    { all: ['timestart', 'callfrom', 'callto', 'status'], columns: { call_from: 'callfrom', call_to: 'callto', call_type: 'type' } },
    {
      all: ['Time', 'Call From', 'Call To'],
      any: ['Status', 'Last Status'],
      columns: {
        call_from: 'Call From',
        call_to: 'Call To',
        src_trunk: 'Source Trunk',
        dst_trunk: 'Destination Trunk',
        call_type: 'Communication Type',
      },
    },
  ],
  columns: COLUMNS,
  vocabulary: 'yeastar',
  tables: [{ name: 'cdr', files: 'all' }],
  merge: {
    keys: [{ columns: [column('call_id')] }, { columns: [column('callid')] }, { columns: [column('uid')] }, { columns: [column('id')] }],
    optional: true,
    id: null,
    lookbackMs: USUAL_LOOKBACK_MS,
    lookaheadMs: USUAL_LOOKAHEAD_MS,
    ranks: [
      { meaning: 'the first leg that was answered', codes: [{ first: 200, last: 299 }], prefers: 'earliest' },
      { meaning: 'the last leg that was tried', codes: [{ first: 300, last: 999 }], prefers: 'latest' },
      { meaning: 'a leg that does not say how it ended', codes: 'unusable', prefers: 'latest' },
    ],
  },
  outcome: [
    { reads: 'word', column: column('disposition') },
    { reads: 'word', column: column('Last Status') },
    { reads: 'word', column: column('status') },
  ],
  times: { start: [column('timestamp'), column('time'), column('time_start'), column('timestart')] },
  proposedCallTime: 'start',
  proposedSettle: '10m',
  callId: column('call_id'),
  timings: {
    setup: [
      { column: column('ring_duration'), millisecondsPerUnit: 1_000 },
      { column: column('Ring Duration'), millisecondsPerUnit: 1_000 },
    ],
    duration: [
      { column: column('talk_duration'), millisecondsPerUnit: 1_000 },
      { column: column('Talk Duration'), millisecondsPerUnit: 1_000 },
      { column: column('talkduraction'), millisecondsPerUnit: 1_000 },
    ],
  },
  attempts: { refused: 'a row is a call or one of its parts, not an attempt' },
  notDimensions: 'others',
  dimensions: {
    from: column('call_from'),
    to: column('call_to'),
    'from trunk': column('src_trunk'),
    'to trunk': column('dst_trunk'),
    direction: column('call_type'),
    dialed: column('did_number'),
  },
  doctor: { noFailures: 'Check that whatever fetches the records asks for all statuses, not for ANSWERED alone.' },
};
