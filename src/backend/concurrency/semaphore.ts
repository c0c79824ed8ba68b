/** Lets at most `max` holders in at a time; the others wait, first come, first served. */
export class Semaphore {
  private readonly waiting: (() => void)[] = [];
  private held = 0;

  constructor(private readonly max: number) {}

  /**
   * Waits for a permit. Rejects with the signal's reason if it is aborted before.
   * @returns gives the permit back; further calls do nothing
   */
  async acquire(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.held < this.max) {
      this.held++;
    } else {
      await this.turn(signal);
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
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const release = await this.acquire(signal);
    try {
      return await work();
    } finally {
      release();
    }
  }

  private turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(enter), 1);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.waiting.push(enter);
    });
  }

  /** Hands the permit to the one that has waited longest. */
  private release(): void {
    const next = this.waiting.shift();
    if (next === undefined) {
      this.held--;
    } else {
      next();
    }
  }
}
