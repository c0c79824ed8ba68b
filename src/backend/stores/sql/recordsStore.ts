import { CallResultError } from '../../../domain/errors';
import { type LookAges, SharedLook } from '../../concurrency/sharedLook';
import { orAborted } from '../cancelled';
import type { TimeRange } from '../question';
import { answerTo, type Arrivals, type Store, type StoreAnswer, type StoreQuestion } from '../store';
import { columnsAnswer } from './answerQuestion';
import { answerRecords, type AskedRecords } from './answerRecords';

/** Where the records of a store are, and how they are opened: the tables of a database, or the files of a folder. */
export interface RecordsPlace {
  /** How long records that were opened are taken as they were. */
  readonly ages: LookAges;
  /**
   * The records' columns and their types, told without opening them.
   * @param signal aborted when the store is closed
   */
  columnTypes(signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
  /**
   * The records as they are now; the same object if they are as before.
   * @param signal aborted when the store is closed, and not if one question is cancelled: all questions wait for the same look
   * @param untilAnswered waits for the questions that are being answered, since nobody may change or drop what they read
   */
  open(signal: AbortSignal, untilAnswered: () => Promise<void>): Promise<AskedRecords>;
  /**
   * Fails once it makes no sense any more to wait for the records to be opened; absent: never.
   * @param signal aborted when nobody waits any more
   */
  untilTooLong?(signal: AbortSignal): Promise<never>;
  close(untilAnswered: () => Promise<void>): Promise<void>;
}

/** All that ask for columns during a look at them share the one after it, so that nobody is told of columns from before. */
const COLUMN_AGES: LookAges = { fresh: 0, usable: 0 };

/** The store of records in any place. */
export class RecordsStore implements Store {
  private readonly closing = new AbortController();
  private readonly answering = new Set<Promise<unknown>>();
  private readonly untilAnswered = async () => void (await Promise.allSettled(this.answering));
  private readonly looks: SharedLook<AskedRecords>;
  private readonly columns: SharedLook<ReadonlyMap<string, string>>;

  constructor(private readonly place: RecordsPlace) {
    this.looks = new SharedLook(() => place.open(this.closing.signal, this.untilAnswered), place.ages);
    this.columns = new SharedLook(() => place.columnTypes(this.closing.signal), COLUMN_AGES);
  }

  async ask<Q extends StoreQuestion>(question: Q, signal: AbortSignal): Promise<StoreAnswer<Q>> {
    if (this.closing.signal.aborted) {
      throw new CallResultError('cancelled', 'The data source was closed or its settings changed. Run the query again.');
    }
    const either = AbortSignal.any([signal, this.closing.signal]);
    if (question.kind === 'columns') {
      return answerTo(question, columnsAnswer(await orAborted(either, this.columns.get())));
    }
    return this.answer(question, signal, either, true);
  }

  async version(signal: AbortSignal): Promise<string | null> {
    const { version } = await this.opened(AbortSignal.any([signal, this.closing.signal]));
    return version ?? null;
  }

  async changes(from: string, to: string, signal: AbortSignal): Promise<readonly TimeRange[] | null> {
    const { changes } = await this.opened(AbortSignal.any([signal, this.closing.signal]));
    return changes?.(from, to) ?? null;
  }

  async arrivals(since: Arrivals['mark'] | null, signal: AbortSignal): Promise<Arrivals | null> {
    const either = AbortSignal.any([signal, this.closing.signal]);
    const { arrivals } = await orAborted(either, this.looks.get());
    return (await arrivals?.(since, either)) ?? null;
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all([this.looks.settled(), this.columns.settled()]);
    await this.place.close(this.untilAnswered);
  }

  private async opened(signal: AbortSignal): Promise<AskedRecords> {
    const opening = this.looks.get();
    const waiting = new AbortController();
    try {
      const tooLong = this.place.untilTooLong?.(waiting.signal);
      return await orAborted(signal, tooLong === undefined ? opening : Promise.race([opening, tooLong]));
    } finally {
      waiting.abort();
    }
  }

  private async answer<Q extends StoreQuestion>(
    question: Q,
    signal: AbortSignal,
    either: AbortSignal,
    mayAskAgain: boolean
  ): Promise<StoreAnswer<Q>> {
    const records = await this.opened(either);
    const answering = answerRecords(records, question, signal);
    this.answering.add(answering);
    try {
      return answerTo(question, await answering);
    } catch (error) {
      if (!(error instanceof CallResultError)) {
        throw error;
      }
      const isOutdated = mayAskAgain && records.isOutdated !== undefined && (await orAborted(either, records.isOutdated(error)));
      if (isOutdated || error.kind === 'settings') {
        // A table or column has gone: the next question looks again.
        this.looks.forget(records);
      }
      if (!isOutdated) {
        throw error;
      }
    } finally {
      this.answering.delete(answering);
    }
    return this.answer(question, signal, either, false);
  }
}
