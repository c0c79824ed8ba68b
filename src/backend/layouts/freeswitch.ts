import { LAYOUT_FACTS, type LayoutColumn } from '../../domain/layoutFacts';
import { FREESWITCH_HEADERS } from './freeswitchHeaders';
import type { Layout } from './layout';

const column = (name: LayoutColumn<'freeswitch'>) => name;

/** Causes that say nothing of a call that was not answered. */
const SAYS_NOTHING = ['NORMAL_CLEARING', 'NONE', 'SUCCESS'];

/**
 * FreeSWITCH's call detail records, a row or a document for each leg. A leg was answered if it has a time of answer, whatever
 * its cause. Else the code that its INVITE failed with (which a leg that came in has from the leg it was bridged to), then the
 * codes that ended it (of which 200 is a BYE's), then causes: `last_bridge_hangup_cause` where a dialplan went on after a
 * failure, and a cancel that left NORMAL_CLEARING behind.
 */
export const freeswitchLayout: Layout = {
  name: 'freeswitch',
  tables: [
    {
      name: 'cdr',
      files: 'all',
      headers: FREESWITCH_HEADERS,
      nested: [{ at: '$.variables', urlEncoded: true }, { at: '$.callflow[0].caller_profile' }],
    },
  ],
  merge: {
    key: column('call_uuid'),
    optional: true,
    id: column('id'),
    windowMs: LAYOUT_FACTS.freeswitch.mergeWindowMs,
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
  outcome: [
    { reads: 'answered', column: column('answer_epoch'), when: 'positive' },
    { reads: 'answered', column: column('answer_stamp'), when: 'time' },
    { reads: 'answered', column: column('answer_timestamp'), when: 'time' },
    { reads: 'code', column: column('sip_invite_failure_status'), least: 300 },
    { reads: 'code', column: column('sip_term_status'), least: 300 },
    { reads: 'phrase', column: column('proto_specific_hangup_cause'), after: ['sip:'], least: 300 },
    { reads: 'word', column: column('hangup_cause'), except: SAYS_NOTHING },
    { reads: 'word', column: column('last_bridge_hangup_cause'), except: SAYS_NOTHING },
    { reads: 'word', column: column('sip_hangup_disposition'), except: ['send_bye', 'recv_bye', 'send_refuse', 'recv_refuse'] },
    { reads: 'word', column: column('hangup_cause_q850'), prefix: 'Q.850 ', except: ['0', '16'] },
    { reads: 'word', column: column('hangup_cause') },
  ],
  times: {
    start: [column('start_epoch'), column('start_stamp'), column('start_timestamp')],
    answer: [column('answer_epoch'), column('answer_stamp'), column('answer_timestamp')],
    end: [column('end_epoch'), column('end_stamp'), column('end_timestamp')],
  },
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
};
