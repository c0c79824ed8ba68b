import { LAYOUT_FACTS, type LayoutColumn } from '../../domain/layoutFacts';
import type { Layout } from './layout';

const column = (name: LayoutColumn<'custom'>) => name;

/** Any table with a row per call; which of its columns hold what, the settings say. */
export const customLayout: Layout = {
  name: 'custom',
  tables: [{ name: 'calls', files: 'all' }],
  merge: null,
  outcome: [
    { reads: 'answered', column: column('answered'), when: 'positive' },
    { reads: 'code', column: column('code') },
    { reads: 'word', column: column('word') },
    { reads: 'word', column: column('q850_cause'), prefix: 'Q.850 ' },
    { reads: 'answered', column: column('answer_time'), when: 'time' },
  ],
  times: { start: [column('start_time')], answer: [column('answer_time')], end: [column('end_time')] },
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
  attempts: { refused: LAYOUT_FACTS.custom.whyNoAttempts },
  notDimensions: [],
  dimensions: {},
};
