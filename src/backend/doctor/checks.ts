import { CallResultError } from '../../domain/errors';
import type { Store, StoreAnswer, StoreQuestion } from '../stores/store';
import { withTimeLimit } from '../handlers/timeLimit';

/** How long one check may take, and all of them together. */
const CHECK_MS = 10_000;
const ALL_MS = 25_000;

/** Asks the store within bounds; what takes too long or cannot be answered is left out and remembered. */
export class Checks {
  readonly notDone: { readonly check: string; readonly why: string }[] = [];
  private readonly end = performance.now() + ALL_MS;

  constructor(
    private readonly store: Store,
    private readonly signal: AbortSignal
  ) {}

  /** @returns null if it was not answered in time */
  async ask<Q extends StoreQuestion>(check: string, question: Q): Promise<StoreAnswer<Q> | null> {
    const limit = Math.min(CHECK_MS, this.end - performance.now());
    if (limit <= 0) {
      this.skip(check, 'the other checks took all the time there is');
      return null;
    }
    try {
      return await withTimeLimit(limit, this.signal, (signal) => this.store.ask(question, signal));
    } catch (error) {
      if (!this.signal.aborted && error instanceof CallResultError && (error.kind === 'timeout' || error.kind === 'cancelled')) {
        this.skip(check, `took longer than ${Math.ceil(limit / 1_000)} s`);
        return null;
      }
      throw error;
    }
  }

  skip(check: string, why: string): void {
    this.notDone.push({ check, why });
  }
}
