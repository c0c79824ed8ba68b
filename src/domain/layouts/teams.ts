import type { Layout, LayoutColumn } from './layout';

const COLUMNS = [
  { name: 'inviteDateTime', meaning: 'When the first INVITE was sent' },
  { name: 'startDateTime', meaning: 'When the call was answered; of other calls the time of the INVITE or of the failure' },
  { name: 'failureDateTime', meaning: 'When it failed; empty or year 1 if it was answered' },
  { name: 'endDateTime', meaning: 'When it ended; empty or year 1 if it was not answered' },
  { name: 'successfulCall', meaning: 'true if it was answered' },
  { name: 'finalSipCode', meaning: 'Final SIP status code; 0 if it was answered' },
  { name: 'finalSipCodePhrase', meaning: 'Its text, such as Busy Here' },
  { name: 'callEndSubReason', meaning: "Microsoft's subcode, such as 540486" },
  { name: 'id', meaning: 'Identifies the call' },
  { name: 'duration', meaning: 'Seconds from the answer to the end' },
  { name: 'callerNumber', meaning: 'Calling number' },
  { name: 'calleeNumber', meaning: 'Called number' },
  { name: 'callType', meaning: 'Kind and direction of the call, such as ByotIn or dr_out' },
  { name: 'trunkFullyQualifiedDomainName', meaning: 'Session border controller' },
  { name: 'userPrincipalName', meaning: 'User of Teams' },
  { name: 'signalingLocation', meaning: 'Data center of the signaling' },
  { name: 'mediaPathLocation', meaning: 'Data center of the media' },
  { name: 'mediaBypassEnabled', meaning: 'Whether media bypass was enabled' },
] as const satisfies readonly LayoutColumn[];
const column = (name: (typeof COLUMNS)[number]['name']) => name;

/**
 * Rows of Microsoft Teams' Direct Routing log (Microsoft Graph, `directRoutingLogRow`), one per call. The code of an answered call is
 * 0, and its phrase is that of what ended it, so that only `successfulCall` tells an answer.
 */
export const teams: Layout = {
  name: 'teams',
  title: 'Teams Direct Routing',
  description:
    "Direct Routing calls of Microsoft Teams, as Microsoft Graph's getDirectRoutingCalls returns them, in JSON or CSV: one row per call.",
  recognizedBy: [{ all: ['successfulCall', 'finalSipCode'], any: ['inviteDateTime', 'startDateTime'] }],
  columns: COLUMNS,
  vocabulary: 'none',
  tables: [{ name: 'direct_routing_calls', files: 'all' }],
  merge: null,
  outcome: [
    { reads: 'answered', column: column('successfulCall'), when: 'yes' },
    { reads: 'code', column: column('finalSipCode'), min: 300 },
    // A 2xx of a call that was not successful would make it answered.
    { reads: 'code', column: column('finalSipCode'), min: 0, max: 199 },
  ],
  times: {
    start: [column('inviteDateTime'), column('startDateTime'), column('failureDateTime')],
    answer: [column('startDateTime')],
    end: [column('endDateTime'), column('failureDateTime')],
  },
  proposedCallTime: 'start',
  proposedSettle: '1h',
  callId: column('id'),
  timings: {
    setup: [{ from: column('inviteDateTime'), to: column('startDateTime') }],
    duration: [{ column: column('duration'), millisecondsPerUnit: 1_000 }],
  },
  attempts: { refused: 'a row is a call, without its attempts' },
  notDimensions: 'others',
  dimensions: {
    from: column('callerNumber'),
    to: column('calleeNumber'),
    trunk: column('trunkFullyQualifiedDomainName'),
    'call type': column('callType'),
    'sub reason': column('callEndSubReason'),
    phrase: column('finalSipCodePhrase'),
    user: column('userPrincipalName'),
    'signaling location': column('signalingLocation'),
    'media location': column('mediaPathLocation'),
    'media bypass': column('mediaBypassEnabled'),
  },
  doctor: { noFailures: 'Check that whatever fetches the rows keeps those with successfulCall false.' },
};
