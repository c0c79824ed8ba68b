import { type HeaderlessFiles, type Layout, type LayoutColumn, USUAL_LOOKAHEAD_MS, USUAL_LOOKBACK_MS } from './layout';

const COLUMNS = [
  { name: 'start_epoch', meaning: 'When the leg began, seconds since 1970' },
  { name: 'start_stamp', meaning: 'The same in local time' },
  { name: 'start_timestamp', meaning: 'The same in the MySQL table' },
  { name: 'answer_epoch', meaning: 'When it was answered; 0 if it was not' },
  { name: 'answer_stamp', meaning: 'The same in local time; empty if it was not' },
  { name: 'answer_timestamp', meaning: 'The same in the MySQL table' },
  { name: 'end_epoch', meaning: 'When it ended' },
  { name: 'end_stamp', meaning: 'The same in local time' },
  { name: 'end_timestamp', meaning: 'The same in the MySQL table' },
  { name: 'sip_invite_failure_status', meaning: 'Status code that the INVITE failed with' },
  { name: 'sip_term_status', meaning: 'Status code that the dialogue ended with' },
  { name: 'proto_specific_hangup_cause', meaning: 'The same, such as sip:486' },
  { name: 'hangup_cause', meaning: 'Why the leg ended, such as USER_BUSY' },
  { name: 'last_bridge_hangup_cause', meaning: 'Why the last leg that it was bridged to ended' },
  { name: 'sip_hangup_disposition', meaning: 'Who ended it, such as recv_cancel' },
  { name: 'hangup_cause_q850', meaning: 'Why it ended as a Q.850 value' },
  { name: 'call_uuid', meaning: 'Legs of one call share it' },
  { name: 'id', meaning: 'Row number, where the table has one; decides between legs of the same second' },
  { name: 'originating_leg_uuid', meaning: 'The leg that began the call, in the legs that it began' },
  { name: 'uuid', meaning: 'Identifies the leg' },
  { name: 'bleg_uuid', meaning: 'The leg that it was bridged to; tells legs of one call where nothing else does' },
  { name: 'direction', meaning: 'inbound for legs that came in, outbound for attempts of the switch' },
  { name: 'progressmsec', meaning: 'Milliseconds until ringing; 0 if it never rang' },
  { name: 'progress_mediamsec', meaning: 'Milliseconds until early media; 0 without' },
  { name: 'pdd_ms', meaning: 'Post-dial delay in milliseconds (FusionPBX)' },
  { name: 'answermsec', meaning: 'Milliseconds until the answer; 0 without' },
  { name: 'billmsec', meaning: 'Milliseconds from the answer to the end' },
  { name: 'billsec', meaning: 'The same in seconds' },
  { name: 'caller_id_number', meaning: 'Calling number' },
  { name: 'destination_number', meaning: 'Called number' },
  { name: 'context', meaning: 'Dialplan context' },
  { name: 'sip_gateway_name', meaning: 'Gateway that the leg went out by' },
  { name: 'accountcode', meaning: 'Account of the call' },
] as const satisfies readonly LayoutColumn[];
const column = (name: (typeof COLUMNS)[number]['name']) => name;

const CALLER = [
  'caller_id_name',
  'caller_id_number',
  'destination_number',
  'context',
  'start_stamp',
  'answer_stamp',
  'end_stamp',
  'duration',
  'billsec',
  'hangup_cause',
];
/** The template of mod_cdr_csv where none is configured. */
const BUILT_IN = [...CALLER, 'uuid', 'bleg_uuid', 'accountcode'];
const EXAMPLE = [...BUILT_IN, 'read_codec', 'write_codec'];
/** What the stock templates leave out and this product is glad of; see docs/layouts/freeswitch.md. */
const CALL_RESULT = [
  ...EXAMPLE,
  'call_uuid',
  'direction',
  'start_epoch',
  'answer_epoch',
  'end_epoch',
  'progressmsec',
  'progress_mediamsec',
  'answermsec',
  'billmsec',
  'sip_invite_failure_status',
  'sip_term_status',
  'proto_specific_hangup_cause',
  'last_bridge_hangup_cause',
  'sip_hangup_disposition',
  'hangup_cause_q850',
  'sip_gateway_name',
];
const ASTERISK = [
  'accountcode',
  'caller_id_number',
  'destination_number',
  'context',
  'caller_id',
  'channel_name',
  'bridge_channel',
  'last_app',
  'last_arg',
  ...['start_stamp', 'answer_stamp', 'end_stamp', 'duration', 'billsec', 'hangup_cause'],
  'amaflags',
  'uuid',
  'userfield',
];

const NO_BLANK = String.raw`\S*`;
const DIGITS = String.raw`\d*`;

/**
 * The templates of mod_cdr_csv, none of which writes a header (cdr_csv.conf.xml: example, linksys, asterisk, snom). People add columns at
 * their end.
 */
const HEADERLESS: HeaderlessFiles = {
  headers: [
    BUILT_IN,
    EXAMPLE,
    [...EXAMPLE, 'sip_user_agent', 'sip_p_rtp_stat'],
    ASTERISK,
    [...EXAMPLE, 'sip_user_agent', 'call_clientcode', 'sip_rtp_rxstat', 'sip_rtp_txstat', 'sofia_record_file'],
    CALL_RESULT,
  ],
  holds: {
    context: NO_BLANK,
    start_stamp: '.+',
    duration: DIGITS,
    billsec: DIGITS,
    // Not a disposition, which other systems have at the same place.
    hangup_cause: String.raw`(?!(?:ANSWERED|BUSY|FAILED|CONGESTION|CANCEL)$)[A-Z][A-Z0-9_]+`,
    uuid: String.raw`\S+`,
    bleg_uuid: NO_BLANK,
    read_codec: NO_BLANK,
    write_codec: NO_BLANK,
    sip_p_rtp_stat: '|.*[=:,; ].*',
    call_uuid: NO_BLANK,
    direction: 'inbound|outbound|',
    start_epoch: DIGITS,
    answer_epoch: DIGITS,
    end_epoch: DIGITS,
    progressmsec: DIGITS,
    progress_mediamsec: DIGITS,
    answermsec: DIGITS,
    billmsec: DIGITS,
    sip_invite_failure_status: DIGITS,
    sip_term_status: DIGITS,
    hangup_cause_q850: DIGITS,
  },
  ascending: [
    ['start_stamp', 'answer_stamp', 'end_stamp'],
    ['billsec', 'duration'],
  ],
  areExtended: true,
};

const START_TIMES = [column('start_epoch'), column('start_stamp'), column('start_timestamp')];
const END_TIMES = [column('end_epoch'), column('end_stamp'), column('end_timestamp')];
const ANSWER_TIMES = [column('answer_epoch'), column('answer_stamp'), column('answer_timestamp')];
/** Causes that say nothing of a call that was not answered. */
const SAYS_NOTHING = ['NORMAL_CLEARING', 'NONE', 'SUCCESS'];

/**
 * FreeSWITCH's call detail records, a row or a document for each leg. A leg was answered if it has a time of answer, whatever
 * its cause. Else the code that its INVITE failed with (which a leg that came in has from the leg it was bridged to), then the
 * codes that ended it (of which 200 is a BYE's), then causes: `last_bridge_hangup_cause` where a dialplan went on after a
 * failure, and a cancel that left NORMAL_CLEARING behind.
 */
export const freeswitch: Layout = {
  name: 'freeswitch',
  title: 'FreeSWITCH CDR',
  description: 'CSV files, CDR tables or JSON documents of FreeSWITCH, its legs merged by call_uuid where the records have it.',
  recognizedBy: [{ all: ['hangup_cause'], any: ['start_stamp', 'start_epoch', 'start_uepoch', 'start_timestamp'], none: ['xml_cdr_uuid'] }],
  columns: COLUMNS,
  vocabulary: 'freeswitch',
  tables: [
    {
      name: 'cdr',
      files: 'all',
      headerless: HEADERLESS,
      nested: [{ at: '$.variables', urlEncoded: true }, { at: '$.callflow[0].caller_profile' }, { at: '$.callflow.caller_profile' }],
    },
  ],
  merge: {
    keys: [
      { columns: [column('call_uuid')] },
      { columns: [column('originating_leg_uuid')] },
      // Of two legs that are written each with the other's identifier (mod_cdr_csv with legs=ab), the pair.
      { columns: [column('uuid'), column('bleg_uuid')], pair: true, unless: [column('originating_leg_uuid')] },
      { columns: [column('uuid')] },
    ],
    // mod_cdr_csv with legs=ab leaves bleg_uuid empty in both legs of a call that was never bridged.
    unbridged: {
      leg: column('uuid'),
      other: column('bleg_uuid'),
      common: [
        [column('caller_id_number')],
        [column('destination_number')],
        [column('context')],
        START_TIMES,
        END_TIMES,
        [column('hangup_cause')],
      ],
      unless: [column('call_uuid'), column('originating_leg_uuid'), column('direction')],
      repair: 'Add call_uuid to the template of mod_cdr_csv, or set its legs to a.',
    },
    optional: true,
    id: column('id'),
    keyIsOfFirst: true,
    lookbackMs: USUAL_LOOKBACK_MS,
    lookaheadMs: USUAL_LOOKAHEAD_MS,
    ranks: [
      {
        meaning: 'the first leg that was answered; the one that came in before those it was bridged to',
        codes: [{ first: 200, last: 299 }],
        prefers: 'earliest',
      },
      { meaning: 'the leg that came in, which is the first', codes: [{ first: 300, last: 999 }], prefers: 'earliest' },
      { meaning: 'a leg that does not say how it ended', codes: 'unusable', prefers: 'earliest' },
    ],
  },
  // Legs that lost the race of a ring group are not calls.
  only: [{ column: column('hangup_cause'), values: ['LOSE_RACE'], not: true, optional: true }],
  outcome: [
    { reads: 'answered', column: column('answer_epoch'), when: 'positive' },
    { reads: 'answered', column: column('answer_stamp'), when: 'time' },
    { reads: 'answered', column: column('answer_timestamp'), when: 'time' },
    { reads: 'answered', column: column('billmsec'), when: 'positive', unless: ANSWER_TIMES },
    { reads: 'answered', column: column('billsec'), when: 'positive', unless: ANSWER_TIMES },
    { reads: 'code', column: column('sip_invite_failure_status'), min: 300 },
    { reads: 'code', column: column('sip_term_status'), min: 300 },
    { reads: 'phrase', column: column('proto_specific_hangup_cause'), after: ['sip:'], min: 300 },
    { reads: 'word', column: column('hangup_cause'), except: SAYS_NOTHING },
    { reads: 'word', column: column('last_bridge_hangup_cause'), except: SAYS_NOTHING },
    { reads: 'word', column: column('sip_hangup_disposition'), except: ['send_bye', 'recv_bye', 'send_refuse', 'recv_refuse'] },
    { reads: 'word', column: column('hangup_cause_q850'), prefix: 'Q.850 ', except: ['0', '16'] },
    { reads: 'word', column: column('hangup_cause') },
  ],
  times: {
    start: START_TIMES,
    answer: ANSWER_TIMES,
    end: END_TIMES,
  },
  proposedCallTime: 'start',
  proposedSettle: '8m',
  callId: column('uuid'),
  timings: {
    pdd: [
      { column: column('progressmsec'), millisecondsPerUnit: 1, positive: true },
      { column: column('progress_mediamsec'), millisecondsPerUnit: 1, positive: true },
      { column: column('pdd_ms'), millisecondsPerUnit: 1, positive: true },
    ],
    setup: [
      { column: column('answermsec'), millisecondsPerUnit: 1, positive: true },
      { from: column('start_epoch'), to: column('answer_epoch') },
      { from: column('start_stamp'), to: column('answer_stamp') },
      { from: column('start_timestamp'), to: column('answer_timestamp') },
    ],
    duration: [
      { column: column('billmsec'), millisecondsPerUnit: 1 },
      { column: column('billsec'), millisecondsPerUnit: 1_000 },
      { from: column('answer_epoch'), to: column('end_epoch') },
      { from: column('answer_stamp'), to: column('end_stamp') },
      { from: column('answer_timestamp'), to: column('end_timestamp') },
    ],
  },
  attempts: { only: { column: column('direction'), values: ['outbound'] } },
  notDimensions: 'others',
  dimensions: {
    from: column('caller_id_number'),
    to: column('destination_number'),
    context: column('context'),
    gateway: column('sip_gateway_name'),
    account: column('accountcode'),
    direction: column('direction'),
    'read codec': 'read_codec',
    'write codec': 'write_codec',
    'network address': 'network_addr',
    'user agent': 'sip_user_agent',
    switch: 'switchname',
    domain: 'domain_name',
  },
  doctor: { noFailures: 'Check that the CDR module logs every leg, and that no condition leaves legs without answer_epoch out.' },
};
