import type { CallQuery } from './kinds';
import type { Table } from '../backend/queries/after/tables/table';
import type { Counted } from '../backend/queries/ask/queryResult';
import { explain } from '../backend/queries/ask/explain';
import { findAnnotations } from './annotations/answer';
import { listCalls } from './calls/answer';
import { countChanges } from './changes/answer';
import { countCodes } from './codes/answer';
import { countComparison } from './comparison/answer';
import { countDistribution } from './distribution/answer';
import { countRatio } from './ratio/answer';
import { countTiming } from './timing/answer';
import { countTrend } from './trend/answer';
import { countTriage } from './triage/answer';
import { countVerdict } from './verdict/answer';
import { Inquiry, type Asked, type CallSource } from '../backend/queries/ask/queryContext';

/**
 * Asks the store what a query needs and makes tables of it; each of them says how it was made.
 * @throws CallResultError
 */
export async function answerQuery(query: CallQuery, asked: Asked, source: CallSource, signal: AbortSignal): Promise<Table[]> {
  const inquiry = new Inquiry(source, asked, signal, query.unit);
  const counted = await count(query, asked, inquiry);
  return explain(query, asked, counted, inquiry);
}

function count(query: CallQuery, asked: Asked, inquiry: Inquiry): Promise<Counted> {
  switch (query.kind) {
    case 'distribution':
      return countDistribution(query, asked, inquiry);
    case 'trend':
      return countTrend(query, asked, inquiry);
    case 'codes':
      return countCodes(query, asked, inquiry);
    case 'ratio':
      return countRatio(query, asked, inquiry);
    case 'verdict':
      return countVerdict(query, asked, inquiry);
    case 'timing':
      return countTiming(query, asked, inquiry);
    case 'calls':
      return listCalls(query, asked, inquiry);
    case 'comparison':
      return countComparison(query, asked, inquiry);
    case 'triage':
      return countTriage(query, asked, inquiry);
    case 'changes':
      return countChanges(query, asked, inquiry);
    case 'annotations':
      return findAnnotations(query, asked, inquiry);
  }
}
