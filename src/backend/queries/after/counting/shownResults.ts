import { RESULTS, type CallResult } from '../../../../domain/results';

/** Which results an answer shows. */
export interface ShownResults {
  /** In the fixed order, each once. */
  readonly results: readonly CallResult[];
  /** Shown only where they are not zero: `unclassified`, unless a query names it. */
  readonly onlyIfAny: ReadonlySet<CallResult>;
  /** False if the query asks for some results only. */
  readonly all: boolean;
}

/**
 * @param asked as the query names them; none stands for all
 * @param always as alert rules want it, whose series must not come and go
 */
export function shownResults(request: readonly CallResult[], always = false): ShownResults {
  if (request.length === 0) {
    return { results: RESULTS, onlyIfAny: new Set(always ? [] : ['unclassified']), all: true };
  }
  const results = RESULTS.filter((result) => request.includes(result));
  return { results, onlyIfAny: new Set(), all: results.length === RESULTS.length };
}
