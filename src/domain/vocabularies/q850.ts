import type { Vocabulary } from './vocabulary';

/** What precedes a cause value, so that cause 17 is not read as a SIP code. */
export const Q850_PREFIX = 'Q.850 ';

/** What precedes the cause with which the caller's side cleared a call that was not answered. */
export const CALLER_PREFIX = 'caller ';

/** The word of a Q.850 cause value, folded. */
export function q850Word(cause: number): string {
  return `${Q850_PREFIX}${cause}`.toLowerCase();
}

/**
 * Cause value → SIP status code, as a gateway answers it to a caller that speaks SIP (RFC 3398 §7.2.4.1). Cause 16, normal
 * clearing, says nothing of a call that was not answered and is left out; so are values that the table does not name.
 */
const CODES: Readonly<Record<number, number>> = {
  1: 404,
  2: 404,
  3: 404,
  17: 486,
  18: 408,
  19: 480,
  20: 480,
  21: 403,
  22: 410,
  23: 410,
  26: 404,
  27: 502,
  28: 484,
  29: 501,
  31: 480,
  34: 503,
  38: 503,
  41: 503,
  42: 503,
  47: 503,
  55: 403,
  57: 403,
  58: 503,
  65: 488,
  70: 488,
  79: 501,
  87: 403,
  88: 503,
  102: 504,
  111: 500,
  127: 500,
};

/** Words such as `Q.850 17`, and normal clearing by the caller before an answer, who gave up. */
export const Q850: Vocabulary = new Map([
  ...Object.entries(CODES).map(([cause, code]) => [q850Word(Number(cause)), code] as const),
  [`${CALLER_PREFIX}16`, 487],
]);
