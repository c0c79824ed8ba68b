import { ABANDONED_PREFIX, CISCO_PREFIX } from '../vocabularies/cucm';
import { Q850_PREFIX } from '../vocabularies/q850';
import { type Layout, type LayoutColumn, type OutcomeReading, USUAL_LOOKAHEAD_MS, USUAL_LOOKBACK_MS } from './layout';

const COLUMNS = [
  { name: 'dateTimeOrigination', meaning: 'When the caller went off hook or the call came in, seconds since 1970' },
  { name: 'dateTimeConnect', meaning: 'When it was answered; 0 if it was not' },
  { name: 'dateTimeDisconnect', meaning: 'When it ended' },
  { name: 'origCause_value', meaning: "Why the caller's side cleared the call; 0 if the other side did" },
  { name: 'destCause_value', meaning: "Why the called side cleared the call; 0 if the caller's side did" },
  { name: 'duration', meaning: 'Seconds from the answer to the end' },
  { name: 'globalCallID_callManagerId', meaning: 'Node of the call; rows of one call share it and the next' },
  { name: 'globalCallID_callId', meaning: 'Number of the call on its node' },
  { name: 'origLegCallIdentifier', meaning: "Number of the caller's leg; decides between rows of the same second" },
  { name: 'cdrRecordType', meaning: '1 for calls; 2 for records of their quality (CMR), which are left out' },
  { name: 'pkid', meaning: 'Identifies the row' },
  { name: 'callingPartyNumber', meaning: 'Calling number' },
  { name: 'originalCalledPartyNumber', meaning: 'Called number' },
  { name: 'finalCalledPartyNumber', meaning: 'Number that the call reached after forwarding' },
  { name: 'origDeviceName', meaning: "Caller's telephone or trunk" },
  { name: 'destDeviceName', meaning: 'Called telephone or trunk' },
  { name: 'lastRedirectDn', meaning: 'Number that forwarded the call last' },
  { name: 'huntPilotDN', meaning: 'Hunt pilot' },
  { name: 'globalCallId_ClusterID', meaning: 'Cluster' },
] as const satisfies readonly LayoutColumn[];
const column = (name: (typeof COLUMNS)[number]['name']) => name;

/** 0 is the other side's cause; 16 says of a call that was not answered only that it was cleared. */
const causeOf = (of: 'origCause_value' | 'destCause_value'): OutcomeReading[] => [
  { reads: 'word', column: column(of), prefix: Q850_PREFIX, except: ['0', '16'] },
  { reads: 'word', column: column(of), prefix: CISCO_PREFIX, digits: 10, except: ['0', '16'] },
];

/**
 * Call detail records of Cisco Unified Communications Manager, a row for each pair of parties, written when they part. A row has two
 * causes: the side that cleared the call has one, the other 0. A caller who gives up leaves 16 on the calling side.
 */
export const cucm: Layout = {
  name: 'cucm',
  title: 'Cisco Unified CM',
  description: 'The CDR files of Cisco Unified Communications Manager, or tables with their columns, merged by globalCallID.',
  recognizedBy: [{ all: ['dateTimeOrigination', 'globalCallID_callId'], any: ['origCause_value', 'destCause_value'] }],
  columns: COLUMNS,
  vocabulary: 'cucm',
  // Tag, cluster, node, minute and number ("Filename Format" in Cisco's guide). Files with the tag cmr are of other records.
  tables: [{ name: 'cdr', files: 'all', writtenAs: /^cdr_.+_\d+_\d{12}_\d+(\.gz|\.zst)?$/i }],
  only: [{ column: column('cdrRecordType'), values: ['2'], not: true, optional: true }],
  merge: {
    keys: [{ columns: [column('globalCallID_callManagerId'), column('globalCallID_callId')] }],
    optional: true,
    id: column('origLegCallIdentifier'),
    lookbackMs: USUAL_LOOKBACK_MS,
    lookaheadMs: USUAL_LOOKAHEAD_MS,
    ranks: [
      {
        meaning: 'the first answer; later rows are transfers and parties of a conference',
        codes: [{ first: 200, last: 299 }],
        prefers: 'earliest',
      },
      { meaning: 'the last party that was tried', codes: [{ first: 300, last: 999 }], prefers: 'latest' },
      { meaning: 'a row that does not say how the call ended', codes: 'unusable', prefers: 'latest' },
    ],
  },
  outcome: [
    { reads: 'answered', column: column('dateTimeConnect'), when: 'positive' },
    { reads: 'answered', column: column('duration'), when: 'positive', unless: [column('dateTimeConnect')] },
    ...causeOf('origCause_value'),
    ...causeOf('destCause_value'),
    { reads: 'word', column: column('origCause_value'), prefix: ABANDONED_PREFIX, except: ['0'] },
    { reads: 'word', column: column('destCause_value'), prefix: Q850_PREFIX, except: ['0'] },
  ],
  times: { start: [column('dateTimeOrigination')], answer: [column('dateTimeConnect')], end: [column('dateTimeDisconnect')] },
  proposedCallTime: 'start',
  proposedSettle: '10m',
  callId: column('globalCallID_callId'),
  recordNumber: column('origLegCallIdentifier'),
  timings: {
    setup: [{ from: column('dateTimeOrigination'), to: column('dateTimeConnect') }],
    duration: [{ column: column('duration'), millisecondsPerUnit: 1_000 }],
  },
  attempts: { refused: 'rows are pairs of parties; transfers and conferences have several' },
  notDimensions: 'others',
  dimensions: {
    from: column('callingPartyNumber'),
    to: column('originalCalledPartyNumber'),
    'final number': column('finalCalledPartyNumber'),
    'from device': column('origDeviceName'),
    'to device': column('destDeviceName'),
    'redirected by': column('lastRedirectDn'),
    'hunt pilot': column('huntPilotDN'),
    node: column('globalCallID_callManagerId'),
    cluster: column('globalCallId_ClusterID'),
  },
  doctor: {
    noFailures:
      'Set the service parameter CDR Log Calls with Zero Duration Flag of Cisco CallManager to True; without it, calls that were never connected are not written.',
  },
};
