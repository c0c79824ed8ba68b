/** How long what a look found is good for, milliseconds. */
export interface LookAges {
  /** Until then it is taken as it is. */
  readonly fresh: number;
  /** Until then it is still taken, while one look renews it; after that the look is waited for. */
  readonly usable: number;
}

interface Look<T> {
  readonly at: number;
  readonly result: Promise<T>;
}

/**
 * Keeps what a look at something outside finds. All that need it at the same time share one look, which goes on if they leave. If it fails,
 * it fails for all of them and is not kept. Who comes when a look has begun too long ago shares the one after it: that look may have passed
 * what was changed before it was needed.
 */
export class SharedLook<T> {
  private found: { readonly value: T; readonly at: number } | null = null;
  private looking: Look<T> | null = null;
  private next: Promise<T> | null = null;

  /**
   * @param look must not depend on any of those who wait for it
   * @param clock milliseconds
   */
  constructor(
    private readonly look: () => Promise<T>,
    private readonly ages: LookAges,
    private readonly clock: () => number = () => performance.now()
  ) {}

  /** What a look finds, or one before that is still good. */
  async get(): Promise<T> {
    if (this.found === null) {
      return this.renew();
    }
    const { value, at } = this.found;
    const age = this.clock() - at;
    if (age < this.ages.fresh) {
      return value;
    }
    if (age >= this.ages.usable) {
      return this.renew();
    }
    // The next to ask after `usable` is told of a failure.
    this.renew().catch(() => undefined);
    return value;
  }

  /** Forgets what has turned out to be wrong, and what a look finds that had begun before. */
  forget(wrong: T): void {
    if (this.found?.value === wrong) {
      this.found = null;
      this.looking = null;
    }
  }

  /** Waits for the looks that are going on, if any. */
  async settled(): Promise<void> {
    while (this.looking !== null || this.next !== null) {
      await (this.next ?? this.looking?.result)?.catch(() => undefined);
    }
  }

  private renew(): Promise<T> {
    const { looking } = this;
    if (looking === null) {
      return this.begin();
    }
    if (this.clock() - looking.at <= this.ages.usable) {
      return looking.result;
    }
    this.next ??= looking.result.finally(() => (this.next = null)).then(() => this.renewSince(looking));
    return this.next;
  }

  /** A look that began after one that has ended. */
  private renewSince(ended: Look<T>): Promise<T> {
    return this.looking === null || this.looking === ended ? this.begin() : this.looking.result;
  }

  private begin(): Promise<T> {
    const looking: Look<T> = { at: this.clock(), result: this.look() };
    this.looking = looking;
    const ended = (found = this.found) => {
      if (this.looking === looking) {
        this.looking = null;
        this.found = found;
      }
    };
    looking.result.then(
      (value) => ended({ value, at: looking.at }),
      () => ended()
    );
    return looking.result;
  }
}
