import type { Layout, LayoutColumn } from './layout';

const COLUMNS = [
  { name: 'ID', meaning: 'Row number' },
  { name: 'calldate', meaning: 'When the INVITE came' },
  { name: 'callend', meaning: 'When the call ended' },
  { name: 'duration', meaning: 'Seconds from the INVITE to the end' },
  { name: 'connect_duration', meaning: 'Seconds from the answer to the end; nothing if it was not answered' },
  { name: 'progress_time', meaning: 'Seconds until ringing' },
  { name: 'lastSIPresponseNum', meaning: 'Status code of the last reply to the INVITE; 0 without any' },
  { name: 'lastSIPresponse_id', meaning: 'Row of cdr_sip_response that holds the reply as text' },
  { name: 'reason_sip_text_id', meaning: 'Row of cdr_reason that holds the text of a SIP reason' },
  { name: 'reason_q850_text_id', meaning: 'Row of cdr_reason that holds the text of a Q.850 reason' },
  { name: 'caller', meaning: 'Calling number' },
  { name: 'called', meaning: 'Called number' },
  { name: 'caller_domain', meaning: 'Domain of the calling address' },
  { name: 'called_domain', meaning: 'Domain of the called address' },
  { name: 'id_sensor', meaning: 'Sensor that saw the call' },
  { name: 'whohanged', meaning: 'Who hung up: caller or callee' },
  { name: 'bye', meaning: 'How it was hung up: 0 not answered, 1 no BYE, 2 BYE not confirmed, 3 BYE and OK, 100 and above abnormal' },
  { name: 'reason_sip_cause', meaning: 'SIP cause of a Reason header' },
  { name: 'reason_q850_cause', meaning: 'Q.850 cause of a Reason header' },
] as const satisfies readonly LayoutColumn[];
const column = (name: (typeof COLUMNS)[number]['name']) => name;

/**
 * VoIPmonitor's table `cdr` (sql_db.cpp). A call was answered if it has a connect duration, as its own answer ratio has it;
 * else the last reply to its INVITE says how it ended. Rows are at `calldate`, by which the table is partitioned, and are
 * written when the call is over. A call that passed a back-to-back agent between two sensors is a row for each side.
 */
export const voipmonitor: Layout = {
  name: 'voipmonitor',
  title: 'VoIPmonitor',
  description: "VoIPmonitor's table cdr with the texts that it refers to: one row per call that a sensor saw.",
  recognizedBy: [{ all: ['calldate'], any: ['lastSIPresponseNum', 'lastSIPresponse_id'] }],
  columns: COLUMNS,
  vocabulary: 'none',
  tables: [
    {
      name: 'cdr',
      files: 'all',
      insertionKey: column('ID'),
      lookUps: [
        { column: 'lastSIPresponse', by: column('lastSIPresponse_id'), table: 'cdr_sip_response', key: 'id', shows: 'lastSIPresponse' },
        { column: 'reason_sip_text', by: column('reason_sip_text_id'), table: 'cdr_reason', key: 'id', shows: 'reason' },
        { column: 'reason_q850_text', by: column('reason_q850_text_id'), table: 'cdr_reason', key: 'id', shows: 'reason' },
      ],
    },
  ],
  merge: null,
  outcome: [
    { reads: 'answered', column: column('connect_duration'), when: 'present' },
    { reads: 'code', column: column('lastSIPresponseNum') },
  ],
  times: { start: [column('calldate')], end: [column('callend')] },
  proposedCallTime: 'start',
  proposedSettle: '5m',
  callId: column('ID'),
  timings: {
    pdd: [{ column: column('progress_time'), millisecondsPerUnit: 1_000 }],
    setup: [{ column: column('duration'), less: column('connect_duration'), millisecondsPerUnit: 1_000 }],
    duration: [{ column: column('connect_duration'), millisecondsPerUnit: 1_000 }],
  },
  attempts: { refused: 'a row is a call as one sensor saw it, without its attempts' },
  notDimensions: 'others',
  dimensions: {
    from: column('caller'),
    to: column('called'),
    'from domain': column('caller_domain'),
    'to domain': column('called_domain'),
    sensor: column('id_sensor'),
    'hung up by': column('whohanged'),
    bye: column('bye'),
    response: 'lastSIPresponse',
    'sip reason': column('reason_sip_cause'),
    'sip reason text': 'reason_sip_text',
    'q850 reason': column('reason_q850_cause'),
    'q850 reason text': 'reason_q850_text',
  },
  doctor: { noFailures: 'Check that no filter of the sniffer or the cleaning of the database removes calls without connect_duration.' },
};
