import type { VerdictQuery } from '../../../../domain/query';
import { MISSING_VALUE } from '../../../../domain/filters';
import { explainedVerdicts } from '../../../analysis/explainedVerdicts';
import { judge } from '../../../analysis/judge';
import { NO_SPLIT, splitLabels } from '../../../analysis/splitLabels';
import type { Notice, TableBody } from '../../../analysis/table';
import { totalCalls } from '../../../analysis/totalCalls';
import { type Judged, verdictNumbers, verdictSeries, verdictTable } from '../../../analysis/verdict';
import type { TimeRange, ValueFilter } from '../../../stores/store';
import type { Counted } from '../counted';
import type { Asked, Inquiry } from '../source';
import { valueFilters } from '../valueFilters';

/** What is judged, in the order of its beginning. */
interface Subjects {
  readonly values: readonly string[];
  readonly began: readonly number[];
  /** There were more, which began earlier. */
  readonly more: boolean;
}

export async function countVerdict(query: VerdictQuery, asked: Asked, inquiry: Inquiry): Promise<Counted> {
  const { range } = asked;
  const filters = await valueFilters(query.filters, range, inquiry);
  const { per } = query;
  const subjects = per === undefined ? null : await findSubjects(per, query.limit, range, filters, inquiry);
  const groups = subjects?.values.map((value) => [value]) ?? null;
  const split = per === undefined || groups === null ? null : { dimensions: [per], groups };
  const answer = await inquiry.ask({ kind: 'counts', range, filters, grid: null, split });
  const verdicts = judge(answer, inquiry.source.rules, query, groups?.length ?? null);
  const labels = per === undefined || groups === null ? NO_SPLIT : splitLabels([per], groups, inquiry.shown);
  const judged: Judged = { verdicts, began: subjects?.began ?? [range.from], labels };
  const { expected, leastShare, leastCalls } = query;
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

/** The values that began last. Calls that have no value belong to none and are not judged. */
async function findSubjects(per: string, limit: number, range: TimeRange, filters: readonly ValueFilter[], inquiry: Inquiry): Promise<Subjects> {
  const named: ValueFilter = { dimension: per, includes: false, values: [MISSING_VALUE] };
  const found = await inquiry.ask({ kind: 'catalogue', of: 'values', dimensions: [per], only: null, search: '', range, filters: [...filters, named], limit, order: 'newest' });
  const seen = found.values.map(([value = ''], index) => ({ value, began: found.first?.[index] ?? range.from }));
  // A rule that names a value wants a verdict even if nothing was heard of it.
  const wanted = inquiry.asked.rule ? valuesNamed(per, filters) : [];
  const silent = wanted.filter((value) => !seen.some((one) => one.value === value)).slice(0, limit);
  const all = [...seen.reverse(), ...silent.map((value) => ({ value, began: range.to }))];
  return { values: all.map(({ value }) => value), began: all.map(({ began }) => began), more: found.more };
}

function valuesNamed(per: string, filters: readonly ValueFilter[]): string[] {
  const own = filters.filter(({ dimension }) => dimension === per);
  const named = own.find(({ includes }) => includes)?.values ?? [];
  return named.filter((value) => value !== MISSING_VALUE && own.every(({ includes, values }) => values.includes(value) === includes));
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
  return { severity: 'info', text: `Only the ${limit} values of ${per} that began last were judged. Choose a shorter time range, or a larger limit.` };
}
