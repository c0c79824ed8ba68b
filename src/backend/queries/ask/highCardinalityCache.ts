/** Entries of an answer that are worked with here; of more, the store ranks the values, or works out the numbers. */
export const MAX_ENTRIES = 200_000;
/** How long it is remembered that some dimensions have many values, milliseconds. */
const REMEMBERED_MS = 600_000;
/** Splits that are remembered; a query that needs more of them begins anew. */
const MAX_REMEMBERED = 1_000;

/**
 * Which splits were found to have too many values to be counted one by one, so that it is not tried again at every refresh.
 * It is about speed alone: answers are the same either way.
 */
export class HighCardinalityCache {
  private readonly known = new Map<string, { readonly buckets: number; readonly until: number }>();

  /** @param now the clock, milliseconds */
  constructor(private readonly now: () => number) {}

  /** @param buckets of the question; a split may be too much for many of them and not for few */
  has(split: string, buckets: number): boolean {
    const found = this.known.get(split);
    return found !== undefined && found.until > this.now() && buckets >= found.buckets;
  }

  add(split: string, buckets: number): void {
    if (this.known.size >= MAX_REMEMBERED) {
      this.known.clear();
    }
    const known = this.has(split, buckets) ? (this.known.get(split)?.buckets ?? buckets) : buckets;
    this.known.set(split, { buckets: Math.min(known, buckets), until: this.now() + REMEMBERED_MS });
  }
}
