import { CallResultError } from '../../../domain/errors';

/** Before that, not enough is done to tell how long the rest takes. */
const TOLD_FROM = 0.02;
/** How long everybody waits. */
const SHORTEST_WAIT_MS = 2_000;
/** Merging calls takes about as long as reading a third of their records. */
const SHARE_OF_MERGING = 0.25;
const UNITS = [
  { name: 'GB', bytes: 1e9 },
  { name: 'MB', bytes: 1e6 },
] as const;

/** How far the import of files is; told to those who would have to wait long for it. */
export class ImportProgress {
  private running: { readonly bytes: number; readonly began: number } | null = null;
  private readBytes = 0;
  private merged = 0;

  constructor(private readonly isMerged: boolean) {}

  /** Tells of an import that takes long while the work is done. */
  async during<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    this.running = { bytes, began: performance.now() };
    [this.readBytes, this.merged] = [0, 0];
    try {
      return await work();
    } finally {
      this.running = null;
    }
  }

  hasRead(bytes: number): void {
    this.readBytes += bytes;
  }

  /** @param share how much of what has to be merged has been */
  hasMerged(share: number): void {
    this.merged = share;
  }

  /**
   * The error for someone who should not wait any longer; null if there is nothing to wait for, or it will be done soon.
   * @param waitedMs how long they have waited
   * @param longestMs how long they may
   */
  refusal(waitedMs: number, longestMs: number): CallResultError | null {
    const { running } = this;
    if (running === null || waitedMs < Math.min(SHORTEST_WAIT_MS, longestMs)) {
      return null;
    }
    const read = Math.min(1, this.readBytes / Math.max(1, running.bytes));
    const done = this.isMerged ? read * (1 - SHARE_OF_MERGING) + this.merged * SHARE_OF_MERGING : read;
    const leftMs = done < TOLD_FROM ? null : ((performance.now() - running.began) * (1 - done)) / done;
    if (waitedMs < longestMs && (leftMs === null || waitedMs + leftMs <= longestMs)) {
      return null;
    }
    const left = leftMs === null ? '' : `, about ${durationText(leftMs)} left`;
    return new CallResultError(
      'importing',
      `The files are being imported: ${Math.floor(done * 100)}% of ${sizeText(running.bytes)}${left}. Queries are answered when that is done; run this one again then.`
    );
  }
}

function durationText(ms: number): string {
  const seconds = Math.max(5, Math.ceil(ms / 5_000) * 5);
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}

function sizeText(bytes: number): string {
  const unit = UNITS.find((candidate) => bytes >= candidate.bytes) ?? UNITS[1];
  return `${(bytes / unit.bytes).toFixed(bytes >= unit.bytes * 10 ? 0 : 1)} ${unit.name}`;
}
