import type { CallQuery, QueryKind } from './kinds';
import type { Table } from '../backend/queries/after/tables/table';
import { type Answered, explain } from '../backend/queries/ask/explain';
import type { KindAnswer } from '../backend/queries/ask/kindAnswer';
import { ask, type Plan } from '../backend/queries/ask/plan';
import { type CallSource, queryContext, type QueryContext, type RequestContext } from '../backend/queries/ask/queryContext';
import { runPlan } from '../backend/queries/ask/runPlan';
import { annotationsAnswer } from './annotations/answer';
import { callsAnswer } from './calls/answer';
import { changesAnswer } from './changes/answer';
import { codesAnswer } from './codes/answer';
import { comparisonAnswer } from './comparison/answer';
import { distributionAnswer } from './distribution/answer';
import { ratioAnswer } from './ratio/answer';
import { timingAnswer } from './timing/answer';
import { trendAnswer } from './trend/answer';
import { triageAnswer } from './triage/answer';
import { verdictAnswer } from './verdict/answer';

type QueryOf = { readonly [Kind in QueryKind]: Extract<CallQuery, { kind: Kind }> };

/** How the queries of each kind are answered. */
export const ANSWERS: { readonly [Kind in QueryKind]: KindAnswer<QueryOf[Kind]> } = {
  distribution: distributionAnswer,
  trend: trendAnswer,
  codes: codesAnswer,
  ratio: ratioAnswer,
  verdict: verdictAnswer,
  timing: timingAnswer,
  calls: callsAnswer,
  comparison: comparisonAnswer,
  triage: triageAnswer,
  changes: changesAnswer,
  annotations: annotationsAnswer,
};

/**
 * Asks the store what a query needs and makes tables of it; each of them says how it was made.
 * @throws CallResultError
 */
export async function answerQuery(query: CallQuery, request: RequestContext, source: CallSource, signal: AbortSignal): Promise<Table[]> {
  const context = queryContext(source, request, query.unit);
  const { value, executed } = await runPlan(answered(query.kind, query, context), source, query.unit, signal);
  return explain(query, value, executed, context);
}

function* answered<Kind extends QueryKind>(kind: Kind, query: QueryOf[Kind], context: QueryContext): Plan<Answered> {
  const { plan, evaluate } = ANSWERS[kind];
  const result = evaluate(query, yield* plan(query, context), context);
  const isLost = result.calls === 0 && context.request.explain;
  return { result, extent: isLost ? yield* ask({ kind: 'extent' }) : null };
}
