import type { CallTime } from '../layoutNames';
import type { VocabularyName } from '../vocabularies/names';

export interface LayoutColumnFacts {
  readonly name: string;
  readonly meaning: string;
}

/** What a person must know of a record layout to choose it and to name its columns. */
export interface LayoutFacts {
  readonly title: string;
  readonly description: string;
  /** Tables that its records lie in; in a database every one may have another name. */
  readonly tables: readonly string[];
  /** Why single attempts cannot be counted; null if they can. */
  readonly whyNoAttempts: string | null;
  /** Columns with a meaning of their own; every one may be mapped to a column of another name. */
  readonly columns: readonly LayoutColumnFacts[];
  /** Times that a call may be counted at. */
  readonly callTimes: readonly CallTime[];
  readonly proposedCallTime: CallTime;
  /** How late records usually arrive after the time they count at. */
  readonly proposedSettle: string;
  /** How long after a row a better row of the same call may follow it, milliseconds; 0 where rows are not merged. */
  readonly mergeWindowMs: number;
  /** In which words its records say how a call ended, where they have no SIP code. */
  readonly vocabulary: VocabularyName;
}
