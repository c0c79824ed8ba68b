import type { DecidingRank } from './layout';

/** Callers wait in queues: how much later than an attempt its answer may be, milliseconds. */
export const QUEUE_LOOKAHEAD_MS = 2 * 3_600_000;

/** Legs of a PBX, from the one that decides the call to the one that says least of it. */
export const LEG_RANKS: readonly DecidingRank[] = [
  { meaning: 'the first leg that was answered', codes: [{ first: 200, last: 299 }], prefers: 'earliest' },
  {
    meaning: 'the last leg that was tried',
    codes: [
      { first: 300, last: 499 },
      { first: 501, last: 999 },
    ],
    prefers: 'latest',
  },
  {
    meaning: 'a leg that only failed, such as one to a telephone that is not registered',
    codes: [{ first: 500, last: 500 }],
    prefers: 'latest',
  },
  { meaning: 'a leg that does not say how it ended', codes: 'unusable', prefers: 'latest' },
];
