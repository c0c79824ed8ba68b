import type { CallQuery } from './kinds';
import type { Table } from '../backend/queries/after/tables/table';
import type { QueryResult } from '../backend/queries/ask/queryResult';
import { explain } from '../backend/queries/ask/explain';
import { runAnnotations } from './annotations/answer';
import { runCalls } from './calls/answer';
import { runChanges } from './changes/answer';
import { runCodes } from './codes/answer';
import { runComparison } from './comparison/answer';
import { runDistribution } from './distribution/answer';
import { runRatio } from './ratio/answer';
import { runTiming } from './timing/answer';
import { runTrend } from './trend/answer';
import { runTriage } from './triage/answer';
import { runVerdict } from './verdict/answer';
import { QueryContext, type RequestContext, type CallSource } from '../backend/queries/ask/queryContext';

/**
 * Asks the store what a query needs and makes tables of it; each of them says how it was made.
 * @throws CallResultError
 */
export async function answerQuery(query: CallQuery, request: RequestContext, source: CallSource, signal: AbortSignal): Promise<Table[]> {
  const context = new QueryContext(source, request, signal, query.unit);
  const counted = await count(query, request, context);
  return explain(query, request, counted, context);
}

function count(query: CallQuery, request: RequestContext, context: QueryContext): Promise<QueryResult> {
  switch (query.kind) {
    case 'distribution':
      return runDistribution(query, request, context);
    case 'trend':
      return runTrend(query, request, context);
    case 'codes':
      return runCodes(query, request, context);
    case 'ratio':
      return runRatio(query, request, context);
    case 'verdict':
      return runVerdict(query, request, context);
    case 'timing':
      return runTiming(query, request, context);
    case 'calls':
      return runCalls(query, request, context);
    case 'comparison':
      return runComparison(query, request, context);
    case 'triage':
      return runTriage(query, request, context);
    case 'changes':
      return runChanges(query, request, context);
    case 'annotations':
      return runAnnotations(query, request, context);
  }
}
