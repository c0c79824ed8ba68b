/** Lets at most so many work at a time; who comes when all places are taken waits, in order. */
export class Semaphore {
  private readonly waiting: (() => void)[] = [];
  private taken = 0;

  constructor(private readonly max: number) {}

  /** Waits for a place; rejects with the signal's reason if it is aborted before. What is returned gives the place back, once. */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.taken < this.max) {
      this.taken++;
    } else {
      await this.turn(signal);
    }
    let here = true;
    return () => {
      if (here) {
        here = false;
        this.release();
      }
    };
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

  /** The place goes to who has waited longest. */
  private release(): void {
    const next = this.waiting.shift();
    if (next === undefined) {
      this.taken--;
    } else {
      next();
    }
  }
}
