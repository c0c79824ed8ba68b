import type { Plan } from './plan';
import type { QueryContext } from './queryContext';
import type { QueryResult } from './queryResult';

/**
 * How the queries of one kind are answered. Both parts are pure: the first says what the store is asked, the second what the
 * answers mean.
 */
export interface KindAnswer<Query, Answers = unknown> {
  /** @throws CallResultError `query` if the query asks for what cannot be answered */
  plan(query: Query, context: QueryContext): Plan<Answers>;
  evaluate(query: Query, answers: Answers, context: QueryContext): QueryResult;
}
