import type { CallQuery } from '../../kinds/kinds';
import { askedFields } from '../queries/ask/explain';
import type { RequestContext } from '../queries/ask/queryContext';
import type { Table } from '../queries/after/tables/table';
import type { KeptOwner, KeptParts } from '../stores/decorators/cache/keptParts';
import type { TimeRange } from '../stores/question';

/** What a panel asked, and was answered. */
interface LastAnswer {
  readonly id: number;
  readonly key: string;
  readonly range: TimeRange;
  /** Epoch milliseconds. */
  readonly askedAt: number;
  readonly tables: readonly Table[];
  readonly bytes: number;
}

type Asked = Pick<RequestContext, 'range' | 'mask' | 'filterMask'>;

/** Of one data source; of more, the oldest is forgotten. */
const MAX_ANSWERS = 1_000;
/** Clocks of browsers differ. */
const CLOCK_SLACK_MS = 30_000;
/** Between the two looks at the clock for both ends of a range. */
const ENDS_SLACK_MS = 1_000;
/** Objects take more than the frames that are made of them. */
const BYTES_PER_FRAME_BYTE = 3;

/**
 * The last answer to each query, which panels show while the database cannot be reached. An answer is kept whole: all of it is of one moment, and
 * says what a panel said then.
 */
export class LastAnswers implements KeptOwner<LastAnswer> {
  /** In the order in which they were kept. */
  private readonly answers = new Map<number, LastAnswer>();

  /** @param maxAgeMs how old an answer may be when it is shown; 0 keeps none */
  constructor(
    private readonly memory: KeptParts,
    private readonly maxAgeMs: number
  ) {}

  /** @param frameBytes what the answer takes as frames */
  keep(query: CallQuery, asked: Asked, askedAt: number, tables: readonly Table[], frameBytes: number): void {
    if (this.maxAgeMs === 0) {
      return;
    }
    const key = keyOf(query, asked);
    const bytes = BYTES_PER_FRAME_BYTE * frameBytes + key.length;
    const answer: LastAnswer = { id: this.memory.nextId(), key, range: asked.range, askedAt, tables, bytes };
    const known = this.answersTo(key);
    if (known.some((other) => other.askedAt > askedAt && isSameRange(answer, other.range, other.askedAt))) {
      return;
    }
    known
      .filter((other) => isSameRange(other, answer.range, askedAt) || askedAt - other.askedAt > this.maxAgeMs)
      .forEach((other) => this.memory.remove(other));
    if (this.memory.add(answer, this)) {
      this.answers.set(answer.id, answer);
    }
    const [oldest] = this.answers.values();
    if (oldest !== undefined && this.answers.size > MAX_ANSWERS) {
      this.memory.remove(oldest);
    }
  }

  /** Null if there is none for that range, or it is too old. */
  find(query: CallQuery, asked: Asked, now: number): Pick<LastAnswer, 'tables' | 'askedAt'> | null {
    const isShown = (answer: LastAnswer) => now - answer.askedAt <= this.maxAgeMs && isSameRange(answer, asked.range, now);
    return this.answersTo(keyOf(query, asked)).find(isShown) ?? null;
  }

  clear(): void {
    [...this.answers.values()].forEach((answer) => this.memory.remove(answer));
  }

  forget({ id }: LastAnswer): void {
    this.answers.delete(id);
  }

  private answersTo(key: string): LastAnswer[] {
    return [...this.answers.values()].filter((answer) => answer.key === key);
  }
}

/** What an answer depends on beside its range; the width of a panel only chooses its buckets. */
function keyOf(query: CallQuery, { mask, filterMask }: Asked): string {
  return JSON.stringify([askedFields(query), mask, filterMask]);
}

/** Whether a range is the same, or the one that was asked has moved with the clock: `now-6h` to `now`, or today until now. */
function isSameRange({ range, askedAt }: Pick<LastAnswer, 'range' | 'askedAt'>, asked: TimeRange, now: number): boolean {
  const [from, to] = [asked.from - range.from, asked.to - range.to];
  const hasMoved = Math.abs(to - (now - askedAt)) <= CLOCK_SLACK_MS;
  return (from === 0 && (to === 0 || hasMoved)) || (hasMoved && Math.abs(from - to) <= ENDS_SLACK_MS);
}
