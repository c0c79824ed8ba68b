import { RESULTS, type CallResult } from '../../domain/results';

/** Which results an answer shows. */
export interface ShownResults {
  /** In the fixed order, each once. */
  readonly results: readonly CallResult[];
  /** Shown only where they are not zero: `unclassified`, unless a query names it. */
  readonly onlyIfAny: ReadonlySet<CallResult>;
  /** False if the query asks for some results only. */
  readonly all: boolean;
}

/** @param asked as the query names them; none stands for all. */
export function shownResults(asked: readonly CallResult[]): ShownResults {
  if (asked.length === 0) {
    return { results: RESULTS, onlyIfAny: new Set(['unclassified']), all: true };
  }
  const results = RESULTS.filter((result) => asked.includes(result));
  return { results, onlyIfAny: new Set(), all: results.length === RESULTS.length };
}
