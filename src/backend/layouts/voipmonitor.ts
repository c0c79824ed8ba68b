import { LAYOUT_FACTS, type LayoutColumn } from '../../domain/layoutFacts';
import type { Layout } from './layout';

const column = (name: LayoutColumn<'voipmonitor'>) => name;

/**
 * VoIPmonitor's table `cdr` (sql_db.cpp). A call was answered if it has a connect duration, as its own answer ratio has it;
 * else the last reply to its INVITE says how it ended. Rows lie at `calldate`, by which the table is partitioned, and are
 * written when the call is over. A call that passed a back-to-back agent between two sensors is a row for each side.
 */
export const voipmonitorLayout: Layout = {
  name: 'voipmonitor',
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
  callId: column('ID'),
  timings: {
    pdd: [{ column: column('progress_time'), millisecondsPerUnit: 1_000 }],
    setup: [{ column: column('duration'), less: column('connect_duration'), millisecondsPerUnit: 1_000 }],
    duration: [{ column: column('connect_duration'), millisecondsPerUnit: 1_000 }],
  },
  attempts: { refused: LAYOUT_FACTS.voipmonitor.whyNoAttempts },
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
};
