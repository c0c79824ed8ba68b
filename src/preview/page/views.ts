import { useState } from 'react';
import type { CallResult } from '../../domain/results';
import { type EditedQuery, NEW_QUERY } from '../../editor/fields/editedQuery';

/** A condition that the reader chose by pointing at a value. */
export interface Only {
  readonly dimension: string;
  readonly value: string;
}

/** What the reader has chosen on the overview. */
export interface OverviewChoice {
  /** Empty: all. */
  readonly results: readonly CallResult[];
  readonly only: Only | null;
  /** The dimension that results are divided by; null until the records have said which there are. */
  readonly dimension: string | null;
}

export interface Views {
  readonly overview: OverviewChoice;
  readonly query: EditedQuery;
  chooseOverview(change: Partial<OverviewChoice>): void;
  setQuery(query: EditedQuery): void;
}

/** Choices outlive a change of tabs. */
export function useViews(): Views {
  const [overview, setOverview] = useState<OverviewChoice>({ results: [], only: null, dimension: null });
  const [query, setQuery] = useState<EditedQuery>({ refId: 'A', ...NEW_QUERY });
  return { overview, query, setQuery, chooseOverview: (change) => setOverview((last) => ({ ...last, ...change })) };
}
