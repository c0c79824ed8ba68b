import type { ComparisonQuery } from '../../../../domain/query';
import { comparison } from '../../../analysis/comparison';
import { explainedResults } from '../../../analysis/explainedResults';
import { totalCalls } from '../../../analysis/totalCalls';
import { shownResults } from '../../../analysis/shownResults';
import { baselineNotices } from '../baselineNotice';
import type { Counted } from '../counted';
import type { Asked, Inquiry } from '../source';
import { countSides, twoSides } from '../twoSides';

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
