export const TIMINGS = ['pdd', 'setup', 'duration'] as const;
/** What a record may tell of a call's course, in whole milliseconds. */
export type Timing = (typeof TIMINGS)[number];

interface TimingFacts {
  readonly title: string;
  /** Whether only answered calls have it. */
  readonly answeredOnly: boolean;
}

/** Post-dial delay is the time until the first answer that tells of progress; every call has one. */
export const TIMING_FACTS: Readonly<Record<Timing, TimingFacts>> = {
  pdd: { title: 'post-dial delay', answeredOnly: false },
  setup: { title: 'setup time', answeredOnly: true },
  duration: { title: 'duration', answeredOnly: true },
};

/** Longer than any call, 31 years: what is longer is not a timing. */
export const LONGEST_TIMING_MS = 1_000_000_000_000;

/** Final status codes of answered calls. */
export const ANSWERED_CODES = { first: 200, last: 299 } as const;
