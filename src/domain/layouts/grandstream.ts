import { type Layout, type LayoutColumn, type UnquotedValues, USUAL_LOOKBACK_MS } from './layout';
import { LEG_RANKS, QUEUE_LOOKAHEAD_MS } from './legRanks';

const COLUMNS = [
  { name: 'start', meaning: 'When the leg began' },
  { name: 'answer', meaning: 'When it was answered; some legs that were not have the time of their end here' },
  { name: 'end', meaning: 'When it ended' },
  { name: 'disposition', meaning: 'How it ended: ANSWERED, NO ANSWER, BUSY, FAILED' },
  { name: 'cdr', meaning: 'Identifies the call, in answers of the API that group its legs' },
  { name: 'session', meaning: 'Legs of one call share it' },
  { name: 'AcctId', meaning: 'Number of the leg; decides between legs of the same second' },
  { name: 'uniqueid', meaning: "Identifies the caller's channel" },
  { name: 'duration', meaning: 'Seconds from the start to the end' },
  { name: 'billsec', meaning: 'Seconds from the answer to the end' },
  { name: 'src', meaning: 'Calling number' },
  { name: 'dst', meaning: 'Called number' },
  { name: 'dstanswer', meaning: 'Extension that answered' },
  { name: 'userfield', meaning: 'Direction: Inbound, Outbound, Internal or External' },
  { name: 'action_type', meaning: 'What the leg did, such as DIAL, QUEUE[6500] or RINGGROUP[6400]' },
  { name: 'src_trunk_name', meaning: 'Trunk that the call came in by' },
  { name: 'dst_trunk_name', meaning: 'Trunk that it went out by' },
  { name: 'accountcode', meaning: 'Account code' },
  { name: 'dcontext', meaning: 'Dialplan context' },
] as const satisfies readonly LayoutColumn[];
const column = (name: (typeof COLUMNS)[number]['name']) => name;

const TIME = String.raw`\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}`;

/** As the example output of the "UCM6510 CDR Report and CDR API Guide" has them: `"pn01" <5300>` and `SIP/5301,60,`. */
const UNQUOTED: UnquotedValues = {
  columns: ['clid', 'lastdata'],
  holds: {
    dcontext: String.raw`\S*`,
    channel: String.raw`(?:\w+/\S+)?`,
    dstchannel: String.raw`(?:\w+/\S+)?`,
    lastapp: String.raw`(?:[A-Za-z]\w*)?`,
    start: TIME,
    answer: `(?:${TIME})?`,
    end: `(?:${TIME})?`,
    duration: String.raw`\d+`,
    billsec: String.raw`\d+`,
    disposition: '[A-Z ]*',
  },
};

/**
 * Call detail records of Grandstream's UCM6xxx, a row for each leg, as its CDR API and its real-time output give them ("UCM6XXX CDR
 * and REC API Guide"). An answer of the API groups the legs of a call: `main_cdr`, whose disposition may be empty, and `sub_cdr_1`,
 * `sub_cdr_2` and so on. Only the disposition tells an answer: telephones of a ring group that another one was quicker than have a time of answer.
 */
export const grandstream: Layout = {
  name: 'grandstream',
  title: 'Grandstream UCM',
  description: 'The call detail records of Grandstream UCM, from its CDR API or real-time output in JSON or CSV; legs merged by session.',
  recognizedBy: [
    { all: ['start', 'disposition'], any: ['AcctId', 'channel_ext', 'dstchannel_ext', 'action_type'] },
    {
      all: ['Start Time', 'Caller Number', 'Callee Number', 'Disposition'],
      columns: {
        start: 'Start Time',
        answer: 'Answer Time',
        end: 'End Time',
        billsec: 'Talk Time',
        src: 'Caller Number',
        dst: 'Callee Number',
      },
    },
  ],
  columns: COLUMNS,
  vocabulary: 'asterisk',
  tables: [{ name: 'cdr', files: 'all', grouped: ['main_cdr', 'sub_cdr_'], unquoted: UNQUOTED }],
  merge: {
    keys: [{ columns: [column('cdr')] }, { columns: [column('session')] }],
    optional: true,
    id: column('AcctId'),
    lookbackMs: USUAL_LOOKBACK_MS,
    lookaheadMs: QUEUE_LOOKAHEAD_MS,
    ranks: LEG_RANKS,
  },
  outcome: [{ reads: 'word', column: column('disposition') }],
  times: { start: [column('start')], answer: [column('answer')], end: [column('end')] },
  proposedCallTime: 'start',
  proposedSettle: '10m',
  callId: column('uniqueid'),
  recordNumber: column('AcctId'),
  timings: {
    setup: [{ from: column('start'), to: column('answer') }],
    duration: [{ column: column('billsec'), millisecondsPerUnit: 1_000 }],
  },
  attempts: { only: null },
  notDimensions: 'others',
  dimensions: {
    from: column('src'),
    to: column('dst'),
    'answered by': column('dstanswer'),
    direction: column('userfield'),
    action: column('action_type'),
    'from trunk': column('src_trunk_name'),
    'to trunk': column('dst_trunk_name'),
    account: column('accountcode'),
    context: column('dcontext'),
  },
  doctor: { noFailures: 'Check that whatever fetches the records keeps those whose disposition is not ANSWERED.' },
};
