import { type Layout, type LayoutColumn, USUAL_LOOKAHEAD_MS, USUAL_LOOKBACK_MS } from './layout';

const COLUMNS = [
  { name: 'start_epoch', meaning: 'When the leg began, seconds since 1970' },
  { name: 'start_stamp', meaning: 'The same as a time' },
  { name: 'answer_epoch', meaning: 'When it was answered; empty or 0 if it was not' },
  { name: 'answer_stamp', meaning: 'The same as a time' },
  { name: 'end_epoch', meaning: 'When it ended' },
  { name: 'end_stamp', meaning: 'The same as a time' },
  { name: 'hangup_cause', meaning: 'Why it ended, such as USER_BUSY' },
  { name: 'sip_hangup_disposition', meaning: 'Who ended it, such as recv_cancel' },
  { name: 'hangup_cause_q850', meaning: 'Why it ended as a Q.850 value' },
  { name: 'xml_cdr_uuid', meaning: 'Identifies the leg' },
  { name: 'originating_leg_uuid', meaning: 'The leg that began the call, in the legs that it began' },
  { name: 'leg', meaning: 'a for legs of callers, b for those that they were bridged to' },
  { name: 'cc_side', meaning: 'member or agent, in legs of a call center' },
  { name: 'pdd_ms', meaning: 'Post-dial delay in milliseconds' },
  { name: 'tta', meaning: 'Seconds until the answer, in exports' },
  { name: 'billmsec', meaning: 'Milliseconds from the answer to the end' },
  { name: 'billsec', meaning: 'The same in seconds' },
  { name: 'caller_id_number', meaning: 'Calling number' },
  { name: 'destination_number', meaning: 'Called number' },
  { name: 'caller_destination', meaning: 'Number that was dialed from outside' },
  { name: 'direction', meaning: 'inbound, outbound or local' },
  { name: 'domain_name', meaning: 'Tenant' },
  { name: 'context', meaning: 'Dialplan context' },
  { name: 'accountcode', meaning: 'Account of the call' },
  { name: 'status', meaning: "FusionPBX's own word, such as missed or voicemail" },
  { name: 'last_app', meaning: 'The application that ran last' },
  { name: 'cc_queue', meaning: 'Queue of a call center' },
] as const satisfies readonly LayoutColumn[];
const column = (name: (typeof COLUMNS)[number]['name']) => name;

const ANSWER_TIMES = [column('answer_epoch'), column('answer_stamp')];
/** Causes that say nothing of a call that was not answered. */
const SAYS_NOTHING = ['NORMAL_CLEARING', 'NONE', 'SUCCESS'];

/**
 * FusionPBX's table `v_xml_cdr`, a row for each leg of FreeSWITCH. As in FusionPBX's own statistics, calls are the legs of callers: not
 * those that they were bridged to, the telephones of a ring group that another was quicker than, or the agents of a call center.
 */
export const fusionpbx: Layout = {
  name: 'fusionpbx',
  title: 'FusionPBX CDR',
  description: "FusionPBX's table v_xml_cdr or its CSV exports; the legs of a caller's call merged.",
  recognizedBy: [{ all: ['xml_cdr_uuid', 'hangup_cause'], any: ['start_stamp', 'start_epoch'] }],
  columns: COLUMNS,
  vocabulary: 'freeswitch',
  tables: [{ name: 'v_xml_cdr', files: 'all' }],
  only: [
    { column: column('leg'), values: ['b'], not: true, optional: true },
    { column: column('hangup_cause'), values: ['LOSE_RACE'], not: true, optional: true },
    { column: column('cc_side'), values: ['agent'], not: true, optional: true },
  ],
  merge: {
    keys: [{ columns: [column('originating_leg_uuid')] }, { columns: [column('xml_cdr_uuid')] }],
    optional: true,
    id: null,
    keyIsOfFirst: true,
    lookbackMs: USUAL_LOOKBACK_MS,
    lookaheadMs: USUAL_LOOKAHEAD_MS,
    ranks: [
      {
        meaning: "the first leg that was answered; the caller's before those that it began",
        codes: [{ first: 200, last: 299 }],
        prefers: 'earliest',
      },
      { meaning: "the caller's leg, which is the first", codes: [{ first: 300, last: 999 }], prefers: 'earliest' },
      { meaning: 'a leg that does not say how it ended', codes: 'unusable', prefers: 'earliest' },
    ],
  },
  outcome: [
    { reads: 'answered', column: column('answer_epoch'), when: 'positive' },
    { reads: 'answered', column: column('answer_stamp'), when: 'time' },
    { reads: 'answered', column: column('billsec'), when: 'positive', unless: ANSWER_TIMES },
    { reads: 'word', column: column('hangup_cause'), except: SAYS_NOTHING },
    { reads: 'word', column: column('sip_hangup_disposition'), except: ['send_bye', 'recv_bye', 'send_refuse', 'recv_refuse'] },
    { reads: 'word', column: column('hangup_cause_q850'), prefix: 'Q.850 ', except: ['0', '16'] },
    { reads: 'word', column: column('hangup_cause') },
  ],
  times: {
    start: [column('start_epoch'), column('start_stamp')],
    answer: ANSWER_TIMES,
    end: [column('end_epoch'), column('end_stamp')],
  },
  proposedCallTime: 'start',
  proposedSettle: '8m',
  callId: column('xml_cdr_uuid'),
  timings: {
    pdd: [{ column: column('pdd_ms'), millisecondsPerUnit: 1, positive: true }],
    setup: [
      { from: column('start_epoch'), to: column('answer_epoch') },
      { from: column('start_stamp'), to: column('answer_stamp') },
      { column: column('tta'), millisecondsPerUnit: 1_000 },
    ],
    duration: [
      { column: column('billmsec'), millisecondsPerUnit: 1 },
      { column: column('billsec'), millisecondsPerUnit: 1_000 },
    ],
  },
  attempts: { only: { column: column('leg'), values: ['b'] } },
  notDimensions: 'others',
  dimensions: {
    from: column('caller_id_number'),
    to: column('destination_number'),
    dialed: column('caller_destination'),
    direction: column('direction'),
    domain: column('domain_name'),
    context: column('context'),
    account: column('accountcode'),
    status: column('status'),
    application: column('last_app'),
    queue: column('cc_queue'),
  },
  doctor: { noFailures: 'Check that the rows of calls that were not answered are there: those with an empty answer_epoch.' },
};
