import type { TriageQuery } from './schema';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import { explainedResults } from '../../backend/queries/after/explanation/explainedResults';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import { diagnose, notAnswered } from './diagnose';
import { triageTable } from './table';
import { triageText } from './text';
import { allCalls, type Breakdown, examineDimensions, type Examined, largestValues } from '../../backend/queries/ask/examinedDimensions';
import type { KindAnswer } from '../../backend/queries/ask/kindAnswer';
import { together } from '../../backend/queries/ask/plan';
import type { CountsAnswer } from '../../backend/stores/answer';
import type { CallResult } from '../../domain/results';
import type { QueryContext } from '../../backend/queries/ask/queryContext';
import { valueFilters } from '../../backend/queries/ask/valueFilters';

interface CountedTriage {
  readonly examined: Examined;
  readonly answer: CountsAnswer;
  readonly breakdowns: readonly Breakdown[];
}

/** A second round is for dimensions of very many values alone: which of them have the most calls of the results that were found. */
export const triageAnswer: KindAnswer<TriageQuery, CountedTriage> = {
  *plan(query, context) {
    const { range } = context.request;
    const side = { range, filters: yield* valueFilters(query.filters, range, context) };
    const examined = yield* examineDimensions(query.dimensions, side);
    const answer = yield* allCalls(examined.dimensions, side);
    const results = diagnosed(query, answer, context);
    const dimensions = results.length === 0 ? [] : examined.dimensions;
    const breakdowns = yield* together(...dimensions.map((dimension) => largestValues(dimension, results, side, context)));
    return { examined, answer, breakdowns };
  },

  evaluate(query, { examined, answer, breakdowns }, context) {
    const { rules } = context.source;
    const results = diagnosed(query, answer, context);
    const diagnoses = results.map((result) => diagnose(result, answer, breakdowns, rules, query));
    const calls = totalCalls(answer);
    return {
      bodies: [triageTable(diagnoses), triageText(diagnoses, calls)],
      calls,
      range: context.request.range,
      numbers: explainedResults(answer, rules, { results, onlyIfAny: new Set() }),
      custom: { examined: examined.dimensions.map(({ dimension }) => dimension) },
      notices: examined.notices,
    };
  },
};

function diagnosed(query: TriageQuery, answer: CountsAnswer, { source: { rules } }: QueryContext): readonly CallResult[] {
  const occurring = notAnswered(answer, rules, shownResults(query.results).results);
  return query.of === 'dominant' ? occurring.slice(0, 1) : occurring;
}
