import { orAborted } from '../../cancelled';
import type { TimeRange } from '../../question';
import type { Store } from '../../store';
import { MINUTE } from './units';

/** How long after a look the next one is made. */
const LOOK_AGAIN_MS = MINUTE;
/** Whatever may have changed. */
const ANY_TIME: readonly TimeRange[] = [{ from: -Infinity, to: Infinity }];

/** Finds out for which past time records have been inserted, where the store can tell, so that what is kept of it is counted again. */
export class LateRecords {
  private mark: string | null = null;
  private lookedAt = -Infinity;
  private looking: Promise<void> | null = null;
  private readonly closing = new AbortController();
  private changed = 0;

  /**
   * @param onTouched is told where calls may have changed
   * @param now the clock, epoch milliseconds
   */
  constructor(
    private readonly store: Store,
    private readonly onTouched: (touched: readonly TimeRange[]) => boolean,
    private readonly now: () => number
  ) {}

  /** How often anything kept turned out to be changed. What was counted meanwhile may be of before. */
  get changes(): number {
    return this.changed;
  }

  /** Waits for a look if the last one is long ago. */
  async look(signal: AbortSignal): Promise<void> {
    if (this.store.arrivals === undefined || this.now() - this.lookedAt < LOOK_AGAIN_MS) {
      return;
    }
    this.looking ??= this.lookNow().finally(() => (this.looking = null));
    await orAborted(signal, this.looking);
  }

  close(): void {
    this.closing.abort();
  }

  private async lookNow(): Promise<void> {
    const at = this.now();
    try {
      const arrivals = (await this.store.arrivals?.(this.mark, this.closing.signal)) ?? null;
      if (arrivals !== null) {
        this.mark = arrivals.mark;
        if (this.onTouched(arrivals.touched ?? ANY_TIME)) {
          this.changed++;
        }
      }
    } catch {
      // What it would have found is found when everything is counted again; the question itself tells what is wrong.
    }
    this.lookedAt = at;
  }
}
