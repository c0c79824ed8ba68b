import { definitionOf } from '../../domain/customRatio';
import type { RatioQuery } from '../kinds';
import { RATIO_DEFINITIONS, type RatioDefinition } from '../../domain/ratios';
import { explainedRatios } from '../../backend/queries/after/explanation/explainedRatios';
import { ratio } from './table';
import type { RatioFields } from './columns';
import { countRatios } from '../../backend/queries/after/ratios/ratioCounts';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import type { Notice } from '../../backend/queries/after/tables/table';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import type { CountsAnswer } from '../../backend/stores/answer';
import type { QueryResult } from '../../backend/queries/ask/queryResult';
import { queryBuckets } from '../../backend/queries/ask/queryBuckets';
import { refuseRetriedAttempts, retriedCalls } from '../../backend/queries/ask/ratioAnswers';
import type { RequestContext, QueryContext } from '../../backend/queries/ask/queryContext';
import { countSplit, groupCount } from '../../backend/queries/ask/splitGroups';
import { valueFilters } from '../../backend/queries/ask/valueFilters';

/** Bounds that are asked for without a confidence. */
const USUAL_CONFIDENCE = 95;

export async function runRatio(query: RatioQuery, request: RequestContext, context: QueryContext): Promise<QueryResult> {
  const definitions = query.ratios.map((one): RatioDefinition =>
    typeof one === 'string' ? { name: one, ...RATIO_DEFINITIONS[one] } : definitionOf(one)
  );
  refuseRetriedAttempts(definitions, context);
  const fields = fieldsOf(query, request);
  const perGroup = definitions.length * fieldCount(fields);
  const overTime = query.over === 'time' ? queryBuckets(query, request, context, perGroup) : null;
  const buckets = overTime?.buckets ?? null;
  const { range } = buckets ?? request;
  const filters = await valueFilters(query.filters, range, context, query.seriesFrom);
  const counting = { range, filters, grid: buckets?.grid ?? null };
  const { split, answer } = await countSplit(query, shownResults([]), counting, context, (groups) =>
    overTime?.refuseSeries(perGroup * (groups + 1))
  );
  const groups = groupCount(split.groups);
  const answers = { all: answer, retried: await retriedCalls({ kind: 'counts', ...counting, split: split.groups }, definitions, context) };
  const shape = { splitGroups: groups, buckets: buckets?.starts.length ?? 1, positionOf: buckets?.positionOf ?? (() => 0) };
  const counts = countRatios(answers, context.source.rules, definitions, shape);
  return {
    bodies: [ratio(counts, split.labels, fields, buckets)],
    calls: counts.all,
    range,
    ...(buckets === null ? {} : { bucket: buckets.name }),
    numbers: explainedRatios(definitions, answers, context.source.rules),
    notices: withoutCodes(definitions, answers.all),
  };
}

/** Ratios are computed from codes; calls whose words stand for none count on no side that names codes. */
function withoutCodes(definitions: readonly RatioDefinition[], answer: CountsAnswer): Notice[] {
  const ofCodes = definitions
    .filter(({ numerator, denominator }) => numerator.of !== 'results' || denominator.of === 'codes')
    .map(({ name }) => name);
  const missing = answer.calls.reduce((sum, calls, row) => sum + ((answer.code[row] ?? -1) < 0 ? calls : 0), 0);
  const said = answer.words.length > 0 || missing === totalCalls(answer);
  if (missing === 0 || ofCodes.length === 0 || !said) {
    return [];
  }
  const [some, all] = [missing, totalCalls(answer)].map((calls) => calls.toLocaleString('en-US'));
  const text = `${some} of ${all} calls have no final status code, from which ${ofCodes.join(', ')} ${ofCodes.length === 1 ? 'is' : 'are'} computed. Say in the data source settings which codes their words stand for (vocabulary, words), or ask for a share of results.`;
  return [{ severity: 'warning', text }];
}

/** An alert rule judges every number that it gets, so it gets one per ratio. */
function fieldsOf(query: RatioQuery, { rule }: RequestContext): RatioFields {
  const { return: only, confidence = USUAL_CONFIDENCE, minimumCalls } = query;
  const common = { confidence, minimumCalls };
  switch (only) {
    case 'value':
      return { ...common, value: true, bounds: [], counts: [] };
    case 'lower':
    case 'upper':
      return { ...common, value: false, bounds: [only], counts: [] };
    case 'calls':
    case 'of':
      return { ...common, value: false, bounds: [], counts: [only] };
    case undefined:
      return rule
        ? { ...common, value: true, bounds: [], counts: [] }
        : {
            ...common,
            value: true,
            bounds: query.confidence === undefined ? [] : ['lower', 'upper'],
            counts: query.counts ? ['calls', 'of'] : [],
          };
  }
}

function fieldCount({ value, bounds, counts }: RatioFields): number {
  return (value ? 1 : 0) + bounds.length + counts.length;
}
