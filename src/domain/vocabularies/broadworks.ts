import type { CallResult } from '../results';
import { Q850 } from './q850';
import type { Vocabulary } from './vocabulary';

/** What precedes the cause of a call that was cleared before the answer. */
export const CLEARED_PREFIX = 'terminationCause ';

/**
 * Causes in `terminationCause` of BroadWorks (Accounting Call Detail Record Interface Specification): Q.850 values with three digits.
 * 16, normal clearing, of a call that was not answered is that of a caller who gave up.
 */
export const BROADWORKS: Vocabulary = new Map<string, number | CallResult>([...Q850, [`${CLEARED_PREFIX}16`.toLowerCase(), 487]]);
