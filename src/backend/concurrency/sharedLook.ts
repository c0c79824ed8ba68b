/** How long what a look found is good for, milliseconds. */
export interface LookAges {
  /** Until then it is taken as it is. */
  readonly fresh: number;
  /** Until then it is still taken, while one look renews it; after that the look is waited for. */
  readonly usable: number;
}

/**
 * Keeps what a look at something outside finds. All that need it at the same time share one look, which goes on if they leave. If it fails,
 * it fails for all of them and is not kept.
 */
export class SharedLook<T> {
  private found: { readonly value: T; readonly at: number } | null = null;
  private looking: Promise<T> | null = null;

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
    const renewing = this.renew();
    if (age >= this.ages.usable) {
      return renewing;
    }
    // The next to ask after `usable` is told of a failure.
    renewing.catch(() => undefined);
    return value;
  }

  /** Forgets what has turned out to be wrong, and what a look finds that had begun before. */
  forget(wrong: T): void {
    if (this.found?.value === wrong) {
      this.found = null;
      this.looking = null;
    }
  }

  /** Waits for the look that is going on, if any. */
  async settled(): Promise<void> {
    await this.looking?.catch(() => undefined);
  }

  private renew(): Promise<T> {
    this.looking ??= this.begin();
    return this.looking;
  }

  private begin(): Promise<T> {
    const at = this.clock();
    const looking = this.look();
    const ended = (value?: { readonly value: T; readonly at: number }) => {
      if (this.looking === looking) {
        this.looking = null;
        this.found = value ?? this.found;
      }
    };
    looking.then(
      (value) => ended({ value, at }),
      () => ended()
    );
    return looking;
  }
}
