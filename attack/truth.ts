import type { AddedCall } from './attackedServers';

interface KnownCall extends AddedCall {
  readonly begun: number;
  /** When it was there for certain, by `performance.now()`. */
  written: number;
  /** It came so late that what is kept of its time need not know it yet. */
  isLate: boolean;
  place: string;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** A call that is written later than this after its start may be later than the settle time when it arrives. */
const LATE_MS = 90_000;
/** How long what is kept may go without looking for records that are later than the settle time. */
const RECHECK_MS = 31 * 60_000;
/** Queries are shorter. */
const FORGOTTEN_MS = 300_000;

/** What is in a store, by who writes it. */
export class Truth {
  private calls: KnownCall[] = [];
  private disorders: { readonly from: number; to: number }[] = [];
  added = 0;

  /** Writes calls to a place of the store. */
  async write(calls: readonly AddedCall[], place: string, work: () => Promise<unknown>): Promise<void> {
    const known = calls.map((call) => ({ ...call, begun: performance.now(), written: Infinity, isLate: false, place }));
    this.calls.push(...known);
    await work();
    for (const call of known) {
      call.written = performance.now();
      call.isLate = Date.now() - call.start > LATE_MS;
    }
    this.added += calls.length;
  }

  /** All calls of a place are at another one. */
  move(from: string, to: string): void {
    this.calls.filter(({ place }) => place === from).forEach((call) => (call.place = to));
  }

  remove(from: string): void {
    this.calls = this.calls.filter(({ place }) => place !== from);
  }

  /** While the work is done, and for some time after it, nothing is known of what is counted. */
  async during(work: () => Promise<unknown>, afterMs = 0): Promise<void> {
    const disorder = { from: performance.now(), to: Infinity };
    this.disorders = [...this.disorders.filter(({ to }) => to > performance.now() - FORGOTTEN_MS), disorder];
    await work();
    disorder.to = performance.now() + afterMs;
  }

  isInOrder({ from, to }: Span): boolean {
    return !this.disorders.some((disorder) => disorder.from <= to && disorder.to >= from);
  }

  /**
   * How many calls of a range and with one of the codes a query may have counted that was asked and answered at these moments: at least those that were
   * there before, at most those that were about to be there after.
   */
  bounds(range: Span, codes: readonly number[], asked: Span, isKept: boolean): Span {
    const known = this.calls.filter(({ start, code }) => start >= range.from && start < range.to && codes.includes(code));
    const isCertain = ({ written, isLate }: KnownCall) => written <= asked.from && !(isKept && isLate && written > asked.from - RECHECK_MS);
    return { from: known.filter(isCertain).length, to: known.filter(({ begun }) => begun <= asked.to).length };
  }
}
