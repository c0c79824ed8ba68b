import { patience } from './patience';
import { ANSWER_AGAIN_WITHIN_MS, ANSWER_WITHIN_MS, noAnswer } from './sessionTimers';

/** How long a statement may run before the server is asked whether it is there at all, and how long it then may take to say so. */
const ASK_AFTER_MS = 1_000;
const ASK_WITHIN_MS = 3_000;
/** How long after it is asked again, be the answer there or not. Who arrives after the return of a silent one must not be told that it is silent. */
const ASK_AGAIN_MS = 1_500;
const ASK_SILENT_AGAIN_MS = 1_000;
const TICK_MS = 250;

/** The connection that a statement runs on. */
export interface WatchedConnection {
  /** Bytes that have arrived over it. */
  readonly received: number;
  /** Ends it, and rejects what waits for it. */
  cut(reason: unknown): void;
}

interface Held {
  readonly arrived: number;
  readonly since: number;
  readonly connection: WatchedConnection | null;
  readonly end: (reason: unknown) => void;
}

/**
 * Tells a server that takes long from one that does not answer any more: a frozen one, or one behind a network that drops packets without a word.
 * While a statement runs, the server is asked over a connection of its own; when that is not answered, all who wait are told within
 * `ANSWER_WITHIN_MS` of their arrival, and what was sent before is given up. Who arrives while it is silent tries once more, and is told sooner.
 */
export class ServerPulse {
  private readonly held = new Set<Held>();
  /** Since when it has not answered; null if it did the last time. */
  private silentSince: number | null = null;
  /** When the server was asked last, and when it last answered anything. */
  private askedAt = -Infinity;
  private answeredAt = -Infinity;
  private ticking: NodeJS.Timeout | null = null;

  /** @param ask resolves or rejects as soon as the server, or whatever is there, answers anything on a fresh connection */
  constructor(
    private readonly ask: (signal: AbortSignal) => Promise<unknown>,
    private readonly onSilence: () => void = () => {}
  ) {}

  /** How long one who arrived then may still wait for the server to answer at all, milliseconds. */
  timeLeft(arrived: number): number {
    return this.silentSince === null ? ANSWER_WITHIN_MS : Math.max(0, arrived + this.patienceOf(arrived) - performance.now());
  }

  answered(): void {
    this.silentSince = null;
    this.answeredAt = performance.now();
  }

  unanswered(): void {
    this.silentSince ??= performance.now();
    this.onSilence();
  }

  /** Waits for a turn; gives up if the server is silent. */
  async untilTurn<T>(arrived: number, signal: AbortSignal, wait: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const giving = new AbortController();
    return this.hold({ arrived, since: performance.now(), connection: null, end: (reason) => giving.abort(reason) }, () =>
      wait(AbortSignal.any([signal, giving.signal]))
    );
  }

  /** Waits for an answer over a connection, which is cut if the server is silent. */
  async untilAnswered<T>(arrived: number, connection: WatchedConnection, work: () => Promise<T>): Promise<T> {
    let end: (reason: unknown) => void = () => {};
    const ended = new Promise<never>((_, reject) => {
      end = (reason) => {
        reject(reason as Error);
        connection.cut(reason);
      };
    });
    ended.catch(() => undefined);
    const answer = await this.hold({ arrived, since: performance.now(), connection, end }, () => Promise.race([work(), ended]));
    this.answered();
    return answer;
  }

  private async hold<T>(held: Held, work: () => Promise<T>): Promise<T> {
    this.held.add(held);
    this.ticking ??= setInterval(() => this.tick(), TICK_MS).unref();
    try {
      return await work();
    } finally {
      this.held.delete(held);
      if (this.held.size === 0 && this.ticking !== null) {
        clearInterval(this.ticking);
        this.ticking = null;
      }
    }
  }

  private patienceOf(arrived: number): number {
    return this.silentSince !== null && arrived >= this.silentSince ? ANSWER_AGAIN_WITHIN_MS : ANSWER_WITHIN_MS;
  }

  private tick(): void {
    const now = performance.now();
    const all = [...this.held];
    const isSilent = this.silentSince !== null;
    if (isSilent) {
      all.filter(({ arrived }) => now - arrived >= this.patienceOf(arrived)).forEach(({ end }) => end(noAnswer()));
    }
    const isLong = all.some(({ connection, since }) => connection !== null && now - since >= ASK_AFTER_MS);
    if ((isSilent || isLong) && now - this.askedAt >= (isSilent ? ASK_SILENT_AGAIN_MS : ASK_AGAIN_MS)) {
      void this.askNow(isSilent ? ANSWER_WITHIN_MS : ASK_WITHIN_MS);
    }
  }

  private async askNow(withinMs: number): Promise<void> {
    const began = performance.now();
    this.askedAt = began;
    const before = [...this.held].map((held) => ({ held, received: held.connection?.received ?? 0 }));
    const late = new AbortController();
    const stopWaiting = patience(withinMs, () => late.abort());
    try {
      await this.ask(late.signal);
    } catch {
      // An error is an answer, too.
    }
    stopWaiting();
    if (!late.signal.aborted) {
      this.answered();
      return;
    }
    if (this.answeredAt < began) {
      this.unanswered();
    }
    for (const { held, received } of before) {
      if (this.held.has(held) && held.connection !== null && held.connection.received === received) {
        held.end(noAnswer());
      }
    }
  }
}
