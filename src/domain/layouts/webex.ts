import { type Layout, type LayoutColumn, USUAL_LOOKBACK_MS } from './layout';
import { QUEUE_LOOKAHEAD_MS } from './legRanks';

const COLUMNS = [
  { name: 'Start time', meaning: 'When the leg began, UTC' },
  { name: 'Answer time', meaning: 'When it was answered; empty if it was not' },
  { name: 'Release time', meaning: 'When it ended' },
  { name: 'Answered', meaning: 'true if the leg was answered' },
  { name: 'Call outcome reason', meaning: 'Why it ended, such as UserBusy' },
  { name: 'Correlation ID', meaning: 'Legs of one call share it' },
  { name: 'Call ID', meaning: 'SIP Call-ID of the leg' },
  { name: 'Ring duration', meaning: 'Seconds of ringing' },
  { name: 'Duration', meaning: 'Length of the leg in seconds' },
  { name: 'Calling number', meaning: 'Calling number' },
  { name: 'Called number', meaning: 'Called number' },
  { name: 'Dialed digits', meaning: 'Digits that the user dialed' },
  { name: 'Direction', meaning: 'ORIGINATING for the leg of the caller, TERMINATING for that of the called party' },
  { name: 'Call outcome', meaning: 'Success, Refusal or Failure' },
  { name: 'Call type', meaning: 'Kind of call, such as SIP_NATIONAL or SIP_ENTERPRISE' },
  { name: 'User type', meaning: 'What the leg belongs to, such as User, HuntGroup or AutomatedAttendantVideo' },
  { name: 'Client type', meaning: 'Kind of telephone or app' },
  { name: 'Location', meaning: 'Location in Control Hub' },
  { name: 'Inbound trunk', meaning: 'Trunk that the call came in by' },
  { name: 'Outbound trunk', meaning: 'Trunk that it went out by' },
  { name: 'Route group', meaning: 'Route group that it went out by' },
  { name: 'PSTN vendor name', meaning: 'Carrier' },
  { name: 'Releasing party', meaning: 'Local, Remote or Unknown: who ended the leg first' },
  { name: 'Report ID', meaning: 'Identifies the record' },
] as const satisfies readonly LayoutColumn[];
const column = (name: (typeof COLUMNS)[number]['name']) => name;

/**
 * The detailed call history of Webex Calling, a row for each leg: the CSV report of Control Hub, and answers of the analytics API
 * (Webex for Developers, "Get Detailed Call History"). A leg of a hunt group is answered, the others are not; the call was answered.
 */
export const webex: Layout = {
  name: 'webex',
  title: 'Webex Calling',
  description:
    'The detailed call history of Webex Calling: the CSV report of Control Hub or the API in JSON; legs merged by Correlation ID.',
  recognizedBy: [{ all: ['Start time', 'Correlation ID', 'Answered'] }],
  columns: COLUMNS,
  vocabulary: 'webex',
  tables: [{ name: 'cdr', files: 'all' }],
  merge: {
    keys: [{ columns: [column('Correlation ID')] }],
    optional: true,
    id: null,
    lookbackMs: USUAL_LOOKBACK_MS,
    lookaheadMs: QUEUE_LOOKAHEAD_MS,
    ranks: [
      { meaning: 'the first leg that was answered', codes: [{ first: 200, last: 299 }], prefers: 'earliest' },
      { meaning: "the caller's leg, which is the first", codes: [{ first: 300, last: 999 }], prefers: 'earliest' },
      { meaning: 'a leg that does not say how it ended', codes: 'unusable', prefers: 'earliest' },
    ],
  },
  outcome: [
    { reads: 'answered', column: column('Answered'), when: 'yes' },
    { reads: 'answered', column: column('Answer time'), when: 'time', unless: [column('Answered')] },
    { reads: 'word', column: column('Call outcome reason') },
  ],
  times: { start: [column('Start time')], answer: [column('Answer time')], end: [column('Release time')] },
  proposedCallTime: 'start',
  proposedSettle: '1h',
  callId: column('Correlation ID'),
  recordNumber: column('Report ID'),
  timings: {
    setup: [{ from: column('Start time'), to: column('Answer time') }],
    duration: [{ from: column('Answer time'), to: column('Release time') }],
  },
  attempts: { refused: 'rows are legs: those of callers, telephones, hunt groups and menus' },
  notDimensions: 'others',
  dimensions: {
    from: column('Calling number'),
    to: column('Called number'),
    dialed: column('Dialed digits'),
    direction: column('Direction'),
    outcome: column('Call outcome'),
    'call type': column('Call type'),
    'user type': column('User type'),
    'client type': column('Client type'),
    location: column('Location'),
    'from trunk': column('Inbound trunk'),
    'to trunk': column('Outbound trunk'),
    'route group': column('Route group'),
    carrier: column('PSTN vendor name'),
    'released by': column('Releasing party'),
  },
  doctor: { noFailures: 'Check that whatever fetches the records keeps the legs with Answered false.' },
};
