import type { TriageQuery } from '../../../../domain/query';
import { totalCalls } from '../../../analysis/totalCalls';
import { explainedResults } from '../../../analysis/explainedResults';
import { shownResults } from '../../../analysis/shownResults';
import { diagnose, notAnswered } from '../../../analysis/triage/diagnose';
import type { Breakdown } from '../../../analysis/triage/overRepresented';
import { triageTable } from '../../../analysis/triage/triageTable';
import { triageText } from '../../../analysis/triage/triageText';
import { allCalls, examineDimensions, largestValues } from '../breakdowns';
import type { Counted } from '../counted';
import type { Asked, Inquiry } from '../source';
import { valueFilters } from '../valueFilters';

export async function countTriage(query: TriageQuery, { range }: Asked, inquiry: Inquiry): Promise<Counted> {
  const { rules } = inquiry.source;
  const filters = await valueFilters(query.filters, range, inquiry);
  const side = { range, filters };
  const { dimensions, notices } = await examineDimensions(query.dimensions, side, inquiry);
  const answer = await allCalls(dimensions, side, inquiry);
  const occurring = notAnswered(answer, rules, shownResults(query.results).results);
  const results = query.of === 'dominant' ? occurring.slice(0, 1) : occurring;
  const breakdowns =
    results.length === 0
      ? []
      : await inquiry.together<Breakdown[]>(...dimensions.map((examined) => (one: Inquiry) => largestValues(examined, results, side, one)));
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
