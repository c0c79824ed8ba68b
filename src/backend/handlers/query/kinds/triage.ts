import type { TriageQuery } from '../../../../domain/query';
import { totalCalls } from '../../../analysis/totalCalls';
import { explainedResults } from '../../../analysis/explainedResults';
import { shownResults } from '../../../analysis/shownResults';
import { diagnose, notAnswered } from '../../../analysis/triage/diagnose';
import { triageTable } from '../../../analysis/triage/triageTable';
import { triageText } from '../../../analysis/triage/triageText';
import { breakDown, examinedDimensions } from '../breakdowns';
import type { Counted } from '../counted';
import type { Asked, Inquiry } from '../source';
import { valueFilters } from '../valueFilters';

export async function countTriage(query: TriageQuery, { range }: Asked, inquiry: Inquiry): Promise<Counted> {
  const { rules } = inquiry.source;
  const filters = await valueFilters(query.filters, range, inquiry);
  const answer = await inquiry.ask({ kind: 'counts', range, filters, grid: null, split: null });
  const occurring = notAnswered(answer, rules, shownResults(query.results).results);
  const results = query.of === 'dominant' ? occurring.slice(0, 1) : occurring;
  const { dimensions, notices } = await examinedDimensions(query.dimensions, { range, filters }, inquiry);
  const breakdowns = results.length === 0 ? [] : await breakDown(dimensions, results, { range, filters }, inquiry);
  const diagnoses = results.map((result) => diagnose(result, answer, breakdowns, rules, query));
  const calls = totalCalls(answer);
  return {
    bodies: [triageTable(diagnoses), triageText(diagnoses, calls)],
    calls,
    range,
    numbers: explainedResults(answer, rules, { results, onlyIfAny: new Set() }),
    custom: { examined: dimensions },
    notices,
  };
}
