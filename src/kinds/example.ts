import type { StoredCallQuery } from './storedQuery';

/** A question worth asking, as the gallery shows it. */
export interface Example {
  readonly title: string;
  /** One sentence: when to use it. */
  readonly when: string;
  /** The page's range, or its second half: then "the range before" is the first half. */
  readonly range: 'whole' | 'second half';
  /** Only records that hold attempts can answer it; elsewhere it is not shown. */
  readonly ofAttempts?: true;
  readonly query: StoredCallQuery;
}
