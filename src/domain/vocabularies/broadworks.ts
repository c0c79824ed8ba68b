import type { CallResult } from '../results';
import { Q850, Q850_PREFIX } from './q850';
import type { Vocabulary } from './vocabulary';

/** What precedes the cause of a call that was cleared before the answer. */
export const CLEARED_PREFIX = 'terminationCause ';

const threeDigits = (word: string) => word.replace(/\d+$/, (digits) => digits.padStart(3, '0'));

/**
 * Causes in `terminationCause` of BroadWorks (Accounting Call Detail Record Interface Specification): Q.850 values with three digits
 * (`Q.850 017`). 16, normal clearing, of a call that was not answered is that of a caller who gave up.
 */
export const BROADWORKS: Vocabulary = new Map<string, number | CallResult>([
  ...Q850,
  ...[...Q850].map(([word, meaning]) => [Q850_PREFIX.toLowerCase() + threeDigits(word.slice(Q850_PREFIX.length)), meaning] as const),
  ...['16', '016'].map((cause) => [`${CLEARED_PREFIX}${cause}`.toLowerCase(), 487] as const),
]);
