import type { VerdictQuery } from '../../../../domain/query';
import { explainedVerdicts } from '../../../analysis/explainedVerdicts';
import { judge } from '../../../analysis/judge';
import { NO_SPLIT, splitLabels } from '../../../analysis/splitLabels';
import type { Notice, TableBody } from '../../../analysis/table';
import { totalCalls } from '../../../analysis/totalCalls';
import { type Judged, verdictNumbers, verdictSeries, verdictTable } from '../../../analysis/verdict';
import type { Counted } from '../counted';
import type { Asked, Inquiry } from '../source';
import { countSubjects } from '../subjects';
import { valueFilters } from '../valueFilters';

export async function countVerdict(query: VerdictQuery, asked: Asked, inquiry: Inquiry): Promise<Counted> {
  const { range } = asked;
  const filters = await valueFilters(query.filters, range, inquiry);
  const { per } = query;
  const subjects = per === undefined ? null : await countSubjects(per, query.limit, { range, filters, grid: null }, inquiry);
  const answer = subjects?.answer ?? (await inquiry.ask({ kind: 'counts', range, filters, grid: null, split: null }));
  const groups = subjects?.values.map((value) => [value]) ?? null;
  const verdicts = judge(answer, inquiry.source.rules, query, groups?.length ?? null);
  const labels = per === undefined || groups === null ? NO_SPLIT : splitLabels([per], groups, inquiry.shown);
  const { expected } = query;
  const judged: Judged = { verdicts, began: subjects?.began ?? [range.from], labels, expected };
  const { leastShare, leastCalls } = query;
  const passed = verdicts.filter((one) => one.passed).length;
  return {
    bodies: bodiesOf(query, asked, judged),
    calls: totalCalls(answer),
    range,
    numbers: [explainedVerdicts(answer, inquiry.source.rules, expected)],
    explained: { verdicts: { expected, leastShare, leastCalls, judged: verdicts.length, passed, failed: verdicts.length - passed } },
    notices: subjects?.more === true ? [moreNotice(per ?? '', query.limit)] : [],
  };
}

function bodiesOf({ frames }: VerdictQuery, { rule }: Asked, judged: Judged): TableBody[] {
  if (rule) {
    return [verdictNumbers(judged)];
  }
  switch (frames) {
    case 'table':
      return [verdictTable(judged)];
    case 'series':
      return [verdictSeries(judged)];
    case 'both':
      return [verdictTable(judged), verdictSeries(judged)];
  }
}

function moreNotice(per: string, limit: number): Notice {
  return {
    severity: 'info',
    text: `Only the ${limit} values of ${per} that began last were judged. Choose a shorter time range, or a larger limit.`,
  };
}
