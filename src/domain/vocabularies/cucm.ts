import type { CallResult } from '../results';
import { Q850, q850Word } from './q850';
import type { Vocabulary } from './vocabulary';

/** What precedes a cause value that is Cisco's own, and the value of a caller who gave up. */
export const CISCO_PREFIX = 'Cisco ';
export const ABANDONED_PREFIX = 'origCause ';

/** Call termination cause codes of calls over SIP: the status code that ended the call (CCM_SIP_486_BUSY_HERE = 1174405137). */
const SIP_CAUSES: Readonly<Record<number, number>> = {
  16777257: 400,
  33554453: 401,
  50331669: 402,
  67108885: 403,
  83886081: 404,
  100663359: 405,
  117440591: 406,
  134217749: 407,
  150995046: 408,
  184549398: 410,
  201326719: 411,
  234881151: 413,
  251658367: 414,
  268435535: 415,
  285212799: 416,
  83886207: 420,
  369098879: 421,
  402653311: 423,
  419430421: 424,
  503316501: 429,
  1073741842: 480,
  1090519081: 481,
  1107296281: 482,
  1124073497: 483,
  1140850716: 484,
  1157627905: 485,
  1174405137: 486,
  1191182367: 487,
  1207959583: 488,
  1258291217: 491,
  1291845649: 493,
  1409286185: 500,
  1442840614: 502,
  1459617833: 503,
  2801795135: 503,
  1476395110: 504,
  1493172351: 505,
  1509949567: 513,
  2701131793: 600,
  2717909013: 603,
  2734686209: 604,
  2751463455: 606,
};
/** Out of bandwidth. */
const OTHER_CAUSES: Readonly<Record<number, number>> = { 125: 503 };

/**
 * Causes in `origCause_value` and `destCause_value` of Cisco's Unified Communications Manager (its Call Detail Records
 * Administration Guide, "Call Termination Cause Codes"): Q.850 values, and Cisco's own. A caller who hangs up before the answer leaves 16.
 */
export const CUCM: Vocabulary = new Map<string, number | CallResult>([
  ...Q850,
  ...Object.entries(OTHER_CAUSES).map(([cause, code]) => [q850Word(Number(cause)), code] as const),
  ...Object.entries(SIP_CAUSES).map(([cause, code]) => [`${CISCO_PREFIX}${cause}`.toLowerCase(), code] as const),
  [`${ABANDONED_PREFIX}16`.toLowerCase(), 487],
]);
