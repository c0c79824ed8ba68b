import type { ComparisonQuery } from '../kinds';
import { comparison } from './table';
import { explainedResults } from '../../backend/queries/after/explanation/explainedResults';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import { baselineNotices } from '../../backend/queries/ask/baselineNotices';
import type { Counted } from '../../backend/queries/ask/queryResult';
import type { Asked, Inquiry } from '../../backend/queries/ask/queryContext';
import { countSides, twoSides } from '../../backend/queries/ask/twoSides';

export async function countComparison(query: ComparisonQuery, asked: Asked, inquiry: Inquiry): Promise<Counted> {
  const sides = await twoSides(query, asked, inquiry);
  const answers = await countSides(sides, null, inquiry);
  const before = totalCalls(answers.baseline);
  const { rules } = inquiry.source;
  const shown = shownResults(query.results, asked.rule);
  return {
    bodies: [comparison(query, answers, rules, shown)],
    calls: totalCalls(answers.current),
    range: asked.range,
    numbers: [
      ...explainedResults(answers.current, rules, shown, 'current'),
      ...explainedResults(answers.baseline, rules, shown, 'baseline'),
    ],
    explained: { baseline: sides.baseline.range },
    custom: { baseline: { calls: before, ...sides.baseline.range } },
    notices: baselineNotices(before, sides),
  };
}
