import { CallResultError } from '../../../domain/errors';

const MAX_TEXT = 512 * 1024 * 1024;
const MAX_SHARED_TEXTS = 10_000;
/** Longer ones repeat seldom, and V8 compares very long ones as a whole. */
const LONGEST_SHARED_TEXT = 500;

/** An answer, collected as columns while it arrives, so that no row outlives its reading. */
export class AnswerColumns {
  private found: unknown[][] = [];
  private readonly shared = new Map<string, string>();
  private room = MAX_TEXT;
  private readonly stopping = new AbortController();

  /** @param read makes a value of what the driver gives */
  constructor(private readonly read: (value: unknown, column: number) => unknown = (value) => value) {}

  /** Aborted when the statement has to be stopped because its answer would not fit into memory. */
  get tooLarge(): AbortSignal {
    return this.stopping.signal;
  }

  add(row: readonly unknown[]): void {
    if (this.tooLarge.aborted) {
      return;
    }
    row.forEach((value, column) => (this.found[column] ??= []).push(this.share(this.read(value, column))));
    if (this.room < 0) {
      this.found = [];
      this.shared.clear();
      this.stopping.abort(
        new CallResultError(
          'query',
          `The answer has more than ${MAX_TEXT / 1024 / 1024} million characters of text. Choose a shorter time range, fewer dimensions or fewer calls.`
        )
      );
    }
  }

  /**
   * @param count how many there are, also where there is no row
   * @throws CallResultError `query` for an answer that is too large
   */
  columns(count: number): unknown[][] {
    this.tooLarge.throwIfAborted();
    return Array.from({ length: count }, (_, column) => this.found[column] ?? []);
  }

  /** Answers repeat few texts often. */
  private share(value: unknown): unknown {
    if (typeof value !== 'string') {
      return value;
    }
    const isShort = value.length <= LONGEST_SHARED_TEXT;
    const before = isShort ? this.shared.get(value) : undefined;
    if (before !== undefined) {
      return before;
    }
    this.room -= value.length;
    if (isShort && this.shared.size < MAX_SHARED_TEXTS) {
      this.shared.set(value, value);
    }
    return value;
  }
}
