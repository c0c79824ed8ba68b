import { CALLER_PREFIX, Q850_PREFIX } from '../vocabularies/q850';
import type { Layout, LayoutColumn, OutcomeReading } from './layout';

const COLUMNS = [
  { name: 'start_time', meaning: 'When the call was placed' },
  { name: 'answer_time', meaning: 'When it was answered' },
  { name: 'end_time', meaning: 'When it ended' },
  { name: 'answered', meaning: 'Whether it was answered: true or false, yes or no, a number, a length such as 12:30, or a time' },
  { name: 'code', meaning: 'Final SIP status code, or a disposition or cause' },
  { name: 'word', meaning: 'The disposition or cause of the call, if there is no code' },
  { name: 'q850_cause', meaning: 'Q.850 cause value, where there is neither' },
  { name: 'caller_cause', meaning: "Q.850 cause of the caller's side, where each side has one" },
  { name: 'called_cause', meaning: 'Q.850 cause of the called side' },
  { name: 'cleared_by', meaning: 'The side that cleared the call: caller or called, orig or dest, a or b, src or dst, ingress or egress' },
  { name: 'call_id', meaning: 'Identifies the call' },
  { name: 'pdd_ms', meaning: 'Post-dial delay in milliseconds' },
  { name: 'setup_ms', meaning: 'Time until the answer in milliseconds' },
  { name: 'duration_ms', meaning: 'Length of the conversation in milliseconds' },
  { name: 'duration_s', meaning: 'The same in seconds' },
  { name: 'from', meaning: 'Calling address' },
  { name: 'to', meaning: 'Called address' },
  { name: 'trunk', meaning: 'Trunk that the call took' },
] as const satisfies readonly LayoutColumn[];
const column = (name: (typeof COLUMNS)[number]['name']) => name;

const CALLER = ['caller', 'calling', 'orig', 'originator', 'originating', 'a', 'src', 'source', 'ingress', 'incoming'];
const CALLED = ['called', 'callee', 'dest', 'destination', 'terminating', 'b', 'dst', 'egress', 'outgoing'];
/** Normal clearing, in any case of a side that did not clear. */
const NORMAL = ['0', '16', '31'];
const NORMAL_WORDS = [...NORMAL, '00', '000', '016', '031', 'NORMAL_CLEARING', 'NORMAL_UNSPECIFIED', 'NONE'];

type CauseOfSide = 'caller_cause' | 'called_cause';
const causeOf = (of: CauseOfSide, except: readonly string[], clearedBy?: readonly string[]): OutcomeReading => ({
  reads: 'word',
  column: column(of),
  prefix: Q850_PREFIX,
  except,
  ...(clearedBy === undefined ? {} : { onlyIf: { column: column('cleared_by'), values: clearedBy } }),
});
const wordOf = (of: CauseOfSide): OutcomeReading => ({ reads: 'word', column: column(of), except: NORMAL_WORDS });
/** A caller who clears a call that was not answered gave up. */
const callerGaveUp = (when: 'cleared_by' | 'called_cause', values: readonly string[]): OutcomeReading => ({
  reads: 'word',
  column: column('caller_cause'),
  prefix: CALLER_PREFIX,
  except: ['0'],
  onlyIf: { column: column(when), values },
});

/** The side that cleared the call decides; where no column names it, the first cause that is not a normal clearing. */
const CAUSES_OF_SIDES: readonly OutcomeReading[] = [
  causeOf('caller_cause', ['0', '16'], CALLER),
  callerGaveUp('cleared_by', CALLER),
  causeOf('called_cause', ['0'], CALLED),
  causeOf('caller_cause', NORMAL),
  causeOf('called_cause', NORMAL),
  wordOf('caller_cause'),
  wordOf('called_cause'),
  callerGaveUp('called_cause', ['', '0']),
  causeOf('caller_cause', ['0']),
  causeOf('called_cause', ['0']),
];

/** Any table with a row per call; which of its columns hold what, the settings say. */
export const custom: Layout = {
  name: 'custom',
  title: 'Custom table',
  description: 'Any table, view or files with one row per call: enter the columns of the time and the outcome.',
  recognizedBy: [],
  columns: COLUMNS,
  columnsNamedByUser: true,
  vocabulary: 'q850',
  tables: [{ name: 'calls', files: 'all' }],
  merge: null,
  outcome: [
    { reads: 'answered', column: column('answered'), when: 'yes' },
    { reads: 'code', column: column('code'), min: 200, max: 699 },
    { reads: 'answered', column: column('answer_time'), when: 'time' },
    { reads: 'code', column: column('code') },
    { reads: 'word', column: column('word') },
    { reads: 'word', column: column('q850_cause'), prefix: Q850_PREFIX },
    ...CAUSES_OF_SIDES,
  ],
  times: { start: [column('start_time')], answer: [column('answer_time')], end: [column('end_time')] },
  proposedCallTime: 'start',
  proposedSettle: '60s',
  callId: column('call_id'),
  timings: {
    pdd: [{ column: column('pdd_ms'), millisecondsPerUnit: 1 }],
    setup: [
      { column: column('setup_ms'), millisecondsPerUnit: 1 },
      { from: column('start_time'), to: column('answer_time') },
    ],
    duration: [
      { column: column('duration_ms'), millisecondsPerUnit: 1 },
      { column: column('duration_s'), millisecondsPerUnit: 1_000 },
      { from: column('answer_time'), to: column('end_time') },
    ],
  },
  attempts: { refused: 'a row of your table is a call, without its attempts' },
  notDimensions: [],
  dimensions: {},
  doctor: {
    noFailures:
      'Check that the table or view has calls that were not answered too, and that the columns name the one with the final status code.',
  },
};
