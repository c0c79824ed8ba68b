import { ASTERISK } from '../vocabularies/asterisk';
import { type Layout, type LayoutColumn, USUAL_LOOKBACK_MS } from './layout';
import { LEG_RANKS, QUEUE_LOOKAHEAD_MS } from './legRanks';

const COLUMNS = [
  { name: 'start', meaning: 'When the leg began' },
  { name: 'calldate', meaning: 'The same in older tables and FreePBX' },
  { name: 'answer', meaning: 'When it was answered' },
  { name: 'end', meaning: 'When it ended' },
  { name: 'disposition', meaning: 'How the leg ended: ANSWERED, NO ANSWER, BUSY, FAILED, CONGESTION, CANCEL' },
  { name: 'hangupcause', meaning: 'A custom column with HANGUPCAUSE: a Q.850 value, or a text such as SIP 486 Busy Here' },
  { name: 'linkedid', meaning: 'Rows of one call share it' },
  { name: 'sequence', meaning: 'Order of the rows; decides between rows of the same second' },
  { name: 'uniqueid', meaning: "Identifies the caller's channel" },
  { name: 'duration', meaning: 'Seconds from the start to the end' },
  { name: 'billsec', meaning: 'Seconds from the answer to the end' },
  { name: 'src', meaning: 'Calling number' },
  { name: 'dst', meaning: 'Called number' },
  { name: 'dcontext', meaning: 'Dialplan context' },
  { name: 'lastapp', meaning: 'The application that ran last' },
  { name: 'accountcode', meaning: 'Account of the caller' },
  { name: 'peeraccount', meaning: 'Account of the called side' },
  { name: 'did', meaning: 'Number that was called from outside (FreePBX)' },
] as const satisfies readonly LayoutColumn[];
const column = (name: (typeof COLUMNS)[number]['name']) => name;

/** `Master.csv` as cdr_csv.c writes it; `loguniqueid`, `loguserfield` and `newcdrcolumns` of cdr.conf add to it. */
const MASTER = [
  'accountcode',
  'src',
  'dst',
  'dcontext',
  'clid',
  'channel',
  'dstchannel',
  'lastapp',
  'lastdata',
  'start',
  'answer',
  'end',
  'duration',
  'billsec',
  'disposition',
  'amaflags',
];
const NEW_COLUMNS = ['peeraccount', 'linkedid', 'sequence'];
/** `Master.csv` as the sample of cdr_custom.conf writes it. */
const CUSTOM_MASTER = [
  'clid',
  'src',
  'dst',
  'dcontext',
  'channel',
  'dstchannel',
  'lastapp',
  'lastdata',
  'start',
  'answer',
  'end',
  'duration',
  'billsec',
  'disposition',
  'amaflags',
  'accountcode',
  'uniqueid',
  'userfield',
  'sequence',
];

const NO_BLANK = String.raw`\S*`;
const SECONDS = String.raw`-?\d*(?:\.\d+)?`;

/** Dispositions and states of Dial that leave room for a better reason. */
const NOT_ANSWERED = [
  'NO ANSWER',
  'BUSY',
  'FAILED',
  'CONGESTION',
  'CANCEL',
  'UNKNOWN',
  'NOANSWER',
  'CHANUNAVAIL',
  'DONTCALL',
  'TORTURE',
  'INVALIDARGS',
];

/**
 * Asterisk's call detail records: a row for each pair of channels, that is for each attempt and each bridge, written when
 * the caller's channel is gone. Answered is what the disposition says (an announcement counts as an answer); only unanswered
 * rows look for a better reason in a column of one's own with `HANGUPCAUSE`.
 */
export const asterisk: Layout = {
  name: 'asterisk',
  title: 'Asterisk CDR',
  description: "Asterisk's table cdr, as FreePBX has it too, or its Master.csv; the rows of one call merged by linkedid.",
  recognizedBy: [
    { all: ['disposition'], any: ['start', 'calldate'], none: ['AcctId', 'channel_ext', 'dstchannel_ext', 'action_type', 'call_from'] },
  ],
  columns: COLUMNS,
  vocabulary: 'asterisk',
  tables: [
    {
      name: 'cdr',
      files: 'all',
      headerless: {
        headers: [
          MASTER,
          [...MASTER, 'uniqueid'],
          [...MASTER, 'userfield'],
          [...MASTER, 'uniqueid', 'userfield'],
          [...MASTER, ...NEW_COLUMNS],
          [...MASTER, 'uniqueid', ...NEW_COLUMNS],
          [...MASTER, 'userfield', ...NEW_COLUMNS],
          [...MASTER, 'uniqueid', 'userfield', ...NEW_COLUMNS],
          CUSTOM_MASTER,
        ],
        holds: {
          dcontext: NO_BLANK,
          channel: NO_BLANK,
          dstchannel: NO_BLANK,
          lastapp: String.raw`\w*`,
          start: '.+',
          duration: SECONDS,
          billsec: SECONDS,
          disposition: [...ASTERISK.keys(), 'unknown'].map((word) => word.toUpperCase()).join('|'),
          amaflags: String.raw`[A-Z]+|\d?`,
          uniqueid: String.raw`\S+`,
          linkedid: NO_BLANK,
          sequence: String.raw`\d+`,
        },
        ascending: [
          ['start', 'answer', 'end'],
          ['billsec', 'duration'],
        ],
      },
    },
  ],
  merge: {
    keys: [{ columns: [column('linkedid')] }],
    optional: true,
    id: column('sequence'),
    lookbackMs: USUAL_LOOKBACK_MS,
    lookaheadMs: QUEUE_LOOKAHEAD_MS,
    ranks: LEG_RANKS,
  },
  outcome: [
    { reads: 'word', column: column('disposition'), except: NOT_ANSWERED },
    { reads: 'phrase', column: column('hangupcause'), after: ['SIP '], min: 300 },
    { reads: 'code', column: column('hangupcause'), min: 300 },
    { reads: 'word', column: column('hangupcause'), prefix: 'Q.850 ', except: ['0', '16', '127'] },
    { reads: 'word', column: column('disposition') },
  ],
  times: { start: [column('start'), column('calldate')], answer: [column('answer')], end: [column('end')] },
  proposedCallTime: 'start',
  proposedSettle: '10m',
  callId: column('uniqueid'),
  recordNumber: column('sequence'),
  timings: {
    setup: [
      { from: column('start'), to: column('answer') },
      { column: column('duration'), less: column('billsec'), millisecondsPerUnit: 1_000, unless: column('answer') },
    ],
    duration: [{ column: column('billsec'), millisecondsPerUnit: 1_000 }],
  },
  attempts: { only: null },
  notDimensions: ['channel', 'dstchannel', 'lastdata', 'clid', 'recordingfile', 'amaflags'],
  dimensions: { from: column('src'), to: column('dst'), context: column('dcontext') },
  suggestedRules: [
    {
      title: 'callers who leave a queue unanswered',
      description: 'Asterisk answers them to play music, and no member of the queue is connected: they count as 487, cancelled.',
      rule: {
        when: [
          { column: column('lastapp'), operator: '=', values: ['Queue'] },
          { column: 'dstchannel', operator: '=', values: [''] },
        ],
        code: 487,
      },
    },
  ],
  doctor: {
    noFailures: 'Set unanswered=yes in cdr.conf, and check that no dialplan sets CDR_PROP(disable) on failures.',
    noCallKey: 'Write linkedid: newcdrcolumns=yes in cdr.conf for Master.csv, or a column of this name in the table.',
  },
};
