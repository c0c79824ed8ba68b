import { CallResultError } from '../../../domain/errors';

/** The protocol's number of the type `bit`. */
const BIT = 16;
const MAX_TEXT = 512 * 1024 * 1024;
const MAX_SHARED_TEXTS = 10_000;
/** Longer ones repeat seldom, and V8 distinguishes very long ones by comparing them all. */
const LONGEST_SHARED_TEXT = 500;

/** What the driver tells of a column. */
export interface AnswerField {
  readonly columnType?: number;
}

/** An answer, collected as columns while it arrives, so that no row outlives its reading. */
export class AnswerColumns {
  private readonly found: unknown[][] = [];
  private types: readonly (number | undefined)[] = [];
  private readonly shared = new Map<string, string>();
  private room = MAX_TEXT;
  private readonly stopping = new AbortController();

  /** Aborted when the statement has to be stopped because its answer would not fit into memory. */
  get tooLarge(): AbortSignal {
    return this.stopping.signal;
  }

  expect(fields: readonly AnswerField[]): void {
    this.types = fields.map(({ columnType }) => columnType);
    this.found.push(...fields.map(() => []));
  }

  add(row: unknown): void {
    if (this.room < 0 || !Array.isArray(row)) {
      return;
    }
    this.found.forEach((column, index) => column.push(this.read(row[index], this.types[index])));
    if (this.room < 0) {
      this.found.forEach((column) => (column.length = 0));
      this.stopping.abort(
        new CallResultError(
          'query',
          `The answer has more than ${MAX_TEXT / 1024 / 1024} million characters of text. Ask for a shorter range, fewer dimensions or fewer calls.`
        )
      );
    }
  }

  /** @throws CallResultError `query` for an answer that is too large */
  columns(): unknown[][] {
    this.tooLarge.throwIfAborted();
    return this.found;
  }

  private read(value: unknown, type: number | undefined): unknown {
    if (Buffer.isBuffer(value)) {
      return type === BIT ? numberOfBits(value) : this.share(value.toString('utf8'));
    }
    return typeof value === 'string' ? this.share(value) : value;
  }

  /** Answers repeat few texts often. */
  private share(value: string): string {
    const before = value.length <= LONGEST_SHARED_TEXT ? this.shared.get(value) : undefined;
    if (before !== undefined) {
      return before;
    }
    this.room -= value.length;
    if (value.length <= LONGEST_SHARED_TEXT && this.shared.size < MAX_SHARED_TEXTS) {
      this.shared.set(value, value);
    }
    return value;
  }
}

function numberOfBits(bits: Buffer): number | string {
  const value = BigInt(`0x${bits.toString('hex') || '0'}`);
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString();
}
