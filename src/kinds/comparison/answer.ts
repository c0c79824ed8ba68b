import type { ComparisonQuery } from '../kinds';
import { comparison } from './table';
import { explainedResults } from '../../backend/queries/after/explanation/explainedResults';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import { baselineNotices } from '../../backend/queries/ask/baselineNotices';
import type { QueryResult } from '../../backend/queries/ask/queryResult';
import type { RequestContext, QueryContext } from '../../backend/queries/ask/queryContext';
import { countSides, twoSides } from '../../backend/queries/ask/twoSides';

export async function runComparison(query: ComparisonQuery, request: RequestContext, context: QueryContext): Promise<QueryResult> {
  const sides = await twoSides(query, request, context);
  const answers = await countSides(sides, null, context);
  const before = totalCalls(answers.baseline);
  const { rules } = context.source;
  const shown = shownResults(query.results, request.rule);
  return {
    bodies: [comparison(query, answers, rules, shown)],
    calls: totalCalls(answers.current),
    range: request.range,
    numbers: [
      ...explainedResults(answers.current, rules, shown, 'current'),
      ...explainedResults(answers.baseline, rules, shown, 'baseline'),
    ],
    explained: { baseline: sides.baseline.range },
    custom: { baseline: { calls: before, ...sides.baseline.range } },
    notices: baselineNotices(before, sides),
  };
}
