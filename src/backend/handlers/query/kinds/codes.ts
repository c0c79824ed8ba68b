import type { CodesQuery } from '../../../../domain/query';
import { codes } from '../../../analysis/codes';
import { explainedResults } from '../../../analysis/explainedResults';
import { shownResults } from '../../../analysis/shownResults';
import { totalCalls } from '../../../analysis/totalCalls';
import type { Counted } from '../counted';
import type { Asked, Inquiry } from '../source';
import { valueFilters } from '../valueFilters';

export async function countCodes(query: CodesQuery, { range }: Asked, inquiry: Inquiry): Promise<Counted> {
  const filters = await valueFilters(query.filters, range, inquiry);
  const answer = await inquiry.ask({ kind: 'counts', range, filters, grid: null, split: null });
  const { rules } = inquiry.source;
  const shown = shownResults(query.results);
  return { bodies: [codes(answer, rules, shown)], calls: totalCalls(answer), range, numbers: explainedResults(answer, rules, shown) };
}
