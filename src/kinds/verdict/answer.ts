import type { VerdictQuery } from '../kinds';
import { explainedVerdicts } from '../../backend/queries/after/explanation/explainedVerdicts';
import { judge } from '../../backend/queries/after/counting/judge';
import { NO_SPLIT, splitLabels } from '../../backend/queries/after/splits/splitLabels';
import type { Notice, TableBody } from '../../backend/queries/after/tables/table';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import { type Judged, verdictNumbers, verdictSeries, verdictTable } from './tables';
import type { QueryResult } from '../../backend/queries/ask/queryResult';
import type { RequestContext, QueryContext } from '../../backend/queries/ask/queryContext';
import { countEvaluatedValues } from '../../backend/queries/ask/evaluatedValues';
import { valueFilters } from '../../backend/queries/ask/valueFilters';

export async function runVerdict(query: VerdictQuery, request: RequestContext, context: QueryContext): Promise<QueryResult> {
  const { range } = request;
  const filters = await valueFilters(query.filters, range, context);
  const { per } = query;
  const subjects = per === undefined ? null : await countEvaluatedValues(per, query.limit, { range, filters, grid: null }, context);
  const answer = subjects?.answer ?? (await context.ask({ kind: 'counts', range, filters, grid: null, split: null }));
  const groups = subjects?.values.map((value) => [value]) ?? null;
  const verdicts = judge(answer, context.source.rules, query, groups?.length ?? null);
  const labels = per === undefined || groups === null ? NO_SPLIT : splitLabels([per], groups, context.shown);
  const { expected } = query;
  const judged: Judged = { verdicts, began: subjects?.began ?? [range.from], labels, expected };
  const { minimumShare, minimumCalls } = query;
  const passed = verdicts.filter((one) => one.passed).length;
  return {
    bodies: bodiesOf(query, request, judged),
    calls: totalCalls(answer),
    range,
    numbers: [explainedVerdicts(answer, context.source.rules, expected)],
    explained: { verdicts: { expected, minimumShare, minimumCalls, judged: verdicts.length, passed, failed: verdicts.length - passed } },
    notices: subjects?.more === true ? [moreNotice(per ?? '', query.limit)] : [],
  };
}

function bodiesOf({ frames }: VerdictQuery, { rule }: RequestContext, judged: Judged): TableBody[] {
  if (rule) {
    return [verdictNumbers(judged)];
  }
  switch (frames) {
    case 'table':
      return [verdictTable(judged)];
    case 'series':
      return [verdictSeries(judged)];
    case 'both':
      return [verdictTable(judged), verdictSeries(judged)];
  }
}

function moreNotice(per: string, limit: number): Notice {
  return {
    severity: 'info',
    text: `Only the ${limit} values of ${per} that began last were judged. Choose a shorter time range, or a larger limit.`,
  };
}
