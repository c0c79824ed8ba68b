import { type DecidingRank, type Layout, type LayoutColumn, USUAL_LOOKAHEAD_MS, USUAL_LOOKBACK_MS } from './layout';

/** Challenges: the caller tries again with credentials. */
export const AUTHENTICATION_CHALLENGES = [
  { first: 401, last: 401 },
  { first: 407, last: 407 },
];

export const FINAL_BUT_NOT_ANSWERED = [
  { first: 300, last: 400 },
  { first: 402, last: 406 },
  { first: 408, last: 999 },
];

/**
 * Which row of a Call-ID decides in the tables acc and missed_calls of Kamailio and OpenSIPS, whose module acc is of one
 * origin. `missed_calls` may hold a gateway's answer that the caller never saw, and rows of calls that were answered later.
 */
const ACCOUNTING_RANKS: readonly DecidingRank[] = [
  { meaning: 'the answer; later rows are INVITEs inside its dialog', codes: [{ first: 200, last: 299 }], prefers: 'earliest' },
  { meaning: 'the final answer that the caller got', tables: ['acc'], codes: FINAL_BUT_NOT_ANSWERED, prefers: 'latest' },
  { meaning: "a gateway's final answer", tables: ['missed_calls'], codes: FINAL_BUT_NOT_ANSWERED, prefers: 'latest' },
  { meaning: 'an unanswered challenge', codes: AUTHENTICATION_CHALLENGES, prefers: 'latest' },
  { meaning: 'a row that does not say how the call ended', codes: 'unusable', prefers: 'latest' },
];

/** The doctor's advice where no call failed and the second table is missing. */
export const WITHOUT_MISSED_CALLS =
  "Add the table missed_calls: as a file beside acc, or readable by the data source's user (under tables if it has another name). ";

/** Columns that both write. */
export const ACCOUNTING_COLUMNS = [
  { name: 'id', meaning: 'Row number; decides between rows of the same second' },
  { name: 'method', meaning: 'SIP method; only INVITE rows make calls' },
  { name: 'callid', meaning: 'Call-ID; rows of one call share it' },
  { name: 'sip_code', meaning: 'Status code of the final answer' },
  { name: 'sip_reason', meaning: 'Reason phrase of the final answer' },
] as const satisfies readonly LayoutColumn[];
const column = (name: (typeof ACCOUNTING_COLUMNS)[number]['name']) => name;

/** How the rows of both become calls. */
export const SIP_ACCOUNTING = {
  vocabulary: 'none',
  tables: [
    { name: 'acc', files: 'named', insertionKey: column('id') },
    { name: 'missed_calls', files: 'named', optional: true, insertionKey: column('id') },
  ],
  only: [{ column: column('method'), values: ['INVITE'] }],
  merge: {
    keys: [{ columns: [column('callid')] }],
    id: column('id'),
    lookbackMs: USUAL_LOOKBACK_MS,
    // Serial forking: the next gateway is tried after the one before it timed out.
    lookaheadMs: USUAL_LOOKAHEAD_MS,
    ranks: ACCOUNTING_RANKS,
  },
  outcome: [{ reads: 'code', column: column('sip_code') }],
  proposedSettle: '4m',
  callId: column('callid'),
  attempts: {
    refused: 'the module acc does not write a row for every attempt (acc_logic.c), so attempts cannot be counted from its tables',
  },
  notDimensions: ['from_tag', 'to_tag', column('sip_reason')],
  dimensions: {},
} as const satisfies Partial<Layout>;
