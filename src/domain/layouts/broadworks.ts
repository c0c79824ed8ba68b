import { CLEARED_PREFIX } from '../vocabularies/broadworks';
import { Q850_PREFIX } from '../vocabularies/q850';
import { type Layout, type LayoutColumn, USUAL_LOOKAHEAD_MS, USUAL_LOOKBACK_MS } from './layout';

const COLUMNS = [
  { name: 'startTime', meaning: 'When the call began, such as 20261126120000.123, UTC' },
  { name: 'answerTime', meaning: 'When it was answered; empty if it was not' },
  { name: 'releaseTime', meaning: 'When it ended' },
  { name: 'answerIndicator', meaning: 'Yes, No, or Yes-PostRedirection' },
  { name: 'terminationCause', meaning: 'Q.850 cause, such as 016' },
  { name: 'type', meaning: 'Normal for calls; other records, such as Start of a long call, are left out' },
  { name: 'localCallId', meaning: "Identifies this side of the call; the other side's record has it as remoteCallId" },
  { name: 'remoteCallId', meaning: 'Identifies the other side of the call' },
  { name: 'recordId', meaning: 'Identifies the record' },
  { name: 'callingNumber', meaning: 'Calling number' },
  { name: 'calledNumber', meaning: 'Called number' },
  { name: 'dialedDigits', meaning: 'Digits that the user dialed' },
  { name: 'userNumber', meaning: 'Number of the user whose record it is' },
  { name: 'groupNumber', meaning: "Number of the user's group" },
  { name: 'serviceProvider', meaning: 'Service provider or enterprise' },
  { name: 'group', meaning: 'Group' },
  { name: 'department', meaning: 'Department' },
  { name: 'direction', meaning: 'Originating or Terminating' },
  { name: 'callCategory', meaning: 'Kind of call, such as national' },
  { name: 'networkType', meaning: 'Network of the call' },
  { name: 'route', meaning: 'Route of the call' },
  { name: 'releasingParty', meaning: 'local, remote or none: who ended the call' },
  { name: 'redirectingReason', meaning: 'Why the call was redirected' },
] as const satisfies readonly LayoutColumn[];
const column = (name: (typeof COLUMNS)[number]['name']) => name;

/**
 * Call detail records of BroadWorks, a row for each user of a call: CSV files with a header (Accounting Call Detail Record Interface
 * Specification, releases 18 to 23; its columns are also listed in Freeside's import of release 22). A call between two users of one
 * platform has two rows, which name each other.
 */
export const broadworks: Layout = {
  name: 'broadworks',
  title: 'BroadWorks CDR',
  description: 'The CSV accounting records of BroadWorks with a header; the two sides of a call merged.',
  recognizedBy: [{ all: ['startTime', 'answerIndicator'], any: ['terminationCause', 'releaseTime'] }],
  columns: COLUMNS,
  vocabulary: 'broadworks',
  tables: [{ name: 'cdr', files: 'all' }],
  only: [{ column: column('type'), values: ['Normal'], optional: true }],
  merge: {
    keys: [{ columns: [column('localCallId'), column('remoteCallId')], pair: true }, { columns: [column('localCallId')] }],
    optional: true,
    id: null,
    lookbackMs: USUAL_LOOKBACK_MS,
    lookaheadMs: USUAL_LOOKAHEAD_MS,
    ranks: [
      { meaning: 'the first side that was answered', codes: [{ first: 200, last: 299 }], prefers: 'earliest' },
      { meaning: "the caller's side, which is the first", codes: [{ first: 300, last: 999 }], prefers: 'earliest' },
      { meaning: 'a side that does not say how the call ended', codes: 'unusable', prefers: 'earliest' },
    ],
  },
  outcome: [
    { reads: 'answered', column: column('answerTime'), when: 'time' },
    { reads: 'answered', column: column('answerIndicator'), when: 'yes', unless: [column('answerTime')] },
    { reads: 'word', column: column('terminationCause'), prefix: Q850_PREFIX, except: ['0', '16'] },
    { reads: 'word', column: column('terminationCause'), prefix: CLEARED_PREFIX, except: ['0'] },
  ],
  times: { start: [column('startTime')], answer: [column('answerTime')], end: [column('releaseTime')] },
  proposedCallTime: 'start',
  proposedSettle: '15m',
  callId: column('localCallId'),
  recordNumber: column('recordId'),
  timings: {
    setup: [{ from: column('startTime'), to: column('answerTime') }],
    duration: [{ from: column('answerTime'), to: column('releaseTime') }],
  },
  attempts: { refused: 'rows are the sides of a call' },
  notDimensions: 'others',
  dimensions: {
    from: column('callingNumber'),
    to: column('calledNumber'),
    dialed: column('dialedDigits'),
    user: column('userNumber'),
    'group number': column('groupNumber'),
    provider: column('serviceProvider'),
    group: column('group'),
    department: column('department'),
    direction: column('direction'),
    category: column('callCategory'),
    network: column('networkType'),
    route: column('route'),
    'released by': column('releasingParty'),
    'redirecting reason': column('redirectingReason'),
  },
  doctor: { noFailures: 'Check that whatever copies the records keeps those whose answerIndicator is No.' },
};
