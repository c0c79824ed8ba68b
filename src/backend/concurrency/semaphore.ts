interface Waiting {
  readonly rank: number;
  enter(): void;
}

/** Lets at most `max` holders in at a time; the others wait: the highest rank comes first, and of equal ones who came first. */
export class Semaphore {
  private readonly waiting: Waiting[] = [];
  private held = 0;

  constructor(private readonly max: number) {}

  /**
   * Waits for a permit. Rejects with the signal's reason if it is aborted before.
   * @returns gives the permit back; further calls do nothing
   */
  async acquire(signal: AbortSignal, rank = 0): Promise<() => void> {
    signal.throwIfAborted();
    if (this.held < this.max) {
      this.held++;
    } else {
      await this.turn(signal, rank);
    }
    let isHeld = true;
    return () => {
      if (isHeld) {
        isHeld = false;
        this.release();
      }
    };
  }

  /** Does work that holds a permit. Rejects with the signal's reason if it is aborted before the work has begun. */
  async run<T>(signal: AbortSignal, work: () => Promise<T>, rank = 0): Promise<T> {
    const release = await this.acquire(signal, rank);
    try {
      return await work();
    } finally {
      release();
    }
  }

  private turn(signal: AbortSignal, rank: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        rank,
        enter: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(waiting), 1);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', leave, { once: true });
      const after = this.waiting.findIndex((other) => other.rank < rank);
      this.waiting.splice(after < 0 ? this.waiting.length : after, 0, waiting);
    });
  }

  /** Hands the permit to the first of those who wait. */
  private release(): void {
    const next = this.waiting.shift();
    if (next === undefined) {
      this.held--;
    } else {
      next.enter();
    }
  }
}
