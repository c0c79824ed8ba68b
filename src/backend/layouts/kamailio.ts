import { LAYOUT_FACTS, type LayoutColumn } from '../../domain/layoutFacts';
import type { Layout } from './layout';

const column = (name: LayoutColumn<'kamailio'>) => name;

const AUTHENTICATION_CHALLENGES = [
  { first: 401, last: 401 },
  { first: 407, last: 407 },
];
const FINAL_BUT_NOT_ANSWERED = [
  { first: 300, last: 400 },
  { first: 402, last: 406 },
  { first: 408, last: 999 },
];

/**
 * Kamailio's accounting tables (modules acc and acc_db; `acc_cdrs` is not needed). The column `time` is the moment at
 * which the transaction was completed, so an INVITE row lies at its final answer. Stock configurations write failures
 * into `missed_calls` only; it may then hold a gateway's answer that the caller never saw, and rows of calls that were
 * answered later.
 */
export const kamailioLayout: Layout = {
  name: 'kamailio',
  tables: [
    { name: 'acc', files: 'named' },
    { name: 'missed_calls', files: 'named' },
  ],
  only: { column: column('method'), values: ['INVITE'] },
  merge: {
    key: column('callid'),
    id: column('id'),
    windowMs: LAYOUT_FACTS.kamailio.mergeWindowMs,
    ranks: [
      { meaning: 'the answer; later ones are re-INVITEs', codes: [{ first: 200, last: 299 }], prefers: 'earliest' },
      { meaning: 'the final answer that the caller got', tables: ['acc'], codes: FINAL_BUT_NOT_ANSWERED, prefers: 'latest' },
      { meaning: "a gateway's final answer", tables: ['missed_calls'], codes: FINAL_BUT_NOT_ANSWERED, prefers: 'latest' },
      { meaning: 'a challenge that nobody answered', codes: AUTHENTICATION_CHALLENGES, prefers: 'latest' },
      { meaning: 'a row that does not say how the call ended', codes: 'unusable', prefers: 'latest' },
    ],
  },
  outcome: [{ reads: 'code', column: column('sip_code') }],
  times: { answer: [column('time')] },
  callId: column('callid'),
  timings: {},
  attempts: { refused: 'the module acc does not write a row for every attempt (acc_logic.c), so attempts cannot be counted from its tables' },
  notDimensions: ['from_tag', 'to_tag', column('sip_reason')],
  dimensions: {},
};
