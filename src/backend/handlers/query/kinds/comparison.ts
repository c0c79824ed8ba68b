import type { ComparisonQuery } from '../../../../domain/query';
import { comparison } from '../../../analysis/comparison';
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
  return {
    bodies: [comparison(query, answers, inquiry.source.rules, shownResults(query.results))],
    calls: totalCalls(answers.current),
    range: asked.range,
    custom: { baseline: { calls: before, ...sides.baseline.range } },
    notices: baselineNotices(before, sides),
  };
}
