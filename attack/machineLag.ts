const TICK_MS = 10;
/** Asking, answering and being answered are three processes, each of which may wait for a processor. */
const PROCESSES = 3;

/** How much longer everything takes because the machine has other work to do. */
export class MachineLag {
  private lateMs = 0;
  private due = performance.now() + TICK_MS;
  private readonly ticking: NodeJS.Timeout;

  constructor() {
    this.ticking = setInterval(() => {
      const now = performance.now();
      this.lateMs += Math.max(0, now - this.due);
      this.due = now + TICK_MS;
    }, TICK_MS);
  }

  /** Milliseconds since the beginning that were waited for nothing but a processor; to be compared with an earlier one. */
  get soFarMs(): number {
    return this.lateMs * PROCESSES;
  }

  stop(): void {
    clearInterval(this.ticking);
  }
}
