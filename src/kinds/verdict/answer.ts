import type { VerdictQuery } from './schema';
import { explainedVerdicts } from '../../backend/queries/after/explanation/explainedVerdicts';
import { judge } from '../../backend/queries/after/counting/judge';
import { NO_SPLIT, splitLabels } from '../../backend/queries/after/splits/splitLabels';
import type { Notice, TableBody } from '../../backend/queries/after/tables/table';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import { type Judged, verdictNumbers, verdictSeries, verdictTable } from './tables';
import type { KindAnswer } from '../../backend/queries/ask/kindAnswer';
import { ask } from '../../backend/queries/ask/plan';
import type { CountsAnswer } from '../../backend/stores/answer';
import type { RequestContext } from '../../backend/queries/ask/queryContext';
import { countEvaluatedValues, type EvaluatedValues } from '../../backend/queries/ask/evaluatedValues';
import { valueFilters } from '../../backend/queries/ask/valueFilters';

interface CountedVerdict {
  /** Null where the whole range is judged. */
  readonly subjects: EvaluatedValues | null;
  readonly answer: CountsAnswer;
}

export const verdictAnswer: KindAnswer<VerdictQuery, CountedVerdict> = {
  *plan({ per, limit, filters: wanted }, context) {
    const { range } = context.request;
    const filters = yield* valueFilters(wanted, range, context);
    const counting = { range, filters, grid: null };
    const subjects = per === undefined ? null : yield* countEvaluatedValues(per, limit, counting, context);
    return { subjects, answer: subjects?.answer ?? (yield* ask({ kind: 'counts', ...counting, split: null })) };
  },

  evaluate(query, { subjects, answer }, { source: { rules }, request, shown }) {
    const { per, expected, minimumShare, minimumCalls } = query;
    const groups = subjects?.values.map((value) => [value]) ?? null;
    const verdicts = judge(answer, rules, query, groups?.length ?? null);
    const labels = per === undefined || groups === null ? NO_SPLIT : splitLabels([per], groups, shown);
    const judged: Judged = { verdicts, began: subjects?.began ?? [request.range.from], labels, expected };
    const passed = verdicts.filter((one) => one.passed).length;
    return {
      bodies: bodiesOf(query, request, judged),
      calls: totalCalls(answer),
      range: request.range,
      numbers: [explainedVerdicts(answer, rules, expected)],
      explained: { verdicts: { expected, minimumShare, minimumCalls, judged: verdicts.length, passed, failed: verdicts.length - passed } },
      notices: subjects?.more === true ? [moreNotice(per ?? '', query.limit)] : [],
    };
  },
};

function bodiesOf({ frames }: VerdictQuery, { rule }: RequestContext, judged: Judged): TableBody[] {
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
