import type { CodesQuery } from './schema';
import { explainedResults } from '../../backend/queries/after/explanation/explainedResults';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import type { KindAnswer } from '../../backend/queries/ask/kindAnswer';
import { ask } from '../../backend/queries/ask/plan';
import type { CountsAnswer } from '../../backend/stores/answer';
import { valueFilters } from '../../backend/queries/ask/valueFilters';
import { codesTable } from './table';

export const codesAnswer: KindAnswer<CodesQuery, CountsAnswer> = {
  *plan(query, context) {
    const { range } = context.request;
    const filters = yield* valueFilters(query.filters, range, context);
    return yield* ask({ kind: 'counts', range, filters, grid: null, split: null });
  },

  evaluate(query, answer, { source: { rules }, request: { range } }) {
    const shown = shownResults(query.results);
    return {
      bodies: [codesTable(answer, rules, shown)],
      calls: totalCalls(answer),
      range,
      numbers: explainedResults(answer, rules, shown),
    };
  },
};
