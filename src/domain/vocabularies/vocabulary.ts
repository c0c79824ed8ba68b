import type { CallResult } from '../results';

/**
 * Words in which records say how a call ended → the SIP status code that means the same, or, where no code is honest,
 * a result alone. Keys are folded words (see `foldWord`).
 */
export type Vocabulary = ReadonlyMap<string, number | CallResult>;
