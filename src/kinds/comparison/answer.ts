import type { ComparisonQuery } from './schema';
import { comparison } from './table';
import { explainedResults } from '../../backend/queries/after/explanation/explainedResults';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import { baselineNotices } from '../../backend/queries/ask/baselineNotices';
import type { KindAnswer } from '../../backend/queries/ask/kindAnswer';
import { countSides, type TwoAnswers, twoSides, type TwoSides } from '../../backend/queries/ask/twoSides';

interface CountedComparison {
  readonly sides: TwoSides;
  readonly answers: TwoAnswers;
}

export const comparisonAnswer: KindAnswer<ComparisonQuery, CountedComparison> = {
  *plan(query, context) {
    const sides = yield* twoSides(query, context);
    return { sides, answers: yield* countSides(sides, null) };
  },

  evaluate(query, { sides, answers }, { source: { rules }, request: { range, rule } }) {
    const before = totalCalls(answers.baseline);
    const shown = shownResults(query.results, rule);
    return {
      bodies: [comparison(query, answers, rules, shown)],
      calls: totalCalls(answers.current),
      range,
      numbers: [
        ...explainedResults(answers.current, rules, shown, 'current'),
        ...explainedResults(answers.baseline, rules, shown, 'baseline'),
      ],
      explained: { baseline: sides.baseline.range },
      custom: { baseline: { calls: before, ...sides.baseline.range } },
      notices: baselineNotices(before, sides),
    };
  },
};
