import type { CallQuery } from '../../../domain/query';
import type { Table } from '../../analysis/table';
import type { Counted } from './counted';
import { explain } from './explain';
import { findAnnotations } from './kinds/annotations';
import { listCalls } from './kinds/calls';
import { countChanges } from './kinds/changes';
import { countCodes } from './kinds/codes';
import { countComparison } from './kinds/comparison';
import { countDistribution } from './kinds/distribution';
import { countRatio } from './kinds/ratio';
import { countTiming } from './kinds/timing';
import { countTrend } from './kinds/trend';
import { countTriage } from './kinds/triage';
import { countVerdict } from './kinds/verdict';
import { Inquiry, type Asked, type CallSource } from './source';

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
