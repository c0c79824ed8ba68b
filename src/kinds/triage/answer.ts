import type { TriageQuery } from '../kinds';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import { explainedResults } from '../../backend/queries/after/explanation/explainedResults';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import { diagnose, notAnswered } from './diagnose';
import { triageTable } from './table';
import { triageText } from './text';
import { allCalls, type Breakdown, examineDimensions, largestValues } from '../../backend/queries/ask/examinedDimensions';
import type { QueryResult } from '../../backend/queries/ask/queryResult';
import type { RequestContext, QueryContext } from '../../backend/queries/ask/queryContext';
import { valueFilters } from '../../backend/queries/ask/valueFilters';

export async function runTriage(query: TriageQuery, { range }: RequestContext, context: QueryContext): Promise<QueryResult> {
  const { rules } = context.source;
  const filters = await valueFilters(query.filters, range, context);
  const side = { range, filters };
  const { dimensions, notices } = await examineDimensions(query.dimensions, side, context);
  const answer = await allCalls(dimensions, side, context);
  const occurring = notAnswered(answer, rules, shownResults(query.results).results);
  const results = query.of === 'dominant' ? occurring.slice(0, 1) : occurring;
  const breakdowns =
    results.length === 0
      ? []
      : await context.together<Breakdown[]>(
          ...dimensions.map((examined) => (one: QueryContext) => largestValues(examined, results, side, one))
        );
  const diagnoses = results.map((result) => diagnose(result, answer, breakdowns, rules, query));
  const calls = totalCalls(answer);
  return {
    bodies: [triageTable(diagnoses), triageText(diagnoses, calls)],
    calls,
    range,
    numbers: explainedResults(answer, rules, { results, onlyIfAny: new Set() }),
    custom: { examined: dimensions.map(({ dimension }) => dimension) },
    notices,
  };
}
