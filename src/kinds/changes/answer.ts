import type { ChangesQuery } from '../kinds';
import { changesTables } from './tables';
import type { DimensionSides } from './decompose';
import { explainedResults } from '../../backend/queries/after/explanation/explainedResults';
import { totalCalls } from '../../backend/queries/after/counting/totalCalls';
import { shownResults } from '../../backend/queries/after/counting/shownResults';
import { baselineNotices } from '../../backend/queries/ask/baselineNotices';
import { allCalls, examineDimensions, shownValues, type ExaminedDimension } from '../../backend/queries/ask/examinedDimensions';
import { breakDown } from '../../backend/queries/ask/breakdown';
import type { Counted } from '../../backend/queries/ask/queryResult';
import type { Asked, Inquiry } from '../../backend/queries/ask/queryContext';
import { countSides, twoSides, type Side, type TwoSides } from '../../backend/queries/ask/twoSides';
import { rankByCalls, regrouped } from '../../backend/queries/after/counting/ranking';
import type { BreakdownAnswer } from '../../backend/stores/answer';

/** Values of a dimension that are told apart, of each side; all others count as one. */
const MOST_VALUES = 50;

/** It is the answered share whose change is explained. */
const ANSWERED = shownResults(['answered']);

export async function countChanges(query: ChangesQuery, asked: Asked, inquiry: Inquiry): Promise<Counted> {
  const sides = await twoSides(query, asked, inquiry);
  const { dimensions: current, notices } = await examineDimensions(query.dimensions, sides.current, inquiry);
  const baseline = await inquiry.together<ExaminedDimension[]>(
    ...current.map((examined) => (one: Inquiry) => beforeOf(examined, sides.baseline, one))
  );
  const whole = { baseline: await allCalls(baseline, sides.baseline, inquiry), current: await allCalls(current, sides.current, inquiry) };
  const apart = await inquiry.together<DimensionSides[]>(
    ...current.map(
      ({ dimension, told }, index) =>
        (one: Inquiry) =>
          tellApart(dimension, { baseline: baseline[index]?.told ?? null, current: told }, sides, one)
    )
  );
  const shown = { top: query.top, results: new Set<string>(shownResults(query.results).results) };
  const before = totalCalls(whole.baseline);
  return {
    bodies: changesTables(apart, whole, inquiry.source.rules, shown),
    calls: totalCalls(whole.current),
    range: asked.range,
    numbers: [
      ...explainedResults(whole.current, inquiry.source.rules, ANSWERED, 'current'),
      ...explainedResults(whole.baseline, inquiry.source.rules, ANSWERED, 'baseline'),
    ],
    explained: { baseline: sides.baseline.range },
    custom: { baseline: { calls: before, ...sides.baseline.range }, examined: current.map(({ dimension }) => dimension) },
    notices: [...notices, ...baselineNotices(before, sides)],
  };
}

/** The same dimension before; not told value by value unless both sides are. */
async function beforeOf({ dimension, told }: ExaminedDimension, side: Side, inquiry: Inquiry): Promise<ExaminedDimension> {
  return { dimension, told: told === null ? null : await breakDown({ ...side, grid: null, dimensions: [dimension] }, inquiry) };
}

interface Told {
  readonly baseline: BreakdownAnswer | null;
  readonly current: BreakdownAnswer | null;
}

/** Both sides, told apart by the largest values of either. */
async function tellApart(dimension: string, { baseline, current }: Told, sides: TwoSides, inquiry: Inquiry): Promise<DimensionSides> {
  if (baseline !== null && current !== null) {
    const { rules } = inquiry.source;
    const groups = eachOnce([current, baseline].map((told) => rankByCalls(told, rules, null, MOST_VALUES, inquiry.valueOrder).groups));
    return { dimension, ...shownValues(groups, inquiry), baseline: regrouped(baseline, groups), current: regrouped(current, groups) };
  }
  const largest =
    ({ range, filters }: Side) =>
    async (one: Inquiry) => {
      const ranking = await one.ask({
        kind: 'catalogue',
        of: 'values',
        dimensions: [dimension],
        only: null,
        search: '',
        range,
        filters,
        limit: MOST_VALUES,
      });
      return ranking.values;
    };
  const groups = eachOnce(await inquiry.together(largest(sides.current), largest(sides.baseline)));
  const answers = await countSides(sides, { dimensions: [dimension], groups }, inquiry);
  return { dimension, ...shownValues(groups, inquiry), ...answers };
}

function eachOnce(rankings: readonly (readonly (readonly string[])[])[]): string[][] {
  return [...new Set(rankings.flat().map(([value = '']) => value))].map((value) => [value]);
}
