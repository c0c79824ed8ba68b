import type { RawBuilder } from 'kysely';
import type { Timing } from '../../../domain/timings';
import type { TimeRange } from '../store';

/** Where an engine finds the calls, as SQL expressions over one relation that has a row per call. */
export interface CallsSource {
  readonly from: RawBuilder<unknown>;
  /** Epoch milliseconds of the call's time; never null where `readable` holds. */
  readonly time: RawBuilder<number>;
  /** A condition that holds exactly for calls within the range, written so that an index or zone map can serve it. */
  within(range: TimeRange): RawBuilder<boolean>;
  /** A condition for rows that are calls at all (their time can be read); null where every row is one. */
  readonly readable: RawBuilder<boolean> | null;
  /** Final status code, null where there is none. */
  readonly code: RawBuilder<number | null>;
  /** The record's own word where it is no code; null for sources whose codes are always numbers. */
  readonly word: RawBuilder<string | null> | null;
  readonly callId: RawBuilder<string | null> | null;
  readonly timings: ReadonlyMap<Timing, RawBuilder<number | null>>;
  /** Value of a dimension as text, the empty text where it is missing. */
  readonly dimensions: ReadonlyMap<string, RawBuilder<string>>;
}
