import type { CallResult } from '../results';
import { Q850, q850Word } from './q850';
import type { Vocabulary } from './vocabulary';

/**
 * Dispositions (`ast_cdr_disp2str` in main/cdr.c). NO ANSWER also covers callers who gave up, unless
 * `canceldispositionenabled` is set, and FAILED everything from a wrong number to a broken trunk: there no code is honest.
 */
const DISPOSITIONS: Readonly<Record<string, number | CallResult>> = {
  ANSWERED: 200,
  'NO ANSWER': 480,
  BUSY: 486,
  CANCEL: 487,
  CONGESTION: 503,
  FAILED: 'failed',
};

/**
 * What the application Dial leaves in `DIALSTATUS`, which some tables keep instead of the disposition. CHANUNAVAIL is mostly a
 * telephone that is not registered; after DONTCALL and TORTURE the called party refused (privacy manager).
 */
const DIAL_STATUSES: Readonly<Record<string, number | CallResult>> = {
  ANSWER: 200,
  NOANSWER: 480,
  CHANUNAVAIL: 480,
  DONTCALL: 603,
  TORTURE: 603,
  INVALIDARGS: 'failed',
};

/** Where Asterisk answers a hangup cause with another code than RFC 3398 has for it (`hangup_cause2sip` in chan_pjsip.c). */
const OTHER_CAUSES: Readonly<Record<number, number>> = { 23: 302, 38: 500, 58: 488, 66: 503 };

/** Dispositions, the states of Dial that are not one, and `HANGUPCAUSE` where it was kept as a number (`Q.850 17`). */
export const ASTERISK: Vocabulary = new Map<string, number | CallResult>([
  ...Q850,
  ...Object.entries(OTHER_CAUSES).map(([cause, code]) => [q850Word(Number(cause)), code] as const),
  ...Object.entries({ ...DISPOSITIONS, ...DIAL_STATUSES }).map(([word, meaning]) => [word.toLowerCase(), meaning] as const),
]);
