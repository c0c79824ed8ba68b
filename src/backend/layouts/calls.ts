import { LAYOUT_FACTS, type LayoutColumn } from '../../domain/layoutFacts';
import type { Layout } from './layout';

const column = (name: LayoutColumn<'calls'>) => name;

/** The product's own layout: one row per call. */
export const callsLayout: Layout = {
  name: 'calls',
  tables: [{ name: 'calls', files: 'all' }],
  merge: null,
  outcome: [{ reads: 'code', column: column('sip_code') }],
  times: { start: [column('start_time')], answer: [column('answer_time')], end: [column('end_time')] },
  callId: column('call_id'),
  timings: {
    pdd: [{ column: column('pdd_ms'), millisecondsPerUnit: 1 }],
    setup: [{ column: column('setup_ms'), millisecondsPerUnit: 1 }],
    duration: [{ column: column('duration_ms'), millisecondsPerUnit: 1 }],
  },
  attempts: { refused: LAYOUT_FACTS.calls.whyNoAttempts },
  notDimensions: [],
  dimensions: {},
};
