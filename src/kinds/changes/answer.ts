import type { ChangesQuery } from '../kinds';
import { changesTables } from './tables';
import type { DimensionSides } from './decompose';
import { explainedResults } from '../../backend/queries/after/explanation/explainedResults';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import { baselineNotices } from '../../backend/queries/ask/baselineNotices';
import { allCalls, examineDimensions, shownValues, type ExaminedDimension } from '../../backend/queries/ask/examinedDimensions';
import { breakDown } from '../../backend/queries/ask/breakdown';
import type { QueryResult } from '../../backend/queries/ask/queryResult';
import type { RequestContext, QueryContext } from '../../backend/queries/ask/queryContext';
import { countSides, twoSides, type Side, type TwoSides } from '../../backend/queries/ask/twoSides';
import { rankByCalls, regrouped } from '../../backend/queries/after/counting/ranking';
import type { BreakdownAnswer } from '../../backend/stores/answer';

/** Values of a dimension that are told apart, of each side; all others count as one. */
const MAX_VALUES = 50;

/** It is the answered share whose change is explained. */
const ANSWERED = shownResults(['answered']);

export async function runChanges(query: ChangesQuery, request: RequestContext, context: QueryContext): Promise<QueryResult> {
  const sides = await twoSides(query, request, context);
  const { dimensions: current, notices } = await examineDimensions(query.dimensions, sides.current, context);
  const baseline = await context.together<ExaminedDimension[]>(
    ...current.map((examined) => (one: QueryContext) => baselineFor(examined, sides.baseline, one))
  );
  const whole = { baseline: await allCalls(baseline, sides.baseline, context), current: await allCalls(current, sides.current, context) };
  const apart = await context.together<DimensionSides[]>(
    ...current.map(
      ({ dimension, breakdown }, index) =>
        (one: QueryContext) =>
          splitSides(dimension, { baseline: baseline[index]?.breakdown ?? null, current: breakdown }, sides, one)
    )
  );
  const shown = { top: query.top, results: new Set<string>(shownResults(query.results).results) };
  const before = totalCalls(whole.baseline);
  return {
    bodies: changesTables(apart, whole, context.source.rules, shown),
    calls: totalCalls(whole.current),
    range: request.range,
    numbers: [
      ...explainedResults(whole.current, context.source.rules, ANSWERED, 'current'),
      ...explainedResults(whole.baseline, context.source.rules, ANSWERED, 'baseline'),
    ],
    explained: { baseline: sides.baseline.range },
    custom: { baseline: { calls: before, ...sides.baseline.range }, examined: current.map(({ dimension }) => dimension) },
    notices: [...notices, ...baselineNotices(before, sides)],
  };
}

/** The same dimension before; not told value by value unless both sides are. */
async function baselineFor({ dimension, breakdown }: ExaminedDimension, side: Side, context: QueryContext): Promise<ExaminedDimension> {
  return { dimension, breakdown: breakdown === null ? null : await breakDown({ ...side, grid: null, dimensions: [dimension] }, context) };
}

interface ExaminedSides {
  readonly baseline: BreakdownAnswer | null;
  readonly current: BreakdownAnswer | null;
}

/** Both sides, told apart by the largest values of either. */
async function splitSides(
  dimension: string,
  { baseline, current }: ExaminedSides,
  sides: TwoSides,
  context: QueryContext
): Promise<DimensionSides> {
  if (baseline !== null && current !== null) {
    const { rules } = context.source;
    const groups = eachOnce(
      [current, baseline].map((breakdown) => rankByCalls(breakdown, rules, null, MAX_VALUES, context.valueOrder).groups)
    );
    return { dimension, ...shownValues(groups, context), baseline: regrouped(baseline, groups), current: regrouped(current, groups) };
  }
  const largest =
    ({ range, filters }: Side) =>
    async (one: QueryContext) => {
      const ranking = await one.ask({
        kind: 'catalogue',
        of: 'values',
        dimensions: [dimension],
        only: null,
        search: '',
        range,
        filters,
        limit: MAX_VALUES,
      });
      return ranking.values;
    };
  const groups = eachOnce(await context.together(largest(sides.current), largest(sides.baseline)));
  const answers = await countSides(sides, { dimensions: [dimension], groups }, context);
  return { dimension, ...shownValues(groups, context), ...answers };
}

function eachOnce(rankings: readonly (readonly (readonly string[])[])[]): string[][] {
  return [...new Set(rankings.flat().map(([value = '']) => value))].map((value) => [value]);
}
