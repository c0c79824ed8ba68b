import { type RawBuilder, sql } from 'kysely';
import type { Timing } from '../../../domain/timings';
import type { BucketGrid, TimeRange } from '../question';
import type { GroupKey } from './dialect';

/** Where an engine finds the calls, as SQL expressions over one relation that has a row per call. */
export interface CallsSource {
  readonly from: RawBuilder<unknown>;
  /** Epoch milliseconds of the call's time; never null where `readable` holds. */
  readonly time: RawBuilder<number>;
  /** What the first of a group of calls is found by faster than by each call's time. */
  readonly earliest?: Earliest;
  /** The number of the grid's bucket that the call is in, of calls within a range; null: of all. */
  bucket(grid: BucketGrid, range: TimeRange | null): GroupKey;
  /** A condition that holds exactly for calls within the range, written so that an index or zone map can serve it. */
  within(range: TimeRange): RawBuilder<boolean>;
  /** A condition for rows that are calls at all (their time can be read); null where every row is one. */
  readonly readable: RawBuilder<boolean> | null;
  /** Final status code, null where there is none. */
  readonly code: RawBuilder<number | null>;
  /** The record's own word where it is not a code; null for sources whose codes are always numbers. */
  readonly word: RawBuilder<string | null> | null;
  /** The number of the rule that looked at columns and took the call, 0 for none; null where no rule does. */
  readonly rule: RawBuilder<number> | null;
  /** What tells code and word afterwards (see `readOutcome`) and is faster to group by; null where only they will do. */
  readonly raw: RawBuilder<string | number | null> | null;
  /** Spellings of "no value" that `raw` may hold. */
  readonly missing: readonly string[];
  /** How many calls a row stands for; null: one. */
  readonly weight: RawBuilder<number> | null;
  /** Holds for calls with an attempt that was not answered, where attempts are recorded; else null. */
  readonly retried: RawBuilder<boolean> | null;
  readonly callId: RawBuilder<string | null> | null;
  readonly timings: ReadonlyMap<Timing, TimingExpression>;
  /** Value of a dimension as text, the empty text where it is missing. */
  readonly dimensions: ReadonlyMap<string, RawBuilder<string>>;
}

/** A timing in whole milliseconds. */
export interface TimingExpression {
  /** Null where the record does not tell it. */
  readonly ms: RawBuilder<number | null>;
  /** Holds where the record tells it. */
  readonly known: RawBuilder<boolean>;
  /** The timing where it is told; elsewhere whatever the record holds. Engines group by a bare column the fastest. */
  readonly ofKnown: RawBuilder<number>;
}

/** A timing that one expression tells. */
export function timingOf(ms: RawBuilder<number | null>): TimingExpression {
  return { ms, known: sql<boolean>`${ms} is not null`, ofKnown: sql<number>`${ms}` };
}

/** An expression whose least is that of the earliest call, and what epoch milliseconds that is. */
export interface Earliest {
  readonly of: RawBuilder<unknown>;
  ms(least: RawBuilder<unknown>): RawBuilder<number>;
}

/** How the first of a group of calls is found. */
export function earliestOf({ earliest, time }: CallsSource): Earliest {
  return earliest ?? { of: time, ms: (least) => sql<number>`${least}` };
}

/** Epoch milliseconds of the first of a group of calls. */
export function firstOf(source: CallsSource): RawBuilder<number> {
  const { of, ms } = earliestOf(source);
  return ms(sql`min(${of})`);
}
