import type { CallResult } from '../results';
import type { Vocabulary } from './vocabulary';

/**
 * Statuses of Yeastar's call detail records (P-Series developer guide, "Query CDR List" and "New CDR"; administrator guide, "Key
 * Metrics for CDR Details"; `NO ANSWERED` is what the Cloud PBX sends). VOICEMAIL is a call that the mailbox answered. FAILED covers
 * everything from a wrong number to a broken trunk: there no code is honest.
 */
const STATUSES: Readonly<Record<string, number | CallResult>> = {
  ANSWERED: 200,
  VOICEMAIL: 200,
  'NO ANSWER': 480,
  'NO ANSWERED': 480,
  BUSY: 486,
  ABANDONED: 487,
  FAILED: 'failed',
};

export const YEASTAR: Vocabulary = new Map(Object.entries(STATUSES).map(([status, meaning]) => [status.toLowerCase(), meaning] as const));
