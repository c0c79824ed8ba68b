import type { Table } from '../after/tables/table';
import { type Answered, type AskedQuery, explain } from './explain';
import type { KindAnswer } from './kindAnswer';
import { ask, type Plan } from './plan';
import { type CallSource, queryContext, type QueryContext, type RequestContext } from './queryContext';
import { runPlan } from './runPlan';

/** How the queries of each kind of a union are answered; one that is forgotten does not compile. */
export type KindAnswers<Query extends AskedQuery> = { readonly [Kind in Query['kind']]: KindAnswer<Extract<Query, { kind: Kind }>> };

/**
 * Asks the store what a query needs and makes tables of it; each of them says how it was made.
 * @throws CallResultError
 */
export async function answerWith<Query extends AskedQuery>(
  answers: KindAnswers<Query>,
  query: Query,
  request: RequestContext,
  source: CallSource,
  signal: AbortSignal
): Promise<Table[]> {
  const context = queryContext(source, request, query.unit);
  // The compiler does not see that a query and the answer of its kind belong together.
  const answer = answers[query.kind as Query['kind']] as KindAnswer<Query>;
  const asked = query.fresh === true ? { ...source, store: source.freshStore } : source;
  const { value, executed } = await runPlan(answered(answer, query, context), asked, query.unit, signal);
  return explain(query, value, executed, context);
}

function* answered<Query>({ plan, evaluate }: KindAnswer<Query>, query: Query, context: QueryContext): Plan<Answered> {
  const result = evaluate(query, yield* plan(query, context), context);
  const isLost = result.calls === 0 && context.request.explain;
  return { result, extent: isLost ? yield* ask({ kind: 'extent' }) : null };
}
